"""An attachment as a row: a new one, and its end. The session logs both, with who did it and why."""

import uuid
from datetime import date, timedelta

from hfi.access.models import Attachment
from hfi.families.scope import FamilyAccess
from hfi.team.rules import Tie


def new_row(access: FamilyAccess, wanted: Tie, reason: str, absence_id: uuid.UUID | None = None) -> Attachment:
    """The attachment as a row."""
    return Attachment(
        id=wanted.id,
        family_id=access.id,
        user_id=wanted.user_id,
        kind=wanted.kind,
        from_on=wanted.from_on,
        to_on=wanted.to_on,
        reason=reason,
        attached_by_id=access.reader.user_id,
        absence_id=absence_id,
    )


def end(row: Attachment, last_on: date | None, by: uuid.UUID, reason: str) -> None:
    """Let it end on the day; one that had not begun by then is called off. Without a day it goes on."""
    row.to_on = None if last_on is None else max(last_on, row.from_on - timedelta(days=1))
    row.ended_by_id = by
    row.end_reason = reason
