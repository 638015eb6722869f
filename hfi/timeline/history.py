"""A family's rows for its timeline, which has all of them where the page has those of today."""

from functools import cached_property
from typing import Any

import sqlalchemy as sa

from hfi.access.models import User
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import of_entry
from hfi.extensions import db
from hfi.families.sealing import opened
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import Rows
from hfi.phases.models import Closing, Pause, ProgrammeMove
from hfi.plan.models import Agreement
from hfi.timeline.events import Cursor, Wanted

PAGE = 40
"""So many changes are looked at for one page; what happened on days between them comes with them."""


class History(Dossier):
    """The same rows, and those that are over."""

    @cached_property
    def agreements(self) -> Rows:
        """All agreements, also those that were done or called off long ago."""
        statement = self.of_family(Agreement, User.name.label("user_name"), User.department.label("user_department"))
        statement = statement.outerjoin(User, User.id == Agreement.user_id)
        return opened(Agreement, db.session.execute(statement.order_by(Agreement.created_at, Agreement.id)))

    @cached_property
    def pauses(self) -> Rows:
        """When the work rested."""
        return db.session.execute(sa.select(Pause.from_on, Pause.resumed_on).where(self.mine(Pause))).all()

    @cached_property
    def moves(self) -> Rows:
        """The programmes in which the family went on."""
        columns = sa.select(ProgrammeMove.moved_on, ProgrammeMove.to_programme)
        return db.session.execute(columns.where(self.mine(ProgrammeMove))).all()

    @cached_property
    def closings(self) -> Rows:
        """When the work ended, and was taken up again."""
        return db.session.execute(sa.select(Closing.closed_on, Closing.reopened_on).where(self.mine(Closing))).all()

    def mine(self, model: Any) -> sa.ColumnElement[bool]:
        """The condition on what is this family's."""
        own: sa.ColumnElement[bool] = model.family_id == self.access.id
        return own

    def revisions(self, wanted: Wanted, before: Cursor | None) -> Rows:
        """The changes before this one, the newest first: one more than a page of them."""
        statement = (
            sa.select(
                AuditEntry.seq,
                AuditEntry.at,
                Revision.action,
                Revision.kind,
                Revision.item_id,
                Revision.section,
                Revision.id.label("revision_id"),
                Revision.content,
                User.name.label("by"),
                User.department,
            )
            .join(Revision, of_entry())
            .outerjoin(User, User.id == AuditEntry.actor_id)
            .where(AuditEntry.family_id == self.access.id, Revision.kind.in_(wanted.kinds()))
            .where(*in_period(wanted), *earlier_than(before))
            .order_by(AuditEntry.seq.desc(), Revision.id)
            .limit(PAGE + 1)
        )
        return db.session.execute(statement).all()

    def moment_of(self, seq: int) -> Any:
        """When this row of the log was written; None when there is none."""
        mine = AuditEntry.family_id == self.access.id, AuditEntry.seq == seq
        return db.session.scalar(sa.select(AuditEntry.at).where(*mine))


def earlier_than(cursor: Cursor | None) -> list[sa.ColumnElement[bool]]:
    """The conditions on changes that come after this one in the order of the page."""
    if cursor is None:
        return []
    same_row = sa.and_(AuditEntry.seq == cursor.seq, Revision.id > cursor.revision_id)
    return [sa.or_(AuditEntry.seq < cursor.seq, same_row)]


def in_period(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """The conditions on AuditEntry for the days that are asked for."""
    found = [AuditEntry.at >= wanted.first] if wanted.first else []
    return [*found, AuditEntry.at < wanted.last] if wanted.last else found
