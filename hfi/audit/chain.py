"""What makes a change of the log visible: keyed hashes over its rows, each covering the one before it.

The key is not in the database, so whoever owns the database cannot make a row that fits.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from hfi.vault import service_key

START = bytes(32)
"""What stands before a chain's first row."""
COVERED = (
    "family_id",
    "seq",
    "at",
    "request_id",
    "session_key",
    "actor_id",
    "role",
    "department",
    "action",
    "person_id",
    "section",
    "level",
    "what",
    "why",
    "reason",
    "revisions",
    "prev",
)
"""All columns of a log row but the mac itself."""


class BrokenLogError(RuntimeError):
    """A chain's end is not the one that this program wrote: nothing may be added to it, so nothing is shown."""


def audit_mac(data: bytes) -> bytes:
    """The keyed hash of the data, under the key of the log."""
    return service_key("audit").mac(data)


def entry_mac(row: Mapping[str, Any]) -> bytes:
    """The mac of a log row."""
    return keyed("entry", {name: row[name] for name in COVERED})


def head_mac(family_id: uuid.UUID, seq: int, last: bytes) -> bytes:
    """The mac of a chain's end."""
    return keyed("head", {"family_id": family_id, "seq": seq, "last": last})


def seal_mac(day: date, at: datetime, heads: str, prev: str) -> str:
    """The mac of a daily seal, as text."""
    return keyed("seal", {"day": day, "at": at, "heads": digest(heads.encode()), "prev": prev}).hex()


def revisions_hash(rows: Iterable[Mapping[str, Any]]) -> str:
    """The hash of a request's revisions in the order of their ids; empty when there are none.

    It covers the sealed content, so that content whose key is gone still fits.
    """
    names = ("id", "action", "kind", "item_id", "section", "fields")
    told = [{name: row[name] for name in names} | {"content": digest(row["content"])} for row in rows]
    return digest(canonical(sorted(told, key=lambda row: str(row["id"])))) if told else ""


def keyed(purpose: str, values: Mapping[str, Any]) -> bytes:
    """The keyed hash of the values, for one purpose: a row's never passes as a head's."""
    return audit_mac(purpose.encode() + b"|" + canonical(values))


def canonical(values: Any) -> bytes:
    """The values as the same bytes whatever database they come from."""
    return json.dumps(values, default=plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def plain(value: Any) -> str:
    """A value that JSON does not know."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)


def digest(content: bytes) -> str:
    """SHA-256, as text."""
    return sha256(content).hexdigest()
