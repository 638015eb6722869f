"""Changes are noted by a listener on the session, so that no service can forget it."""

import json
import uuid
from collections.abc import Mapping
from enum import Enum
from typing import Any

import sqlalchemy as sa
from flask import has_request_context
from flask_login import current_user
from sqlalchemy.orm import PassiveFlag, Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from hfi import cipher
from hfi.access.principal import Principal
from hfi.access.terms import Level
from hfi.audit.notes import LONGEST, Note, actor, note
from hfi.audit.queries import revision_place
from hfi.families.keys import family_key

# Bookkeeping of the row itself says nothing about what somebody did.
UNINTERESTING = frozenset({"id", "family_id", "version", "updated_at", "updated_by_id", "cpr"})


@sa.event.listens_for(Session, "before_flush")
def note_changes(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Note every row of family data that is about to be added, changed or deleted."""
    changed = [("create", row) for row in session.new] + [("delete", row) for row in session.deleted]
    changed += [("update", row) for row in session.dirty if session.is_modified(row)]
    audited = [(action, row) for action, row in changed if getattr(row, "audited", False)]
    # Asked for only now: finding out who is logged in is a transaction of its own, which a flush has no room for.
    for action, row in audited:
        note_change(session, action, row, logged_in())


def logged_in() -> Principal | None:
    """Whoever is logged in to this request; nobody outside of one."""
    known = has_request_context() and current_user.is_authenticated
    return current_user._get_current_object() if known else None


def note_change(session: Session, action: str, row: Any, reader: Principal | None) -> None:
    """Note one row's change with its sealed content."""
    before, after = difference(row, action)
    if action == "update" and not after:
        return
    if row.id is None:
        row.id = uuid.uuid4()
    kind = type(row).__name__.lower()
    told = revision(
        family_key(row.family_id, session),
        uuid.uuid4(),
        {"action": action, "kind": kind, "item_id": row.id},
        {"before": before, "after": after},
        section=getattr(row, "section_id", "") or "",
        level=Level.SENSITIVE.value if getattr(row, "sensitive", False) else "",
        person_id=row.id if kind == "person" else getattr(row, "person_id", None),
    )
    note(session, Note(row.family_id, action, actor(reader), [told]))


def revision(
    key: cipher.Key, id_: uuid.UUID, what: dict[str, Any], content: Mapping[str, Mapping[str, Any]], **about: Any
) -> dict[str, Any]:
    """The columns of a revision: what was done to which row, and the content before and after, sealed.

    `about` has its section, and what only the log row tells: whom it is about, and how close it is.
    """
    fields = ",".join(sorted(content["after"] or content["before"]))[:LONGEST]
    sealed = key.seal(json.dumps(content, default=plain, ensure_ascii=False), revision_place(id_))
    return {"id": id_, **what, "fields": fields, "content": sealed, **about}


def difference(row: Any, action: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns and links that changed, before and after."""
    mapper = sa.inspect(type(row))
    names = [one.key for one in mapper.column_attrs if one.key not in UNINTERESTING]
    changes = {name: column_change(row, name, action) for name in names}
    changes |= {one.key: link_change(row, one.key) for one in mapper.relationships if action != "delete"}
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    before = {name: pair[0] for name, pair in changed.items() if action != "create"}
    after = {name: pair[1] for name, pair in changed.items() if action != "delete"}
    return before, after


def column_change(row: Any, name: str, action: str) -> tuple[Any, Any]:
    """A column's value before and after."""
    history = get_history(row, name)
    if action == "delete":
        return getattr(row, name), None
    if not history.added:
        return None, None
    return (history.deleted[0] if history.deleted else None), history.added[0]


def link_change(row: Any, name: str) -> tuple[list[str], list[str]]:
    """The ids that a list of links pointed at, before and after."""
    history = get_history(row, name, passive=PassiveFlag.PASSIVE_NO_INITIALIZE)
    kept = [one.target_id for one in history.unchanged or ()]
    gone = [one.target_id for one in history.deleted or ()]
    new = [one.target_id for one in history.added or ()]
    return sorted(map(str, kept + gone)), sorted(map(str, kept + new))


def plain(value: Any) -> Any:
    """A value as JSON can hold it; of a CPR number's index only that there is one."""
    if isinstance(value, bytes):
        return "••••"
    return value.value if isinstance(value, Enum) else str(value)
