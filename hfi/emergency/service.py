"""Opening a family in an emergency and leaving it; the program's own work, as the reader has no way in until then."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import BreakGlass, BreakGlassCategory, User
from hfi.access.policy import decide
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.access.terms import Action, Decision, Relation, Target, Why
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.families import cpr
from hfi.families.models import Family, Person
from hfi.families.scope import broken_glass, conflicts, visible_families, with_plan
from hfi.notices.models import NoticeKind
from hfi.notices.recipients import coordinators_of, managers_of, officers
from hfi.notices.service import notify

OPEN_FOR = timedelta(minutes=60)


@dataclass(frozen=True)
class Emergency:
    """What somebody asks for, and why."""

    family: str
    category: BreakGlassCategory
    reason: str


def open_in_emergency(reader: Principal, wanted: Emergency) -> str:
    """The reference of the family that the reader may open now; empty when there is none for them.

    The answer is the same for a family that is not here, one that is closed, and one that the reader stands too near
    to. Whoever is inside already gets the reference without breaking anything.
    """
    with system_session() as session:
        lock_reader(session, reader)
        found = session.execute(candidates(reader, wanted.family)).all()
        allowed = [row for row in found if decide_opening(reader, row)]
        if allowed:
            break_glass(session, reader, allowed[0].id, wanted)
            return str(allowed[0].reference)
    inside = [row for row in found if row.visible or row.opened]
    if not inside:
        log_refusal(reader, found)
    return str(inside[0].reference) if inside else ""


def lock_reader(session: Session, reader: Principal) -> None:
    """Of two clicks at the same moment the second waits, and then finds the family open."""
    session.execute(sa.select(User.id).where(User.id == reader.user_id).with_for_update(key_share=True))


def candidates(reader: Principal, text: str) -> sa.Select[Any]:
    """The families that are meant, and how the reader stands to them: a child may stand in two, its home first."""
    blocked = Family.id.in_(conflicts(reader))
    columns: list[Any] = [
        Family.id,
        Family.reference,
        Family.closed_on,
        visible_families(reader).label("visible"),
        sa.and_(Family.id.in_(broken_glass(reader)), ~blocked).label("opened"),
        blocked.label("blocked"),
    ]
    if not cpr.looks_like_cpr(text):
        return sa.select(*columns).where(Family.reference == text, with_plan())
    here = sa.or_(Person.left_on.is_(None), Person.left_on > clock.today())
    return (
        sa.select(*columns)
        .select_from(Family)
        .join(Person, Person.family_id == Family.id)
        .where(Person.cpr_index == cpr.index(cpr.compact(text)), here, with_plan())
        .order_by(Person.lives_elsewhere, Family.enrolled_on.desc(), Family.reference)
    )


def decide_opening(reader: Principal, row: Any) -> Decision:
    """Whether the reader may break the glass of this family."""
    if row.opened:
        return Decision(False, Why.ALREADY_INSIDE)
    within = Relation.MANAGER if reader.role is Role.MANAGER else Relation.TEAM
    relation = within if row.visible else Relation.NONE
    target = Target(relation=relation, closed=row.closed_on is not None, blocked=row.blocked)
    return decide(reader.reader, Action.BREAK_GLASS, target)


def break_glass(session: Session, reader: Principal, family_id: uuid.UUID, wanted: Emergency) -> None:
    """Open the family for an hour, and tell coordinator, managers and data-protection officers at once."""
    now = clock.now()
    audit.because(Why.BROKEN_GLASS)
    session.add(
        BreakGlass(
            family_id=family_id,
            user_id=reader.user_id,
            category=wanted.category,
            reason=wanted.reason,
            opened_at=now,
            until=now + OPEN_FOR,
        )
    )
    told = session.scalars(sa.union(coordinators_of(family_id), managers_of(family_id), officers())).all()
    notify(
        told,
        NoticeKind.BROKEN_GLASS,
        family_id,
        about_id=reader.user_id,
        detail=wanted.category.value,
        session=session,
    )


def log_refusal(reader: Principal, found: Sequence[Any]) -> None:
    """Note that somebody tried; without a family when there is none."""
    with system_session() as session:
        for row in found:
            why = decide_opening(reader, row).why
            audit.record(reader, Action.BREAK_GLASS, family_id=row.id, what="refused", why=why, session=session)
        if not found:
            audit.record(reader, Action.BREAK_GLASS, what="refused", why=Why.NO_RELATION, session=session)


def leave(reader: Principal, reference: str) -> bool:
    """The reader is finished: the family is closed to them from this moment. False when it was not open."""
    now = clock.now()
    audit.because(Why.BROKEN_GLASS)
    statement = (
        sa.select(BreakGlass)
        .join(Family, Family.id == BreakGlass.family_id)
        .where(Family.reference == reference, Family.id.not_in(conflicts(reader)))
        .where(BreakGlass.user_id == reader.user_id, BreakGlass.until > now)
    )
    with system_session() as session:
        opened = session.scalars(statement).all()
        for row in opened:
            row.until = now
        return bool(opened)
