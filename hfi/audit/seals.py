"""The daily seal over all chains: it shows what a chain cannot show of itself, that its end or all of it is gone."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from hfi import clock
from hfi.audit.chain import seal_mac
from hfi.audit.models import AuditHead, AuditSeal

Ends = dict[uuid.UUID, tuple[int, bytes]]
FOLDER = "seals"


@dataclass(frozen=True)
class Fault:
    """Something in the log that is not as this program wrote it: where, and what."""

    where: str
    what: str


def seal_today(session: Session) -> dict[str, Any]:
    """Today's seal, made now when there is none yet."""
    day = clock.today()
    found = session.execute(sa.select(*AuditSeal.__table__.columns).where(AuditSeal.day == day)).one_or_none()
    if found:
        return dict(found._mapping)
    last = sa.select(AuditSeal.mac).order_by(AuditSeal.day.desc()).limit(1)
    at, heads, prev = clock.now(), packed_ends(session), session.scalar(last) or ""
    seal = {"day": day, "at": at, "heads": heads, "prev": prev, "mac": seal_mac(day, at, heads, prev)}
    session.execute(sa.insert(AuditSeal), [seal])
    return seal


def packed_ends(session: Session) -> str:
    """Where every chain ends, as text."""
    rows = session.execute(sa.select(AuditHead.family_id, AuditHead.seq, AuditHead.last).order_by(AuditHead.family_id))
    return json.dumps({str(row.family_id): [row.seq, row.last.hex()] for row in rows})


def unpacked_ends(heads: str) -> Ends:
    """Where every chain ended, from the text of a seal."""
    return {uuid.UUID(one): (seq, bytes.fromhex(last)) for one, (seq, last) in json.loads(heads).items()}


def write_file(folder: Path, seal: Mapping[str, Any]) -> Path:
    """The seal as a file, to be kept where nobody who owns the database can change it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{seal['day'].isoformat()}.json"
    values = dict(seal) | {"day": seal["day"].isoformat(), "at": seal["at"].isoformat()}
    path.write_text(json.dumps(values, indent=1))
    return path


def read_files(folder: Path) -> dict[date, str]:
    """The macs of the seals that were kept as files, by day."""
    return {
        date.fromisoformat(path.stem): json.loads(path.read_text())["mac"] for path in sorted(folder.glob("*.json"))
    }


def check_seals(connection: Connection, kept: Mapping[date, str]) -> Iterator[Fault]:
    """What is wrong with the seals themselves, compared with those kept as files; nothing when all is well."""
    missing, before, ends = dict(kept), "", Ends()
    for seal in read_seals(connection):
        where = f"seal of {seal.day}"
        if seal.mac != seal_mac(seal.day, seal.at, seal.heads, seal.prev):
            yield Fault(where, "was changed")
            return
        if seal.prev != before:
            yield Fault(where, "does not follow the seal before it")
            return
        if missing.pop(seal.day, seal.mac) != seal.mac:
            yield Fault(where, "is not the one that was kept as a file")
        now = unpacked_ends(seal.heads)
        yield from shrunk(where, ends, now)
        before, ends = seal.mac, now
    yield from (Fault(f"seal of {day}", "was kept as a file, and is not in the database") for day in missing)


def read_seals(connection: Connection) -> Iterator[Any]:
    """The seals, oldest first, a few at a time: each holds the ends of all chains."""
    statement = sa.select(*AuditSeal.__table__.columns).order_by(AuditSeal.day)
    with connection.execute(statement.execution_options(yield_per=10)) as rows:
        yield from rows


def shrunk(where: str, before: Ends, now: Ends) -> Iterator[Fault]:
    """The chains that were longer in the seal before."""
    for family, (seq, _last) in before.items():
        if now.get(family, (0, b""))[0] < seq:
            yield Fault(where, f"the chain of {family} is shorter than in the seal before")


def last_sealed(connection: Connection) -> Ends:
    """Where the chains ended at the last seal."""
    heads = connection.scalar(sa.select(AuditSeal.heads).order_by(AuditSeal.day.desc()).limit(1))
    return unpacked_ends(heads) if heads else {}
