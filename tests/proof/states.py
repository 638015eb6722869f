"""The ways in which somebody can stand to Familien Solsikke, each made in the database and taken back again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, BreakGlass, BreakGlassCategory, Conflict, ConflictKind, User
from hfi.access.terms import Relation
from hfi.consent.models import Consent, LegalGround
from hfi.extensions import system_session
from hfi.families.models import Family, Person
from tests.world import World

TODAY, NOW = clock.today(), clock.now()
HOUR = timedelta(hours=1)
Before = tuple[list[Any], list[Any]]


@dataclass(frozen=True)
class State:
    """How to make it, and what the rule is told of it."""

    attached: AttachmentKind | None = None
    more: Callable[[Session, World, Any], None] = lambda session, world, user: None
    target: dict[str, Any] = field(default_factory=dict)

    @property
    def relation(self) -> Relation:
        """The relation of somebody who can be attached."""
        return Relation(self.attached.value) if self.attached else Relation.NONE


def block(session: Session, world: World, user: Any) -> None:
    """They are neighbours."""
    kind = ConflictKind.NEIGHBOUR
    session.add(
        Conflict(family_id=world.family, user_id=user, kind=kind, from_on=TODAY, to_on=None, declared_by_id=user)
    )


def break_glass(until: timedelta) -> Callable[[Session, World, Any], None]:
    """They opened the family an hour before it shuts again."""

    def add(session: Session, world: World, user: Any) -> None:
        session.add(
            BreakGlass(
                family_id=world.family,
                user_id=user,
                category=BreakGlassCategory.DUTY,
                reason="Vagt i aften, politiet ringede.",
                opened_at=NOW + until - HOUR,
                until=NOW + until,
            )
        )

    return add


def block_and_break(session: Session, world: World, user: Any) -> None:
    """They opened it before somebody said that they stand too near."""
    block(session, world, user)
    break_glass(HOUR)(session, world, user)


def protect(session: Session, world: World, _user: Any) -> None:
    """Everybody in the family has a protected address."""
    session.execute(sa.update(Person).where(Person.family_id == world.family).values(protected=True))


def close(session: Session, world: World, _user: Any) -> None:
    """The family's plan ended yesterday."""
    session.execute(sa.update(Family).where(Family.id == world.family).values(closed_on=TODAY - timedelta(days=1)))


def withdraw(session: Session, world: World, _user: Any) -> None:
    """The family took back every consent."""
    session.execute(sa.update(Consent).where(Consent.family_id == world.family).values(withdrawn_on=TODAY))


STATES = {
    "stranger": State(),
    "team": State(AttachmentKind.TEAM),
    "contact person": State(AttachmentKind.CONTACT_PERSON),
    "coordinator": State(AttachmentKind.COORDINATOR),
    "blocked": State(AttachmentKind.CONTACT_PERSON, block, {"blocked": True}),
    "glass broken": State(None, break_glass(HOUR), {"broken_glass": True}),
    "glass mended": State(None, break_glass(-HOUR)),
    "blocked, glass broken": State(None, block_and_break, {"blocked": True, "broken_glass": True}),
    "consent withdrawn": State(AttachmentKind.CONTACT_PERSON, withdraw, {"shared": False}),
    "protected": State(AttachmentKind.TEAM, protect),
    "closed": State(AttachmentKind.CONTACT_PERSON, close, {"closed": True}),
    "closed, coordinator": State(AttachmentKind.COORDINATOR, close, {"closed": True}),
}


@contextmanager
def standing(world: World, name: str, state: State) -> Iterator[None]:
    """Make the state for this one; everybody else stays as they are."""
    user = world.users[name]
    with system_session() as session:
        kept = leave(session, world, user)
        if state.attached:
            start = TODAY - timedelta(days=9)
            session.add(Attachment(family_id=world.family, user_id=user, kind=state.attached, from_on=start))
        state.more(session, world, user)
    yield
    with system_session() as session:
        restore(session, world, user, kept)


def leave(session: Session, world: World, user: Any) -> Before:
    """Take the person off the family; what they were, and who was protected."""
    own = sa.and_(Attachment.family_id == world.family, Attachment.user_id == user)
    kinds = list(session.scalars(sa.select(Attachment.kind).where(own)))
    session.execute(sa.delete(Attachment).where(own))
    hidden = sa.select(Person.id).where(Person.family_id == world.family, Person.protected)
    return kinds, list(session.scalars(hidden))


def restore(session: Session, world: World, user: Any, before: Before) -> None:
    """Everything as it was."""
    kinds, hidden = before
    leave(session, world, user)
    for model in (Conflict, BreakGlass):
        session.execute(sa.delete(model).where(model.family_id == world.family, model.user_id == user))
    is_hidden = Person.id.in_(hidden)
    session.execute(sa.update(Person).where(Person.family_id == world.family).values(protected=is_hidden))
    session.execute(sa.update(Family).where(Family.id == world.family).values(closed_on=None))
    session.execute(sa.update(Consent).where(Consent.family_id == world.family).values(withdrawn_on=None))
    session.execute(sa.update(LegalGround).values(ended_on=None))
    start = TODAY - timedelta(days=200)
    session.add_all(Attachment(family_id=world.family, user_id=user, kind=kind, from_on=start) for kind in kinds)
    assert session.get(User, user) is not None
