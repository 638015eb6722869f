"""Writing the log. Changes are logged by a listener on the session, so that no service can forget it."""

import json
import uuid
from collections.abc import Iterable
from enum import Enum
from typing import Any

import sqlalchemy as sa
from flask import g, has_request_context
from flask_login import current_user
from sqlalchemy.orm import PassiveFlag, Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from hfi import clock, vault
from hfi.access.principal import Principal
from hfi.audit.models import READ, AuditEntry, Revision
from hfi.audit.queries import revision_place
from hfi.extensions import db

# Bookkeeping of the row itself says nothing about what somebody did.
UNINTERESTING = frozenset({"id", "family_id", "version", "updated_at", "updated_by_id", "cpr_sealed"})


def read_family(reader: Principal, family_id: uuid.UUID, what: str, why: str) -> None:
    """Log that this request shows content of the family. Belongs in the transaction that reads it."""
    read_families(reader, [family_id], what, why)


def read_families(reader: Principal, family_ids: Iterable[uuid.UUID], what: str, why: str) -> None:
    """Log, with one row each, that this request shows content of these families. One statement."""
    rows = [{**actor(reader), "action": READ, "family_id": one, "what": what, "why": why} for one in family_ids]
    if rows:
        db.session.execute(sa.insert(AuditEntry), rows)


def record(
    reader: Principal | None,
    action: str,
    *,
    family_id: uuid.UUID | None = None,
    session: Session | None = None,
    **more: Any,
) -> None:
    """Log a duty that changes no row of a family: a role, a sign-off. Belongs in the transaction that does it.

    `more` may name `what` and `why`. `session` is the one whose transaction it is, when not the request's own.
    """
    values = {**actor(reader), "action": action, "family_id": family_id, **more}
    (session or db.session()).execute(sa.insert(AuditEntry), [values])


def actor(reader: Principal | None) -> dict[str, Any]:
    """The columns that say who, from where and when."""
    who = {"at": clock.now(), "request_id": g.get("request_id", "") if has_request_context() else ""}
    if reader is None:
        return who
    return who | {
        "session_key": reader.session_key,
        "actor_id": reader.user_id,
        "role": reader.role.value,
        "department": reader.department,
    }


@sa.event.listens_for(Session, "before_flush")
def log_changes(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Log every row of family data that is about to be added, changed or deleted."""
    changed = [("create", row) for row in session.new] + [("delete", row) for row in session.deleted]
    changed += [("update", row) for row in session.dirty if session.is_modified(row)]
    audited = [(action, row) for action, row in changed if getattr(row, "audited", False)]
    # Asked for only now: finding out who is logged in is a transaction of its own, which a flush has no room for.
    for action, row in audited:
        log_change(session, action, row, logged_in())


def logged_in() -> Principal | None:
    """Whoever is logged in to this request; nobody outside of one."""
    known = has_request_context() and current_user.is_authenticated
    return current_user._get_current_object() if known else None


def log_change(session: Session, action: str, row: Any, reader: Principal | None) -> None:
    """The log row of one change, and its sealed content."""
    before, after = difference(row, action)
    if action == "update" and not after:
        return
    if row.id is None:
        row.id = uuid.uuid4()
    entry = AuditEntry(
        **actor(reader),
        action=action,
        family_id=row.family_id,
        kind=type(row).__name__.lower(),
        item_id=row.id,
        section=getattr(row, "section_id", ""),
        what=",".join(sorted(after or before))[:400],
    )
    content = json.dumps({"before": before, "after": after}, default=plain, ensure_ascii=False)
    revision_id = uuid.uuid4()
    sealed = vault.seal(content, revision_place(revision_id))
    session.add(Revision(id=revision_id, entry=entry, family_id=row.family_id, content=sealed))


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
