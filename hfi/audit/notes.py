"""What a transaction has to log, collected until it commits: one row for each family that it concerns."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import g, has_request_context
from sqlalchemy.orm import Session

from hfi.access.principal import Principal
from hfi.audit.chain import revisions_hash
from hfi.audit.models import READ

PENDING = "hfi.audit"
LONGEST = 400
BLANK: dict[str, Any] = {
    "request_id": "",
    "session_key": "",
    "actor_id": None,
    "role": "",
    "department": "",
    "person_id": None,
    "section": "",
    "level": "",
    "what": "",
    "why": "",
    "reason": "",
}
"""The columns of a log row that may be empty."""


@dataclass
class Note:
    """A reading, a duty, or, when it has revisions, a change. `at` is only given by those who write down the past."""

    family_id: uuid.UUID
    action: str
    values: dict[str, Any]
    revisions: list[dict[str, Any]] = field(default_factory=list)
    at: datetime | None = None

    @property
    def weight(self) -> int:
        """A duty comes before a change, and a change before a reading."""
        return 2 if self.action == READ else 1 if self.action in CHANGES else 0

    def take(self, other: "Note") -> None:
        """Let this row tell of the other as well."""
        self.revisions += other.revisions
        self.values["why"] = self.values.get("why") or other.values.get("why", "")
        if self.weight == other.weight == 2:
            self.values["what"] = f"{self.values['what']} {other.values['what']}"

    def columns(self) -> dict[str, Any]:
        """The columns of the row, besides its place in the chain."""
        told = described(self.revisions) if self.revisions else {}
        action = told.pop("action", self.action) if self.weight else self.action
        own = {name: value for name, value in self.values.items() if value not in ("", None)}
        found = BLANK | told | own
        found["what"] = found["what"][:LONGEST]
        return found | {"family_id": self.family_id, "action": action, "revisions": revisions_hash(self.revisions)}


CHANGES = ("create", "update", "delete")


def described(revisions: list[dict[str, Any]]) -> dict[str, Any]:
    """What changed rows have in common, and the kinds and fields that changed: `goal:now,last reading:value`."""
    return {
        "action": common(revisions, "action") or "update",
        "section": common(revisions, "section"),
        "level": common(revisions, "level"),
        "person_id": common(revisions, "person_id") or None,
        "what": " ".join(dict.fromkeys(f"{row['kind']}:{row['fields']}" for row in revisions)),
    }


def common(rows: list[dict[str, Any]], name: str) -> Any:
    """The value that all rows have that have any; empty when they differ."""
    found = {row[name] for row in rows if row.get(name)}
    return found.pop() if len(found) == 1 else ""


def note(session: Session, *notes: Note) -> None:
    """Have these written when the transaction of the session commits."""
    # A transaction that nobody ends is noticed; a note without one would be forgotten in silence.
    if not session.in_transaction():
        session.begin()
    session.info.setdefault(PENDING, []).extend(notes)


def taken(session: Session) -> list[Note]:
    """The notes of this transaction, one for each family; they are forgotten."""
    return merged(session.info.pop(PENDING, []))


def merged(notes: Iterable[Note]) -> list[Note]:
    """A reading is a part of the change that it led to, and a change of the duty; each duty is a row of its own."""
    found: dict[uuid.UUID, Note] = {}
    more = []
    for one in sorted(notes, key=lambda one: one.weight):
        first = found.setdefault(one.family_id, one)
        if first is not one and one.weight:
            first.take(one)
        elif first is not one:
            more.append(one)
    return [*found.values(), *more]


def because(why: str) -> None:
    """On what ground the reader may change what this request changes."""
    g.audit_why = why


def actor(reader: Principal | None) -> dict[str, Any]:
    """The columns that say who, and from where."""
    request = {"request_id": g.get("request_id", ""), "why": g.get("audit_why", "")} if has_request_context() else {}
    if reader is None:
        return request
    return request | {
        "session_key": reader.session_key,
        "actor_id": reader.user_id,
        "role": reader.role.value,
        "department": reader.department,
    }
