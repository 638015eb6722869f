"""Whoever gets a family while they are away brings those along who stand in for them.

Who stands in was decided when the absence was written; here it follows. `absences.py` writes and changes absences.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.families.scope import FamilyAccess
from hfi.team.models import Absence, Substitute
from hfi.team.rows import new_row
from hfi.team.rules import Tie
from hfi.texts import gettext


@dataclass(frozen=True)
class StandIn:
    """Somebody who stands in for an absent colleague, and in which days."""

    absence_id: uuid.UUID
    from_on: date
    to_on: date
    absent: str
    user_id: uuid.UUID
    department: str


def load_stand_ins(session: Session, user_id: uuid.UUID) -> list[StandIn]:
    """Who stands in for this person, now or later. One query."""
    absent = aliased(User)
    columns = (Absence.id, Absence.from_on, Absence.to_on, absent.name, User.id, User.department)
    statement = (
        sa.select(*columns)
        .select_from(Absence)
        .join(Substitute, Substitute.absence_id == Absence.id)
        .join(User, User.id == Substitute.user_id)
        .join(absent, absent.id == Absence.user_id)
        .where(
            Absence.user_id == user_id, Absence.to_on >= clock.today(), Absence.to_on >= Absence.from_on, User.active
        )
        .order_by(Absence.from_on, User.name)
    )
    return [StandIn(*row) for row in session.execute(statement)]


def cover(
    access: FamilyAccess,
    tie: Tie,
    stand_ins: Iterable[StandIn],
    others: list[Tie],
    conflicts: set[tuple[uuid.UUID, uuid.UUID]],
) -> Iterator[Attachment]:
    """The attachments of those who stand in for whoever the tie is of, on the days of both.

    Left out are those who stand too near, who work there anyway, and whoever attaches: nobody does it for themselves.
    """
    for one in stand_ins:
        first, last = max(one.from_on, tie.from_on, clock.today()), min(one.to_on, tie.last)
        wanted = Tie(uuid.uuid4(), one.user_id, one.department, AttachmentKind.TEAM, first, last)
        free = (access.id, one.user_id) not in conflicts and one.user_id != access.reader.user_id
        if first <= last and free and not is_there(others, wanted):
            yield new_row(access, wanted, why_there(one.absent), one.absence_id)


def why_there(absent: str) -> str:
    """The reason of a substitute's attachment."""
    return gettext("Stands in for %(name)s", name=absent)


def is_there(ties: list[Tie], wanted: Tie) -> bool:
    """Whether the substitute works with the family in all these days anyway."""
    mine = (one for one in ties if one.user_id == wanted.user_id)
    return any(one.from_on <= wanted.from_on and one.last >= wanted.last for one in mine)
