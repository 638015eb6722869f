"""Reading the history back."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hfi import vault
from hfi.audit.models import AuditEntry, Revision


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


def open_revision(revision_id: uuid.UUID, content: bytes) -> Difference:
    """What the change did."""
    return Difference(**json.loads(vault.unseal(content, revision_place(revision_id))))
