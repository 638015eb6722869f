"""Families that are closed and to be rung: a task of their coordinator until somebody noted the call."""

import uuid
from datetime import date, timedelta

import sqlalchemy as sa

from hfi.access.models import Attachment, AttachmentKind
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.extensions import db
from hfi.families.models import Family
from hfi.families.scope import in_force, visible_families
from hfi.overview.rows import family_name
from hfi.overview.views import CallDue
from hfi.phases.models import Closing

SOON = timedelta(days=14)
"""So long before its day a call stands on the overview."""


def load_calls(reader: Principal, today: date) -> dict[uuid.UUID, CallDue]:
    """The calls of a coordinator's closed families that are late or near, by family, the first day first. One query."""
    if reader.role is not Role.COORDINATOR:
        return {}
    mine = sa.select(Attachment.family_id).where(
        Attachment.user_id == reader.user_id, Attachment.kind == AttachmentKind.COORDINATOR, in_force()
    )
    statement = (
        sa.select(Family.id, Family.reference, Family.name, Closing.call_due_on)
        .join(Closing, Closing.family_id == Family.id)
        .where(visible_families(reader), Family.id.in_(mine), Family.closed_on.is_not(None))
        .where(Closing.reopened_on.is_(None), Closing.called_on.is_(None), Closing.call_due_on <= today + SOON)
        .order_by(Closing.call_due_on, Family.reference)
    )
    rows = db.session.execute(statement)
    return {row.id: CallDue(family_name(row), row.call_due_on, (today - row.call_due_on).days) for row in rows}
