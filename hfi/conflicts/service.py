"""Beginning and lifting a conflict of interest. It is the program's own work: the person it concerns has no way in."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, Conflict, ConflictKind, User
from hfi.extensions import system_session
from hfi.families.keys import find_key
from hfi.families.scope import FamilyAccess, in_force
from hfi.notices.models import NoticeKind
from hfi.notices.recipients import coordinators_of, managers_of
from hfi.notices.service import notify


@dataclass(frozen=True)
class Nearness:
    """Who stands too near, how, and who says so."""

    user_id: uuid.UUID
    kind: ConflictKind
    reason: str
    declared_by_id: uuid.UUID


def declare_here(access: FamilyAccess, kind: ConflictKind, reason: str) -> None:
    """The reader stands too near to this family, which they see until now."""
    near = Nearness(access.reader.user_id, kind, reason, access.reader.user_id)
    with system_session() as session:
        begin(session, access.id, near)


def set_for(access: FamilyAccess, user_id: uuid.UUID, kind: ConflictKind, reason: str) -> None:
    """A manager says it of a colleague."""
    with system_session() as session:
        begin(session, access.id, Nearness(user_id, kind, reason, access.reader.user_id))


def find_user(email: str) -> uuid.UUID | None:
    """Who logs in with this work e-mail."""
    with system_session() as session:
        return session.scalar(sa.select(User.id).where(User.email == email.lower(), User.active))


def begin(session: Session, family_id: uuid.UUID, near: Nearness) -> None:
    """From now on the family is not there for this person. Nothing happens when it is so already.

    Neither when the family's key was deleted: nothing is left to hide, and nothing can be sealed.
    """
    if find_key(family_id, session) is None:
        return
    mine = Conflict.family_id == family_id, Conflict.user_id == near.user_id
    if session.scalar(sa.select(Conflict.id).where(*mine, in_force(Conflict)).limit(1)):
        return
    session.add(
        Conflict(
            family_id=family_id,
            user_id=near.user_id,
            kind=near.kind,
            reason=near.reason,
            from_on=clock.today(),
            declared_by_id=near.declared_by_id,
        )
    )
    tell(session, family_id, near, end_attachments(session, family_id, near.user_id))


def end_attachments(session: Session, family_id: uuid.UUID, user_id: uuid.UUID) -> bool:
    """End what attaches this person to the family, today at the latest; whether anything did."""
    today = clock.today()
    lasts = sa.or_(Attachment.to_on.is_(None), Attachment.to_on > today)
    ties = sa.select(Attachment).where(Attachment.family_id == family_id, Attachment.user_id == user_id, lasts)
    found = session.scalars(ties).all()
    for tie in found:
        tie.to_on = today
    return bool(found)


def tell(session: Session, family_id: uuid.UUID, near: Nearness, was_attached: bool) -> None:
    """Managers are told, and the coordinator when somebody must take over; neither is told why."""
    known = {near.user_id, near.declared_by_id}
    told = set(session.scalars(managers_of(family_id))) - known
    kind = NoticeKind.CONFLICT
    if was_attached:
        told |= set(session.scalars(coordinators_of(family_id))) - known
        kind = NoticeKind.TAKE_OVER
    notify(told, kind, family_id, about_id=near.user_id, session=session)


def lift(access: FamilyAccess, item: uuid.UUID) -> bool:
    """The conflict no longer holds, from this moment; false when the family has no such conflict."""
    with system_session() as session:
        row = session.scalar(
            sa.select(Conflict).where(Conflict.id == item, Conflict.family_id == access.id, in_force(Conflict))
        )
        if row is not None:
            # The last day counts: for the family to be there again at once, it has to be over since yesterday.
            row.to_on = clock.today() - timedelta(days=1)
        return row is not None
