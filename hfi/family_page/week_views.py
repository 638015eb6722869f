"""The family's week as the templates get it: frozen values that hold just what this reader may see."""

import uuid
from dataclasses import dataclass
from datetime import date, time

from hfi.plan.department import Mark


@dataclass(frozen=True)
class Spot:
    """An appointment on one day. A hidden one has only its time and who attends."""

    id: uuid.UUID
    section_id: str
    title: str
    starts: time
    ends: time
    people: tuple[str, ...]
    person_ids: tuple[uuid.UUID, ...]
    place: str
    mark: Mark | None
    hidden: bool
    everybody: bool
    may_edit: bool

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return minute(self.ends) - minute(self.starts)


def minute(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


@dataclass(frozen=True)
class Clash:
    """The same people in two places at once, in this span of minutes since midnight."""

    people: tuple[str, ...]
    starts: time
    ends: time


@dataclass(frozen=True)
class SpotGroup:
    """Appointments that overlap for somebody, or one that overlaps with nothing."""

    spots: tuple[Spot, ...]
    clash: Clash | None


@dataclass(frozen=True)
class Day:
    """One day of the family's week."""

    date: date
    today: bool
    groups: tuple[SpotGroup, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All appointments of the day, in time order."""
        return tuple(spot for group in self.groups for spot in group.spots)

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The day's clashes."""
        return tuple(group.clash for group in self.groups if group.clash)

    @property
    def minutes(self) -> int:
        """Time asked of the family, everything added up."""
        return sum(spot.minutes for spot in self.spots)


@dataclass(frozen=True)
class Load:
    """What the week asks of one person."""

    name: str
    minutes: int
    appointments: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Week:
    """The family's week, Monday first."""

    monday: date
    number: int
    days: tuple[Day, ...]
    loads: tuple[Load, ...]
    departments: tuple[Mark, ...]
    appointments: int
    minutes: int
    clashes: int
