"""Each family has a key of its own, made together with it. What it seals is gone for ever once the key is deleted.

A session remembers the keys that it opened, and so a request does; nothing of them outlives it.
"""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import cipher
from hfi.extensions import db
from hfi.families.models import Family, FamilyKey

WRAPPED = (FamilyKey.master.label("key_master"), FamilyKey.wrapped.label("key_wrapped"))
"""Columns for a select that outer-joins FamilyKey, so that the keys come with the rows: see `remember`."""

Ring = dict[uuid.UUID, cipher.Key | None]


class ErasedError(RuntimeError):
    """The family's key was deleted: its content cannot be read, and nothing can be added to it."""


def family_key(family_id: uuid.UUID, session: Session | None = None) -> cipher.Key:
    """The family's key; no query when the session opened it before. Raises ErasedError and UnknownMasterKeyError."""
    key = find_key(family_id, session)
    if key is None:
        raise ErasedError
    return key


def find_key(family_id: uuid.UUID, session: Session | None = None) -> cipher.Key | None:
    """The same; None when it was deleted."""
    session = session or db.session()
    ring = ring_of(session)
    if family_id not in ring:
        statement = sa.select(*WRAPPED).where(FamilyKey.family_id == family_id)
        with session.no_autoflush:
            ring[family_id] = opened_key(family_id, session.execute(statement).one_or_none())
    return ring[family_id]


def remember(family_id: uuid.UUID, row: Any) -> None:
    """Keep the key that came with a row, for whatever of the family this request opens."""
    ring = ring_of(db.session())
    if ring.get(family_id) is None:
        ring[family_id] = opened_key(family_id, row if row.key_wrapped else None)


def ring_of(session: Session) -> Ring:
    """The keys that the session opened."""
    ring: Ring = session.info.setdefault("family_keys", {})
    return ring


def opened_key(family_id: uuid.UUID, row: Any | None) -> cipher.Key | None:
    """The key in a row of WRAPPED; None when there is no row."""
    return FamilyKey(family_id=family_id, master=row.key_master, wrapped=row.key_wrapped).open() if row else None


def new_family_key(family_id: uuid.UUID) -> tuple[FamilyKey, cipher.Key]:
    """A fresh key for the family: as the database keeps it, and as it seals."""
    key = cipher.new_key()
    row = FamilyKey(id=family_id, family_id=family_id)
    row.wrap(key)
    return row, key


@sa.event.listens_for(Session, "before_flush")
def give_keys(session: Session, _context: Any, _instances: Any) -> None:
    """Every new family gets its key, before anything of it is sealed."""
    families: list[Any] = [row for row in session.new if isinstance(row, Family)]
    pending = {row.family for row in session.new if isinstance(row, FamilyKey)}
    for family in families:
        if family not in pending:
            family.id = family.id or uuid.uuid4()
            # What the session remembers may be of a try that was taken back: its key is nowhere.
            row, ring_of(session)[family.id] = new_family_key(family.id)
            row.family = family
            session.add(row)
