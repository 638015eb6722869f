"""What the templates of calling get."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from hfi.plan.department import Mark


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list. `version` is the number of the plan's version that it led to, where one is kept."""

    id: uuid.UUID
    starts_at: datetime
    place: str
    held: bool
    cancelled: bool
    to_come: bool
    edition: int | None
    version: int | None


@dataclass(frozen=True)
class MeetingList:
    """All meetings of a family, the next one first."""

    reference: str
    family: str
    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    versions: tuple[int, ...]
    may_call: bool


@dataclass(frozen=True)
class Called:
    """Somebody who is called; `present` once the meeting is held."""

    id: uuid.UUID
    name: str
    mark: Mark | None
    title: str
    present: bool


@dataclass(frozen=True)
class Readiness:
    """Whether a section is brought up to date for the meeting, and who keeps it."""

    anchor: str
    title: str
    mark: Mark
    ready: bool
    keepers: tuple[str, ...]


@dataclass(frozen=True)
class MeetingPage:
    """One meeting."""

    id: uuid.UUID
    version: int
    reference: str
    family: str
    starts_at: datetime
    minutes: int
    place: str
    interpreter: bool
    question: str
    guests: str
    held: bool
    to_come: bool
    cancelled_at: datetime | None
    cancel_reason: str
    people: tuple[Called, ...]
    staff: tuple[Called, ...]
    sections: tuple[Readiness, ...]
    reminded_at: datetime | None
    edition: int | None
    made_version: int | None
    may_run: bool
    may_open: bool

    @property
    def ends_at(self) -> datetime:
        """When it is to be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def waiting(self) -> int:
        """How many sections are not ready."""
        return sum(not one.ready for one in self.sections)
