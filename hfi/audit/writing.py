"""Adding to the chains, at the end of the transaction that is logged: nobody waits for a chain while somebody reads."""

import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from flask import g, has_request_context
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hfi import clock
from hfi.audit.chain import START, BrokenLogError, entry_mac, head_mac
from hfi.audit.models import AuditEntry, AuditHead, Revision
from hfi.audit.notes import PENDING, Note, taken

CHANGED = "hfi.audit.changed"
HIDDEN = frozenset({"level", "person_id"})
"""What a revision tells the log row, and does not keep itself."""

Ends = dict[uuid.UUID, tuple[int, bytes]]


@sa.event.listens_for(Session, "before_commit")
def log_transaction(session: Session) -> None:
    """Write the log of what this transaction reads and changes. What cannot be logged does not happen."""
    session.flush()
    notes = taken(session)
    if notes:
        write(session, notes)
        session.info.setdefault(CHANGED, set()).update(one.family_id for one in notes if one.revisions)


@sa.event.listens_for(Session, "after_commit")
def remember(session: Session) -> None:
    """Know for the rest of the request which families' changes it has logged."""
    changed = session.info.pop(CHANGED, None)
    if changed and has_request_context():
        g.setdefault(CHANGED, set()).update(changed)


@sa.event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, _transaction: object) -> None:
    """What is undone is not logged."""
    session.info.pop(PENDING, None)
    session.info.pop(CHANGED, None)


def logged_already(family_id: uuid.UUID) -> bool:
    """Whether this request has a row of this family already: what it shows of its change is no other reading."""
    return has_request_context() and family_id in g.get(CHANGED, ())


def write(session: Session, notes: Iterable[Note]) -> None:
    """Add the notes to their families' chains, in this order. Three statements, one more when anything changed."""
    notes = list(notes)
    ends = lock_ends(session, {one.family_id for one in notes})
    entries, revisions = [], []
    for one in notes:
        entry = chained(one, *ends[one.family_id])
        ends[one.family_id] = (entry["seq"], entry["mac"])
        entries.append(entry)
        revisions += [kept(row, entry) for row in one.revisions]
    session.execute(sa.insert(AuditEntry), entries)
    if revisions:
        session.execute(sa.insert(Revision), revisions)
    session.execute(sa.update(AuditHead), [head(one, *end) for one, end in ends.items()])


def chained(one: Note, seq: int, last: bytes) -> dict[str, Any]:
    """The log row that follows this end of a chain."""
    row = one.columns() | {"seq": seq + 1, "at": one.at or clock.now(), "prev": last}
    return row | {"mac": entry_mac(row)}


def kept(revision: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """The columns of a revision of this log row."""
    own = {name: value for name, value in revision.items() if name not in HIDDEN}
    return own | {"family_id": entry["family_id"], "seq": entry["seq"]}


def head(family_id: uuid.UUID, seq: int, last: bytes) -> dict[str, Any]:
    """The columns of a chain's end."""
    return {"family_id": family_id, "seq": seq, "last": last, "mac": head_mac(family_id, seq, last)}


def lock_ends(session: Session, families: set[uuid.UUID]) -> Ends:
    """Where the chains end; nobody else adds to them until this transaction is over. Raises BrokenLogError."""
    ends = read_ends(session, families)
    if missing := families - ends.keys():
        begin_chains(session, missing)
        ends = read_ends(session, families)
    return ends


def read_ends(session: Session, families: set[uuid.UUID]) -> Ends:
    """The ends that there are, locked in one order, so that two who lock several never wait for each other."""
    statement = sa.select(AuditHead.family_id, AuditHead.seq, AuditHead.last, AuditHead.mac)
    statement = statement.where(AuditHead.family_id.in_(families)).order_by(AuditHead.family_id).with_for_update()
    rows = session.execute(statement).all()
    for row in rows:
        # Adding to an end that somebody else wrote would make it look like ours.
        if row.mac != head_mac(row.family_id, row.seq, row.last):
            raise BrokenLogError(f"the log of {row.family_id} does not end where this program ended it")
    return {row.family_id: (row.seq, row.last) for row in rows}


def begin_chains(session: Session, families: set[uuid.UUID]) -> None:
    """Empty chains for families that have none; a colleague may be doing the same at this moment."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = [head(one, 0, START) for one in sorted(families)]
    session.execute(insert(AuditHead).on_conflict_do_nothing(), rows)
