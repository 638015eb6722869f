"""Wrapping all data keys anew, and deleting a family's. The values that keys sealed are not touched."""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import cipher, clock
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.families.models import WITH_PLAN, Family, FamilyKey, Person, Phase
from hfi.vault import SERVICES, ServiceKey, masters

KINDS: tuple[type[Any], ...] = (ServiceKey, FamilyKey)
BATCH = 500
SHRED = "shred"
"""The action of the log's entry that tells that a family's key was deleted."""


class UnknownFamilyError(LookupError):
    """No family has this reference, or it has no key any more."""


def rotate() -> int:
    """Wrap every key by the newest master key, and say how many were not. Raises UnknownMasterKeyError.

    Batch by batch, each a transaction of its own: stopped at any moment, all keys open and the next run goes on.
    """
    make_missing()
    done = 0
    for kind in KINDS:
        while wrapped := wrap_some(kind):
            done += wrapped
    return done


def make_missing() -> None:
    """The installation's own keys, where the migrations were only printed."""
    with system_session() as session:
        known = set(session.scalars(sa.select(ServiceKey.name)))
        for name in SERVICES:
            if name not in known:
                row = ServiceKey(name=name)
                row.wrap(cipher.new_key())
                session.add(row)


def wrap_some(kind: type[Any]) -> int:
    """One batch; 0 when none is left."""
    with system_session() as session:
        rows = session.scalars(
            sa.select(kind).where(kind.master != masters().newest).limit(BATCH).with_for_update()
        ).all()
        for row in rows:
            row.wrap(row.open())
        return len(rows)


def opened_by() -> Counter[str]:
    """How many keys each master key opens: every one is tried. Raises UnknownMasterKeyError, or InvalidTag."""
    found: Counter[str] = Counter()
    with system_session() as session:
        for kind in KINDS:
            for row in session.scalars(sa.select(kind)):
                row.open()
                found[row.master] += 1
    return found


def shred(reference: str) -> None:
    """Delete the family's key, in one transaction with its log entry. Raises UnknownFamilyError.

    The family is closed with it, since nobody can write there any more, and no CPR number finds it.
    """
    with system_session() as session:
        family = session.scalar(sa.select(Family).where(Family.reference == reference))
        key = session.get(FamilyKey, family.id) if family else None
        if family is None or key is None:
            raise UnknownFamilyError
        close(session, family)
        session.execute(sa.update(Person).where(Person.family_id == family.id).values(cpr_index=None))
        audit.record(None, SHRED, family_id=family.id, what="key", session=session)
        session.delete(key)


def close(session: Session, family: Family) -> None:
    """Close the family when it is not; its key must still be there, because the change is logged."""
    family.closed_on = family.closed_on or clock.today()
    if family.phase in WITH_PLAN:
        family.phase = Phase.CLOSED
    session.flush()
