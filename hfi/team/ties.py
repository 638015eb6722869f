"""Attachments as the rules and the pages read them: some families' at a time, each in one query."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, Conflict, User
from hfi.access.principal import Principal
from hfi.access.terms import Relation
from hfi.families.models import Family
from hfi.families.scope import FamilyAccess, nearest, visible_families
from hfi.team.rules import Tie

Ids = Collection[uuid.UUID]
Ties = dict[uuid.UUID, list[Tie]]


def holds(row: Any, first: date, last: date | None = None) -> sa.ColumnElement[bool]:
    """The condition for an attachment, or a conflict, that holds on any of the days; without a last day, on the one."""
    return sa.and_(row.from_on <= (last or first), sa.or_(row.to_on.is_(None), row.to_on >= first), ~called_off(row))


def called_off(row: Any) -> sa.ColumnElement[bool]:
    """The condition for one that ended before it began."""
    return sa.and_(row.to_on.is_not(None), row.to_on < row.from_on)


def load_ties(session: Session, families: Ids) -> Ties:
    """Everybody's attachments to these families that are not over, the earliest first."""
    days = (Attachment.from_on, Attachment.to_on)
    columns: list[Any] = [Attachment.id, Attachment.user_id, User.department, Attachment.kind, *days]
    statement = (
        sa.select(Attachment.family_id, *columns)
        .join(User, User.id == Attachment.user_id)
        .where(Attachment.family_id.in_(families), holds(Attachment, clock.today(), date.max))
        .order_by(Attachment.from_on, User.name)
    )
    found: Ties = defaultdict(list)
    for family_id, *values in session.execute(statement):
        found[family_id].append(Tie(*values))
    return found


def load_conflicts(session: Session, families: Ids, users: Ids) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Who of these stands too near to which of the families, today or later."""
    statement = sa.select(Conflict.family_id, Conflict.user_id).where(
        Conflict.family_id.in_(families),
        Conflict.user_id.in_(users),
        sa.or_(Conflict.to_on.is_(None), Conflict.to_on >= clock.today()),
    )
    return {(row.family_id, row.user_id) for row in session.execute(statement)}


def load_accesses(session: Session, reader: Principal, user_id: uuid.UUID) -> dict[uuid.UUID, FamilyAccess]:
    """The open families of somebody that the reader may open as well, in the order of their references."""
    kinds: dict[Any, list[AttachmentKind]] = defaultdict(list)
    statement = (
        sa.select(Family.id, Family.reference, Family.programme, Attachment.kind)
        .join(Attachment, Attachment.family_id == Family.id)
        .where(Attachment.user_id == user_id, Attachment.absence_id.is_(None), visible_families(reader))
        .where(Family.closed_on.is_(None), holds(Attachment, clock.today(), date.max))
        .order_by(Family.reference)
    )
    for *family, kind in session.execute(statement):
        kinds[tuple(family)].append(kind)
    own = user_id == reader.user_id
    return {
        id_: FamilyAccess(id_, reference, programme, False, nearest(reader, found) if own else Relation.MANAGER, reader)
        for (id_, reference, programme), found in kinds.items()
    }


def lock(session: Session, families: Ids) -> None:
    """Whoever else wants to change who works with these families waits until this transaction is over."""
    session.execute(sa.select(Family.id).where(Family.id.in_(families)).order_by(Family.id).with_for_update())
