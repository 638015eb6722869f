"""The only way to get a family: lists, counts, searches and prints all start from here."""

import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, abort, g, request
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, BreakGlass, Conflict, User
from hfi.access.policy import decide
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.access.terms import Action, Decision, Level, Relation, Target
from hfi.connections import OutOfScopeError
from hfi.extensions import db, system_session
from hfi.families.keys import WRAPPED, remember
from hfi.families.models import WITH_PLAN, Family, FamilyKey, Phase
from hfi.programmes.model import programme_of, programmes
from hfi.sessions import RequestSession, Scope

NEAREST_FIRST = {AttachmentKind.COORDINATOR: 0, AttachmentKind.CONTACT_PERSON: 1, AttachmentKind.TEAM: 2}
# Made once: an alias costs milliseconds, and every request asks which families are the reader's.
TIE, HOME = aliased(Attachment), aliased(Family)


@dataclass(frozen=True)
class FamilyAccess:
    """A family that this reader may open, and how they stand to it."""

    id: uuid.UUID
    reference: str
    programme: str
    closed: bool
    relation: Relation
    reader: Principal
    broken_glass: bool = False
    phase: Phase = Phase.ENROLLED

    @property
    def has_plan(self) -> bool:
        """Whether the family was ever enrolled; before that there is only its referral."""
        return self.phase in WITH_PLAN

    def decide(self, action: Action, level: Level = Level.PLAN, **more: Any) -> Decision:
        """What the rule says of this reader and content of the family; `more` are further fields of Target."""
        target = Target(
            level,
            self.relation,
            closed=self.closed,
            broken_glass=self.broken_glass,
            authority=programme_of(self.programme).coordinator_has_authority,
            **more,
        )
        return decide(self.reader.reader, action, target)


def in_force(row: Any = Attachment) -> sa.ColumnElement[bool]:
    """The condition for an attachment, a conflict or a naming (or an alias of one) that holds today."""
    today = clock.today()
    not_over = sa.or_(row.to_on.is_(None), row.to_on >= today)
    return sa.and_(row.from_on <= today, not_over)


def with_plan() -> sa.ColumnElement[bool]:
    """The condition on Family that holds for those that are, or were, enrolled."""
    return Family.phase.in_(WITH_PLAN)


def running() -> sa.ColumnElement[bool]:
    """The condition on Family that holds for those whose plan is alive: what lists, counts and clocks are about."""
    return sa.and_(with_plan(), Family.closed_on.is_(None))


def visible_families(reader: Principal) -> sa.ColumnElement[bool]:
    """The condition on Family that holds for just the families that this reader meets in lists and may open.

    A closed family stays with its coordinator and managers (rule 11); a conflict of interest hides any (rule 1).
    """
    return sa.and_(related_families(reader), ~Family.id.in_(conflicts(reader)))


def related_families(reader: Principal) -> sa.ColumnElement[bool]:
    """The condition on Family that holds where the reader is attached, or leads."""
    if reader.role in (Role.PROFESSIONAL, Role.COORDINATOR):
        return Family.id.in_(attached_families(reader))
    if reader.role is Role.MANAGER and reader.department:
        return Family.id.in_(led_families(reader))
    if reader.role is Role.MANAGER:
        return Family.programme.in_(programmes())
    return sa.false()


def attached_families(reader: Principal) -> sa.Select[uuid.UUID]:
    """The ids of the open families that the reader is attached to, and of the closed ones that they coordinated."""
    open_to_them = sa.or_(HOME.closed_on.is_(None), TIE.kind == AttachmentKind.COORDINATOR)
    return ties().where(TIE.user_id == reader.user_id, open_to_them)


def led_families(reader: Principal) -> sa.Select[uuid.UUID]:
    """The ids of the families that somebody of the reader's department is attached to, or was until they closed."""
    return ties().join(User, User.id == TIE.user_id).where(User.department == reader.department)


def ties() -> sa.Select[uuid.UUID]:
    """The family ids of the attachments that hold today; in a closed family, that held when it closed.

    It is whole in itself wherever it stands: no table of a query around it takes the place of one of its own.
    """
    last_day = sa.func.coalesce(HOME.closed_on, clock.today())
    holds = TIE.from_on <= clock.today(), sa.or_(TIE.to_on.is_(None), TIE.to_on >= last_day)
    return sa.select(TIE.family_id).join(HOME, HOME.id == TIE.family_id).where(*holds).correlate(None)


def conflicts(reader: Principal) -> sa.Select[uuid.UUID]:
    """The ids of the families that the reader has a conflict of interest in."""
    return sa.select(Conflict.family_id).where(Conflict.user_id == reader.user_id, in_force(Conflict))


def broken_glass(reader: Principal) -> sa.Select[uuid.UUID]:
    """The ids of the families that the reader opened in an emergency, within the hour."""
    return sa.select(BreakGlass.family_id).where(BreakGlass.user_id == reader.user_id, BreakGlass.until > clock.now())


def opened_families(reader: Principal) -> sa.ColumnElement[bool]:
    """The condition on Family that holds for the families that stand in no list, but may be opened for this hour."""
    return sa.and_(Family.id.in_(broken_glass(reader)), ~Family.id.in_(conflicts(reader)))


def open_family(reader: Principal, reference: str) -> FamilyAccess:
    """The family with this reference. 404 when there is none, or when it is not for this reader: no telling which."""
    access = find_family(reader, reference)
    if access is None:
        abort(404)
    narrow_session(access.id)
    return access


def find_family(reader: Principal, reference: str) -> FamilyAccess | None:
    """The family with this reference, when the reader may open it. One query, before the session knows which it is."""
    visible = visible_families(reader)
    own = sa.and_(Attachment.family_id == Family.id, Attachment.user_id == reader.user_id)
    statement = (
        sa.select(
            Family.id,
            Family.reference,
            Family.programme,
            Family.closed_on,
            Family.phase,
            visible.label("visible"),
            Attachment.kind,
            *WRAPPED,
        )
        .outerjoin(FamilyKey, FamilyKey.family_id == Family.id)
        .outerjoin(Attachment, sa.and_(own, sa.or_(Family.closed_on.is_not(None), in_force())))
        .where(Family.reference == reference, sa.or_(visible, opened_families(reader)))
    )
    with system_session() as session:
        rows = session.execute(statement).all()
    access = present_access(reader, rows) if rows else None
    return access if access and access.decide(Action.READ) else None


def present_access(reader: Principal, rows: Any) -> FamilyAccess:
    """How the reader stands to the family of these rows, one for each of their attachments."""
    row = rows[0]
    remember(row.id, row)
    relation = nearest(reader, [one.kind for one in rows if one.kind]) if row.visible else Relation.NONE
    closed, glass = row.closed_on is not None, not row.visible
    return FamilyAccess(row.id, row.reference, row.programme, closed, relation, reader, glass, row.phase)


def nearest(reader: Principal, kinds: list[AttachmentKind]) -> Relation:
    """The nearest of the ways in which somebody who may open the family stands to it."""
    if reader.role is Role.MANAGER:
        return Relation.MANAGER
    return Relation(min(kinds, key=NEAREST_FIRST.__getitem__))


def init_app(app: Flask) -> None:
    """Bind each request's session to whoever asks, once the guard has let them in; see that readings are logged."""
    app.before_request(bind_session)
    app.after_request(refuse_unlogged)


def bind_session() -> None:
    """Let the session reach what this reader may open; where no guard stands it stays nobody's, and refuses."""
    session = db.session() if "principal" in g else None
    if isinstance(session, RequestSession):
        session.open_to(Scope(g.principal.user_id, partial(reachable_families, g.principal)))


def reachable_families(reader: Principal) -> sa.Select[uuid.UUID]:
    """The ids of all families that this reader may open."""
    return sa.select(Family.id).where(sa.or_(visible_families(reader), opened_families(reader)))


def narrow_session(family_id: uuid.UUID) -> None:
    """Nobody who works with one family reaches another by mistake. The program's own session is bound to nobody."""
    session = db.session()
    if isinstance(session, RequestSession):
        session.narrow_to(family_id)


def refuse_unlogged(response: Response) -> Response:
    """Show nothing of a family that was opened when the log does not say so: a mistake of ours."""
    session = db.session() if request.method == "GET" and response.status_code == 200 and "principal" in g else None
    if isinstance(session, RequestSession) and session.shows_unlogged():
        raise OutOfScopeError(f"{request.endpoint} shows a family and does not log it.")
    return response
