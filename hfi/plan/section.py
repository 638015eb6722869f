"""The contract: what a department says about one of its sections, and the core needs to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hfi import clock
from hfi.access.roles import Profession
from hfi.access.terms import Level
from hfi.families.models import PersonKind
from hfi.plan.section_form import PersonForm, SectionForm
from hfi.texts import LazyString

ADULT_FROM = 18
YOUNG_FROM = 15


@dataclass(frozen=True)
class MeasureType:
    """An entry of the catalogue of measures. `sensitive` hides such a measure outside its profession.

    It is offered from `valid_from` until `valid_until`; what the law ends on that day cannot run longer either.
    """

    key: str
    label: LazyString | str
    sensitive: bool = False
    valid_from: date | None = None
    valid_until: date | None = None

    def offered_on(self, day: date) -> bool:
        """Whether a new measure of this kind can be chosen on the day."""
        return clock.holds(self.valid_from, self.valid_until, day)


@dataclass(frozen=True)
class DeadlineRule:
    """So many months after the day in one of the section's own fields, something must be done.

    Done is when `done_field` has a day. `source` names the document or paragraph, `valid_from` the day it took effect,
    `valid_until` the last day that it counts from.
    """

    title: LazyString | str
    from_field: str
    done_field: str
    months: int
    source: str
    valid_from: date
    warn_days: int = 30
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is the rule for what begins on that day."""
        return clock.holds(self.valid_from, self.valid_until, day)


def everybody(_kind: PersonKind, _age: int | None) -> bool:
    """Whom a section asks about: all in the household."""
    return True


def children(kind: PersonKind, _age: int | None) -> bool:
    """Whom a section asks about: the children."""
    return kind is PersonKind.CHILD


def school_children(kind: PersonKind, age: int | None) -> bool:
    """Whom a section asks about: children from the year they turn six."""
    return kind is PersonKind.CHILD and (age or 0) >= 5


def adults_and_young(kind: PersonKind, age: int | None) -> bool:
    """Whom a section asks about: adults, and young people from 15."""
    return kind is not PersonKind.CHILD or (age or 0) >= YOUNG_FROM


@dataclass(frozen=True)
class Section:
    """One section of the family page. `template` has the blocks `card` and `form`; `printout` is for the paper.

    `form` has the section's own fields; `person_form` those that are asked for each person that `whom` picks.
    `indicators` are the keys of its readings, typed numbers by person and month that others read as well.
    `measure_types` and `deadlines` are what comes with the program; `hfi/parameters/current.py` says what holds now.
    `example` is a filled-in `form`: it is validated at start-up, and the demo is made of it.
    """

    key: str
    title: LazyString
    order: int
    form: type[SectionForm]
    template: str
    printout: str
    example: Mapping[str, Any]
    person_form: type[PersonForm] | None = None
    whom: Callable[[PersonKind, int | None], bool] = everybody
    level: Level = Level.DEPARTMENT
    professions: tuple[Profession, ...] = ()
    measure_types: tuple[MeasureType, ...] = ()
    plan_kinds: tuple[tuple[str, LazyString], ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    indicators: tuple[str, ...] = ()
    area: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """`children/attendance`: the section's name wherever it is stored."""
        return f"{self.area}/{self.key}"

    @property
    def anchor(self) -> str:
        """`children-attendance`: the id of its card on the page."""
        return f"{self.area}-{self.key}"
