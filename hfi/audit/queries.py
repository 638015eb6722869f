"""Reading the history back."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hfi.audit.models import AuditEntry, Revision
from hfi.families.keys import find_key


@dataclass(frozen=True)
class Difference:
    """A change's fields, before and after."""

    before: dict[str, Any]
    after: dict[str, Any]


def of_entry() -> sa.ColumnElement[bool]:
    """The condition that a revision is one of the log row's."""
    return sa.and_(Revision.family_id == AuditEntry.family_id, Revision.seq == AuditEntry.seq)


def revision_place(revision_id: uuid.UUID) -> str:
    """Where a revision's sealed content belongs."""
    return f"revisions|content|{revision_id}"


def open_revision(family_id: uuid.UUID, revision_id: uuid.UUID, content: bytes) -> Difference:
    """What the change did; nothing when the family's content was erased."""
    key = find_key(family_id)
    return Difference(**json.loads(key.unseal(content, revision_place(revision_id)))) if key else Difference({}, {})
