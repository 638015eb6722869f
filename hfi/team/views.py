"""What the team's templates get."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hfi.plan.department import Mark
from hfi.team.staff import Colleague


class State(StrEnum):
    """Whether an attachment holds, will, did, or never came to."""

    NOW = "now"
    LATER = "later"
    OVER = "over"
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class TieView:
    """Somebody's work with a family."""

    id: uuid.UUID
    name: str
    title: str
    mark: Mark | None
    kind: str
    from_on: date
    to_on: date | None
    reason: str
    by: str
    end_reason: str
    ended_by: str
    stands_in_for: str
    state: State
    may_change: bool
    may_tell: bool = False
    """Whether the reader may write to the family that somebody whom it calls leaves."""


@dataclass(frozen=True)
class FamilyTeam:
    """The page of who works with a family, and ever did."""

    reference: str
    name: str
    now: tuple[TieView, ...]
    later: tuple[TieView, ...]
    earlier: tuple[TieView, ...]
    may_attach: bool


class Problem(StrEnum):
    """What a family's contact persons are not as the programme wants."""

    NONE = "none"
    FEW = "few"
    ONE_DEPARTMENT = "one_department"
    ENDING = "ending"


@dataclass(frozen=True)
class Lacking:
    """A family that lacks a contact person, and those that it has, with their last day when it is near."""

    reference: str
    problem: Problem
    contacts: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True)
class Ended:
    """An attachment that ended a short while ago."""

    reference: str
    name: str
    kind: str
    to_on: date
    reason: str


@dataclass(frozen=True)
class Away:
    """Somebody who is away, or will be, and who stands in."""

    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    from_on: date
    to_on: date
    substitutes: tuple[str, ...]
    may_change: bool


@dataclass(frozen=True)
class AbsencePage:
    """Who is away, whom the reader can write it for, and who can stand in."""

    away: tuple[Away, ...]
    people: tuple[Colleague, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True)
class AbsenceValues:
    """An absence as its form shows it."""

    item: uuid.UUID
    name: str
    from_on: date
    to_on: date
    substitutes: tuple[uuid.UUID, ...]

    def values(self) -> dict[str, Any]:
        """What the form's fields begin with."""
        first, second = (*self.substitutes, None, None)[:2]
        days = {"from_on": self.from_on, "to_on": self.to_on}
        return {"item": str(self.item), "first": first, "second": second, **days}


@dataclass(frozen=True)
class TeamPage:
    """What a manager looks after."""

    lacking: tuple[Lacking, ...]
    lacking_total: int
    away: tuple[Away, ...]
    ended: tuple[Ended, ...]


@dataclass(frozen=True)
class Movable:
    """A family that can be handed over: its reference, as what, and since when."""

    id: uuid.UUID
    reference: str
    kind: str
    from_on: date


@dataclass(frozen=True)
class Moved:
    """What became of a family in a hand-over; with a refusal it stayed where it was."""

    reference: str
    refusal: str


@dataclass(frozen=True)
class HandedOver:
    """The result of a hand-over."""

    giver: str
    taker: str
    from_on: date
    overlap: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Absent:
    """Somebody of a family's team is away today: whom to ring instead."""

    name: str
    to_on: date
    instead: tuple[tuple[str, str], ...]
