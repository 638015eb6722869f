"""What stands in a timeline: one event, its kind, and which of them somebody asks for."""

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hfi import clock
from hfi.plan.department import Mark
from hfi.texts import LazyString, _l


class Kind(StrEnum):
    """What an event is about."""

    GOALS = "goals"
    MEASURES = "measures"
    AGREEMENTS = "agreements"
    MEETINGS = "meetings"
    SECTIONS = "sections"
    NUMBERS = "numbers"
    CONTACTS = "contacts"
    FAMILY = "family"


KIND_TITLES: dict[Kind, LazyString] = {
    Kind.GOALS: _l("Goals"),
    Kind.MEASURES: _l("Measures and the week"),
    Kind.AGREEMENTS: _l("Agreements"),
    Kind.MEETINGS: _l("Plan meetings"),
    Kind.SECTIONS: _l("The departments' texts and plans"),
    Kind.NUMBERS: _l("Numbers"),
    Kind.CONTACTS: _l("Contacts and kept appointments"),
    Kind.FAMILY: _l("The family and its story"),
}
REVISIONS: dict[str, Kind] = {
    "goal": Kind.GOALS,
    "departmentgoal": Kind.GOALS,
    "measure": Kind.MEASURES,
    "appointment": Kind.MEASURES,
    "sectionrecord": Kind.SECTIONS,
    "person": Kind.FAMILY,
    "family": Kind.FAMILY,
}
"""The kinds of rows whose changes the history tells; of all others the days in the rows themselves do."""


@dataclass(frozen=True)
class Event:
    """One thing that happened, or is to. `people` are those whom it concerns."""

    at: datetime
    kind: Kind
    text: str
    people: frozenset[uuid.UUID]
    by: str = ""
    mark: Mark | None = None
    section_id: str = ""
    is_off: bool = False

    @property
    def day(self) -> date:
        """Its Danish day."""
        return clock.local(self.at).date()

    @property
    def to_come(self) -> bool:
        """Whether it is still to happen."""
        return not self.is_off and self.at > clock.now()


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for; what is empty lets everything through."""

    person: uuid.UUID | None = None
    department: str = ""
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None

    @property
    def first(self) -> datetime | None:
        """From this moment on."""
        return clock.at(self.since, 0) if self.since else None

    @property
    def last(self) -> datetime | None:
        """Before this moment."""
        return clock.at(self.until + timedelta(days=1), 0) if self.until else None

    def kinds(self) -> Collection[str]:
        """The kinds of rows whose history is asked for."""
        return [name for name, kind in REVISIONS.items() if self.kind in (None, kind)]

    def fits(self, event: Event) -> bool:
        """Whether the event is asked for."""
        return (
            (self.kind in (None, event.kind))
            and (self.person is None or self.person in event.people)
            and (not self.department or (event.mark is not None and event.mark.code == self.department))
            and (self.first is None or event.at >= self.first)
            and (self.last is None or event.at < self.last)
        )


@dataclass(frozen=True)
class Cursor:
    """The last change of a page: its row of the log, which may hold several, and its own id."""

    seq: int
    revision_id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.seq}-{self.revision_id.hex}"


def read_cursor(text: str) -> Cursor | None:
    """The cursor of an address; None when it is none."""
    found = re.fullmatch(r"(\d{1,9})-([0-9a-f]{32})", text, re.ASCII)
    return Cursor(int(found[1]), uuid.UUID(found[2])) if found else None


@dataclass(frozen=True)
class Timeline:
    """A page of it, the newest first; `older` opens the next one, when there is one."""

    reference: str
    name: str
    events: tuple[Event, ...]
    older: str
    erased: bool = False
