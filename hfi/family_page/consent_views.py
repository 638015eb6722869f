"""Consents as the templates get them: the matrix of persons and departments, one person's answers, legal grounds."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hfi.plan.department import Mark


class CellState(StrEnum):
    """How a way of sharing, or several of them together, stands."""

    YES = "yes"
    TIMES = "times"
    PARTLY = "partly"
    WAITING = "waiting"
    NO = "no"
    LAW = "law"
    RAN_OUT = "ran_out"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Side:
    """A department, or the coordination, as consents name it."""

    code: str
    title: str
    mark: Mark | None


@dataclass(frozen=True)
class MatrixCell:
    """What one person lets one department share with all the others who work with the family."""

    owner: Side
    state: CellState
    label: str
    ends_soon: bool


@dataclass(frozen=True)
class MatrixRow:
    """One person's line. `answered_by`: the first names of those who answer for a child, nobody's for the others."""

    person_id: uuid.UUID
    name: str
    age: int | None
    answered_by: tuple[str, ...]
    answers_alone: bool
    cells: tuple[MatrixCell, ...]
    last_day: date | None
    ends_soon: bool


@dataclass(frozen=True)
class GroundView:
    """A legal ground, for those who may read why."""

    id: uuid.UUID
    owner: Side
    reader: Side
    people: tuple[str, ...]
    label: str
    paragraph: str
    reason: str
    from_on: date
    to_on: date
    recorded_by: str


@dataclass(frozen=True)
class Matrix:
    """The card of consents. `ending` is of how many persons a consent runs out soon."""

    owners: tuple[Side, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    grounds: tuple[GroundView, ...] = ()
    may_share: bool = False
    may_withdraw: bool = False
    ending: int = 0


@dataclass(frozen=True)
class Way:
    """What one person lets one department share with one other. `item`: a consent by which it can be taken back."""

    owner: Side
    reader: Side
    state: CellState
    label: str
    missing: tuple[str, ...]
    last_day: date | None
    ends_soon: bool
    item: uuid.UUID | None


@dataclass(frozen=True)
class Told:
    """Something of the history: who said or took back what, and who wrote it down."""

    on: date
    sentence: str
    details: str


@dataclass(frozen=True)
class PersonConsents:
    """One person's answers, way by way, and how they came about."""

    person_id: uuid.UUID
    name: str
    reference: str
    owner: Side | None
    ways: tuple[Way, ...]
    history: tuple[Told, ...]
    may_share: bool
    may_withdraw: bool
    shares_anything: bool
    next_person: tuple[uuid.UUID, str] | None
