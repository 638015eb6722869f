"""What of a family's log is not for everybody who may read it.

That a confidential note is there is itself confidential: its rows are for the data-protection officer alone. Whom the
family is hidden from is for its managers. The family's own paper tells of neither.
"""

import sqlalchemy as sa

from hfi.access.terms import Why
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import of_entry

CONFIDENCES = "confidences"
BEGINNINGS = ("confidence:", "saved:confidence:", "form:confidence-")
"""What a row says of notes: that they were read, changed, shown again, or that their form was opened."""


def is_confidential(told: str) -> bool:
    """Whether this one thing that a row tells of is a confidential note."""
    return told == CONFIDENCES or told.startswith(BEGINNINGS)


def about(kind: str) -> sa.ColumnElement[bool]:
    """The condition that a row tells of a change of this kind."""
    return sa.exists().where(of_entry(), Revision.kind == kind)


# A page that was opened and showed notes as well is a reading like any other; only its words leave them out.
of_notes = sa.or_(
    about("confidence"), AuditEntry.what == CONFIDENCES, *(AuditEntry.what.startswith(one) for one in BEGINNINGS)
)
of_conflicts = sa.or_(about("conflict"), AuditEntry.what == "conflicts", AuditEntry.why == Why.CONFLICT.value)
