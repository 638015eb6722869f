"""The only way to get a family: lists, counts, searches and prints all start from here."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask, abort, g
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.policy import Action, Decision, Level, Relation, Target, decide
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.extensions import db
from hfi.families.models import Family
from hfi.programmes.model import programmes
from hfi.sessions import RequestSession, Scope

NEAREST_FIRST = {AttachmentKind.COORDINATOR: 0, AttachmentKind.CONTACT_PERSON: 1, AttachmentKind.TEAM: 2}


@dataclass(frozen=True)
class FamilyAccess:
    """A family that this reader may open, and how they stand to it."""

    id: uuid.UUID
    reference: str
    programme: str
    closed: bool
    relation: Relation
    reader: Principal

    def decide(self, action: Action, level: Level) -> Decision:
        """What the rule says of this reader and content of the family that belongs to no department."""
        return decide(self.reader.reader, action, Target(level, self.relation, closed=self.closed))


def in_force(attachment: Any = Attachment) -> sa.ColumnElement[bool]:
    """The condition for an attachment (or an alias of it) that holds today."""
    today = clock.today()
    not_over = sa.or_(attachment.to_on.is_(None), attachment.to_on >= today)
    return sa.and_(attachment.from_on <= today, not_over)


def visible_families(reader: Principal) -> sa.ColumnElement[bool]:
    """The condition on Family that holds for just the families this reader may open."""
    tie = aliased(Attachment)
    attached = sa.select(tie.family_id).where(in_force(tie))
    if reader.role in (Role.PROFESSIONAL, Role.COORDINATOR):
        return Family.id.in_(attached.where(tie.user_id == reader.user_id))
    if reader.role is Role.MANAGER and reader.department:
        return Family.id.in_(attached.join(User, User.id == tie.user_id).where(User.department == reader.department))
    if reader.role is Role.MANAGER:
        return Family.programme.in_(programmes())
    return sa.false()


def open_family(reader: Principal, reference: str) -> FamilyAccess:
    """The family with this reference. 404 when there is none, or when it is not for this reader: no telling which."""
    rows = db.session.execute(
        sa.select(Family.id, Family.reference, Family.programme, Family.closed_on, Attachment.kind)
        .outerjoin(
            Attachment,
            sa.and_(Attachment.family_id == Family.id, Attachment.user_id == reader.user_id, in_force()),
        )
        .where(Family.reference == reference, visible_families(reader))
    ).all()
    if not rows:
        db.session.commit()
        abort(404)
    nearest = min((row.kind for row in rows if row.kind), key=NEAREST_FIRST.__getitem__, default=None)
    relation = Relation(nearest) if nearest and reader.role is not Role.MANAGER else Relation.MANAGER
    row = rows[0]
    narrow_session(row.id)
    return FamilyAccess(row.id, row.reference, row.programme, row.closed_on is not None, relation, reader)


def init_app(app: Flask) -> None:
    """Bind each request's session to whoever asks, once the guard has let them in."""
    app.before_request(bind_session)


def bind_session() -> None:
    """Let the session reach the families that this reader may open; behind no guard nobody's, so that it refuses."""
    session = db.session()
    if isinstance(session, RequestSession) and "principal" in g:
        reader: Principal = g.principal
        session.open_to(Scope(reader.user_id, lambda: sa.select(Family.id).where(visible_families(reader))))


def narrow_session(family_id: uuid.UUID) -> None:
    """Nobody who works with one family reaches another by mistake. The program's own session is bound to nobody."""
    session = db.session()
    if isinstance(session, RequestSession):
        session.narrow_to(family_id)
