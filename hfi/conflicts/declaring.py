"""Declaring that one stands too near to a family that one does not see; it may be here now, or come later.

Nothing tells which. A case reference that is not here is forgotten, since references are ours to give; a CPR number is
kept by its keyed index, and takes effect when it is written into a family.
"""

import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from hfi import clock
from hfi.access.models import ConflictKind
from hfi.access.principal import Principal
from hfi.access.terms import Why
from hfi.audit import service as audit
from hfi.conflicts.models import StandingConflict
from hfi.conflicts.service import Nearness, begin
from hfi.extensions import system_session
from hfi.families import cpr
from hfi.families.models import Family, Person
from hfi.families.reference import is_reference


def is_readable(text: str) -> bool:
    """Whether this is written as a case reference or a CPR number."""
    return is_reference(text) or cpr.looks_like_cpr(text)


def declare(reader: Principal, family: str, kind: ConflictKind, reason: str) -> None:
    """The reader stands too near to the family with this reference, or to the person with this CPR number."""
    near = Nearness(reader.user_id, kind, reason, reader.user_id)
    audit.because(Why.ONESELF_FIRST)
    with system_session() as session:
        if cpr.looks_like_cpr(family):
            session.add(standing(near, cpr.index(cpr.compact(family))))
        for family_id in session.scalars(families_meant(family)).all():
            begin(session, family_id, near)


def families_meant(text: str) -> sa.Select[uuid.UUID]:
    """The families with this reference, or with somebody in them who has this CPR number."""
    if not cpr.looks_like_cpr(text):
        return sa.select(Family.id).where(Family.reference == text)
    return sa.select(Person.family_id).distinct().where(Person.cpr_index == cpr.index(cpr.compact(text)))


def standing(near: Nearness, index: bytes) -> StandingConflict:
    """What is kept of a declaration about a person."""
    row = StandingConflict(
        id=uuid.uuid4(), user_id=near.user_id, cpr_index=index, kind=near.kind, declared_at=clock.now()
    )
    row.reason = near.reason
    return row


# First of the listeners, so that the log's own sees what is added here.
@sa.event.listens_for(Session, "before_flush", insert=True)
def take_effect(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Begin the conflicts that were waiting for the people of this flush; nothing on the page tells of it."""
    begun = set()
    for person in numbered(session):
        for row in session.scalars(sa.select(StandingConflict).where(StandingConflict.cpr_index == person.cpr_index)):
            if (person.family_id, row.user_id) not in begun:
                begun.add((person.family_id, row.user_id))
                begin(session, person.family_id, Nearness(row.user_id, row.kind, row.reason, row.user_id))


def numbered(session: Session) -> Iterator[Person]:
    """The people who are about to get a CPR number."""
    for row in (*session.new, *session.dirty):
        if isinstance(row, Person) and row.cpr_index and get_history(row, "cpr_index").added:
            yield row
