"""Reading the whole log again, as a stream: every row that was changed, removed, added or moved is found."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from hfi import clock
from hfi.audit.chain import START, entry_mac, head_mac, revisions_hash
from hfi.audit.models import NO_FAMILY, AuditEntry, AuditHead, Revision
from hfi.audit.queries import of_entry
from hfi.audit.seals import Fault, last_sealed
from hfi.families.models import Family

BATCH = 1000
SLACK = timedelta(seconds=5)
"""So far a server's clock may be set back without a word."""
ENTRY = list(AuditEntry.__table__.columns)
TOLD = [getattr(Revision, name) for name in ("id", "action", "kind", "item_id", "section", "fields", "content")]


@dataclass
class Chain:
    """One chain while it is checked: what is known about it, and the last row that was fine."""

    name: str
    family_id: uuid.UUID
    head: Any | None
    sealed: tuple[int, bytes] | None
    seq: int = 0
    last: bytes = START
    rows: int = 0

    def fault(self, seq: int, what: str) -> Fault:
        """A fault at this row."""
        return Fault(f"{self.name}, row {seq}", what)


def snapshot(engine: Engine) -> Connection:
    """A connection that sees everything as it is at one moment, and holds nobody up."""
    connection = engine.connect().execution_options(only_reads=True)
    postgres = connection.dialect.name == "postgresql"
    return connection.execution_options(isolation_level="REPEATABLE READ") if postgres else connection


def check_chains(connection: Connection, families: Iterable[uuid.UUID], since: date | None = None) -> Iterator[Fault]:
    """The first fault of each family's chain, from this day on; nothing when all is well."""
    sealed = last_sealed(connection)
    heads = {row.family_id: row for row in connection.execute(sa.select(*AuditHead.__table__.columns))}
    references = {row.id: row.reference for row in connection.execute(sa.select(Family.id, Family.reference))}
    for one in families:
        name = references.get(one) or ("no family" if one == NO_FAMILY else str(one))
        chain = Chain(name, one, heads.get(one), sealed.get(one))
        fault = check_rows(connection, chain, since) or check_end(chain)
        if fault:
            yield fault


def known_families(connection: Connection) -> list[uuid.UUID]:
    """Every family that has, had or should have a chain."""
    tables = (AuditHead.family_id, AuditEntry.family_id, Revision.family_id, Family.id)
    found = connection.execute(sa.union(*(sa.select(one) for one in tables))).scalars()
    return sorted({*found, *last_sealed(connection)})


def check_rows(connection: Connection, chain: Chain, since: date | None) -> Fault | None:
    """The first row that does not fit."""
    first = first_row(connection, chain.family_id, since)
    before = None
    for _seq, group in groupby(read_rows(connection, chain.family_id, first), key=attrgetter("seq")):
        rows = list(group)
        if chain.rows == 0 and since:
            chain.seq, chain.last = rows[0].seq - 1, rows[0].prev
        wrong = check_row(chain, rows) or check_clock(chain, rows[0], before)
        if wrong:
            return wrong
        before = rows[0].at
        chain.seq, chain.last, chain.rows = rows[0].seq, rows[0].mac, chain.rows + 1
    orphan = connection.scalar(orphans(chain.family_id))
    return chain.fault(orphan, "its revisions have no row") if orphan else None


def first_row(connection: Connection, family_id: uuid.UUID, since: date | None) -> int:
    """The number of the first row of the day, or of the last one before."""
    if since is None:
        return 0
    own = AuditEntry.family_id == family_id
    later = sa.select(sa.func.min(AuditEntry.seq)).where(own, AuditEntry.at >= clock.at(since, 0))
    return connection.scalar(later) or connection.scalar(sa.select(sa.func.max(AuditEntry.seq)).where(own)) or 0


def read_rows(connection: Connection, family_id: uuid.UUID, first: int) -> Iterator[Any]:
    """The chain's rows with their revisions, in order."""
    columns = [one.label(f"told_{one.key}") for one in TOLD]
    statement = (
        sa.select(*ENTRY, *columns)
        .outerjoin(Revision, of_entry())
        .where(AuditEntry.family_id == family_id, AuditEntry.seq >= first)
        .order_by(AuditEntry.seq)
    )
    with connection.execute(statement.execution_options(yield_per=BATCH)) as rows:
        yield from rows


def orphans(family_id: uuid.UUID) -> sa.Select[Any]:
    """The row numbers of revisions that hang under no row."""
    statement = sa.select(Revision.seq).outerjoin(AuditEntry, of_entry())
    return statement.where(Revision.family_id == family_id, AuditEntry.seq.is_(None)).limit(1)


def check_row(chain: Chain, rows: list[Any]) -> Fault | None:
    """Whether a row, given once for each of its revisions, follows the one before and is as it was written."""
    row = rows[0]
    if row.seq != chain.seq + 1:
        return chain.fault(chain.seq + 1, "is missing")
    if row.mac != entry_mac(row._mapping):
        return chain.fault(row.seq, "was changed")
    if row.prev != chain.last:
        return chain.fault(row.seq, "does not follow the row before it")
    if row.revisions != revisions_hash(revisions_of(rows)):
        return chain.fault(row.seq, "its revisions were changed")
    if chain.sealed and chain.sealed[0] == row.seq and chain.sealed[1] != row.mac:
        return chain.fault(row.seq, "is another one than was sealed")
    return None


def revisions_of(rows: list[Any]) -> list[dict[str, Any]]:
    """The revisions of a row."""
    names = [one.key for one in TOLD]
    return [{name: getattr(row, f"told_{name}") for name in names} for row in rows if row.told_id]


def check_clock(chain: Chain, row: Any, before: Any | None) -> Fault | None:
    """Whether the row was written after the one before it."""
    return chain.fault(row.seq, "is earlier than the row before it") if before and row.at < before - SLACK else None


def check_end(chain: Chain) -> Fault | None:
    """Whether the chain ends where it was ended, and not before it was sealed."""
    if chain.sealed and chain.seq < chain.sealed[0]:
        return chain.fault(chain.seq + 1, "is missing: more rows were sealed")
    if chain.head is None:
        return Fault(chain.name, "the chain has no end, or is missing altogether")
    if chain.head.mac != head_mac(chain.family_id, chain.head.seq, chain.head.last):
        return Fault(chain.name, "the end of the chain was changed")
    if chain.seq < chain.head.seq:
        return chain.fault(chain.seq + 1, "is missing: the chain ends later")
    if (chain.seq, chain.last) != (chain.head.seq, chain.head.last):
        return chain.fault(chain.seq, "stands after the end of the chain")
    return None
