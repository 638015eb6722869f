"""The reader's new notices: only of families that they may still see, and their number."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import BreakGlassCategory, User
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.access.words import BREAK_GLASS_TITLES
from hfi.extensions import system_session
from hfi.families.models import Family
from hfi.families.scope import conflicts, visible_families
from hfi.notices.models import OWN_AFFAIR, Notice, NoticeKind
from hfi.texts import LazyString, _, _l

MOST = 50
INTAKE: dict[str, LazyString] = {
    NoticeKind.REFERRED: _l("A family is referred, and waits for visitation."),
    NoticeKind.TWICE: _l("Somebody in this family may stand in another family already. Look before it is decided."),
    NoticeKind.ANSWERED: _l("There is news of a family that you referred."),
}
"""What is said of a family on its way in."""


@dataclass(frozen=True)
class NoticeView:
    """A notice as a sentence. Who may open the family gets its name and a way to it; others the reference at most."""

    id: uuid.UUID
    at: datetime
    text: str
    reference: str
    family: str
    conflicts: bool
    referrals: bool = False


@dataclass(frozen=True)
class Notices:
    """The notices that are not seen, newest first, as they were at `until`."""

    rows: tuple[NoticeView, ...]
    until: datetime


def load_notices(reader: Principal) -> Notices:
    """What is new for the reader. One query, in a transaction that is over."""
    until = clock.now()
    opened = sa.and_(Family.id == Notice.family_id, visible_families(reader))
    statement = (
        sa.select(
            Notice.id, Notice.at, Notice.kind, Notice.detail, Notice.reference, Family.name.label("family"), User.name
        )
        .select_from(Notice)
        .outerjoin(Family, opened)
        .outerjoin(User, User.id == Notice.about_id)
        .where(*is_new(reader))
        .order_by(Notice.at.desc(), Notice.id)
        .limit(MOST)
    )
    with system_session() as session:
        rows = session.execute(statement).all()
    return Notices(tuple(present(reader, row) for row in rows), until)


def count_new(reader: Principal) -> int:
    """How many there are. One query, in a transaction that is over."""
    with system_session() as session:
        return session.scalar(sa.select(sa.func.count(Notice.id)).where(*is_new(reader))) or 0


def is_new(reader: Principal) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on a notice that this reader has not seen and may see."""
    return Notice.user_id == reader.user_id, Notice.seen_at.is_(None), may_still_see(reader)


def may_still_see(reader: Principal) -> sa.ColumnElement[bool]:
    """A notice goes with the access to its family. The data-protection officer has none, and sees references only.

    One about the user's own affair is hidden only by a conflict of interest.
    """
    if reader.role is Role.DPO:
        return sa.true()
    own = sa.and_(Notice.kind.in_(OWN_AFFAIR), Notice.family_id.not_in(conflicts(reader)))
    visible = Notice.family_id.in_(sa.select(Family.id).where(visible_families(reader)))
    return sa.or_(Notice.family_id.is_(None), own, visible)


def present(reader: Principal, row: Any) -> NoticeView:
    """One notice; a manager finds more about a conflict of interest on the family's own page of them."""
    if row.kind in OWN_AFFAIR:
        return NoticeView(row.id, row.at, sentence(row), "", "", conflicts=False, referrals=True)
    conflicts = bool(row.family) and reader.role is Role.MANAGER
    about_conflict = row.kind in (NoticeKind.CONFLICT, NoticeKind.TAKE_OVER)
    return NoticeView(row.id, row.at, sentence(row), row.reference, row.family or "", conflicts and about_conflict)


def sentence(row: Any) -> str:
    """What happened."""
    if row.kind == NoticeKind.BROKEN_GLASS:
        category = BREAK_GLASS_TITLES[BreakGlassCategory(row.detail)]
        return _("%(name)s opened the family in an emergency: “%(category)s”.", name=row.name, category=category)
    if row.kind == NoticeKind.TAKE_OVER:
        return _("%(name)s no longer works with the family. Somebody must take over.", name=row.name)
    if row.kind == NoticeKind.NOT_READY:
        return _("%(name)s asks you to make your section ready for the plan meeting.", name=row.name)
    if row.kind == NoticeKind.CONFLICT:
        return _("%(name)s has a conflict of interest with the family, and cannot see it.", name=row.name)
    if row.kind in INTAKE:
        return str(INTAKE[row.kind])
    return _(
        "The data-protection officer found no good reason for an emergency opening by %(name)s. Talk it through.",
        name=row.name,
    )
