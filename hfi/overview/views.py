"""What the templates get: frozen values that hold just what this reader may see."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from hfi.deadlines.dues import Due
from hfi.plan.department import Mark
from hfi.team.views import Away


@dataclass(frozen=True)
class FamilyName:
    """A family as lists name it, and the way to its page."""

    reference: str
    name: str


@dataclass(frozen=True)
class Today:
    """What takes place today: a plan meeting, or an appointment of a measure that the reader is responsible for.

    `meeting_id` is the plan meeting that it is.
    """

    family: FamilyName
    starts: time
    ends: time
    title: str
    details: tuple[str, ...]
    meeting_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Overdue:
    """An agreement whose day has passed."""

    id: uuid.UUID
    family: FamilyName
    text: str
    who: str
    mark: Mark | None
    mine: bool
    days_over: int
    may_close: bool


@dataclass(frozen=True)
class Change:
    """Something that a colleague did, as a sentence without content."""

    family: FamilyName
    at: datetime
    by: str
    mark: Mark | None
    sentence: str


@dataclass(frozen=True)
class Changes:
    """What colleagues did after `since` (None: in the last week), newest first, as far as it was known at `until`."""

    since: datetime | None
    until: datetime
    rows: tuple[Change, ...]


@dataclass(frozen=True)
class ComingMeeting:
    """A plan meeting of the next days."""

    family: FamilyName
    starts_at: datetime


@dataclass(frozen=True)
class Needs:
    """What waits for an answer in a family."""

    overdue: int
    follow_up: bool
    consent_expires_on: date | None

    def __bool__(self) -> bool:
        return bool(self.overdue or self.follow_up or self.consent_expires_on)


@dataclass(frozen=True)
class FamilyRow:
    """A line of a list of families. `contacts` are the contact persons beside the reader, who is one `with_reader`."""

    family: FamilyName
    housing_area: str
    contacts: tuple[str, ...]
    with_reader: bool
    next_meeting: datetime | None
    goals: tuple[int | None, ...]
    needs: Needs
    changed_at: datetime | None
    closed_on: date | None
    paused: bool = False
    paused_until: date | None = None


@dataclass(frozen=True)
class MyDeadline:
    """A deadline in one of the reader's families."""

    family: FamilyName
    due: Due


@dataclass(frozen=True)
class MyDeadlines:
    """The first ones that are late or near; `more` are left out, when it is above zero."""

    rows: tuple[MyDeadline, ...]
    more: int


@dataclass(frozen=True)
class CallDue:
    """A closed family that somebody rings; `days_over` is how late it is, negative before its day."""

    family: FamilyName
    due_on: date
    days_over: int


@dataclass(frozen=True)
class Overview:
    """The page `/`."""

    today: tuple[Today, ...]
    overdue: tuple[Overdue, ...]
    changes: Changes
    meetings: tuple[ComingMeeting, ...]
    away: tuple[Away, ...]
    families: tuple[FamilyRow, ...]
    deadlines: MyDeadlines
    calls: tuple[CallDue, ...] = ()


@dataclass(frozen=True)
class FamilyList:
    """One page of the list `/families`; `after` opens the next one, when there is one."""

    rows: tuple[FamilyRow, ...]
    total: int
    after: str


@dataclass(frozen=True)
class Match:
    """Somebody of the family who was searched for."""

    name: str
    relation: str


@dataclass(frozen=True)
class Hit:
    """A family that was found, and through whom; through itself when nobody is named."""

    family: FamilyName
    housing_area: str
    closed: bool
    people: tuple[Match, ...]


@dataclass(frozen=True)
class SearchResult:
    """What a search gave. `asked` is shown, so a CPR number in it is masked."""

    asked: str
    by_cpr: bool
    hits: tuple[Hit, ...]
    more: bool
