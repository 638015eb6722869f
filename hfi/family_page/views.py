"""What the templates get: frozen values that hold just what this reader may see."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from hfi.families.models import PersonKind
from hfi.plan.department import Mark
from hfi.plan.models import AgreementStatus, GoalStatus, MeasureStatus


@dataclass(frozen=True)
class Contact:
    """Somebody at work with the family, with a phone to call."""

    user_id: uuid.UUID
    name: str
    role_label: str
    title: str
    mark: Mark | None
    phone: str
    hours: str


@dataclass(frozen=True)
class Meeting:
    """A plan meeting."""

    starts_at: datetime
    minutes: int
    place: str
    interpreter_booked: bool
    days_until: int
    edition: int | None


@dataclass(frozen=True)
class Head:
    """The top of every page about the family."""

    id: uuid.UUID
    reference: str
    name: str
    housing_area: str
    district: str
    interpreter_language: str
    enrolled_on: date
    closed_on: date | None
    address: str
    address_protected: bool
    members: tuple["Member", ...]
    contacts: tuple[Contact, ...]
    coordinator: Contact | None
    next_meeting: Meeting | None
    last_meeting: Meeting | None
    may_edit_plan: bool
    may_agree: bool
    may_schedule: bool
    may_print: bool


@dataclass(frozen=True)
class Member:
    """Somebody in the family or around it."""

    id: uuid.UUID
    name: str
    kind: PersonKind
    relation: str
    age: int | None
    expected_on: date | None
    cpr: str
    note: str
    phone: str
    lives_elsewhere: bool
    protected: bool
    may_edit: bool


class Urgency(StrEnum):
    """How an alert looks."""

    ERROR = "err"
    WARNING = "warn"


@dataclass(frozen=True)
class Alert:
    """Something that is important now, and where to go with it (an element id of the page)."""

    urgency: Urgency
    title: str
    text: str
    anchor: str
    link: str


@dataclass(frozen=True)
class Change:
    """Something that is new since the last meeting, as a sentence."""

    at: datetime
    sentence: str
    by: str
    mark: Mark | None
    unseen: bool


@dataclass(frozen=True)
class Helper:
    """A measure that serves a goal."""

    title: str
    mark: Mark


@dataclass(frozen=True)
class GoalView:
    """A shared goal."""

    id: uuid.UUID
    number: int
    title: str
    words: str
    whose: str
    start: int | None
    last: int | None
    now: int | None
    good_enough: int | None
    next_step: str
    status: GoalStatus
    helpers: tuple[Helper, ...]
    may_edit: bool


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


@dataclass(frozen=True)
class MeasureView:
    """A measure."""

    id: uuid.UUID
    section_id: str
    type_label: str
    title: str
    plain_words: str
    people: tuple[str, ...]
    everybody: bool
    responsible: str
    responsible_first: str
    starts_on: date | None
    ends_on: date | None
    status: MeasureStatus
    status_label: str
    status_reason: str
    next_step: str
    legal_ground: str
    goals: tuple[tuple[int, uuid.UUID], ...]
    when: tuple[str, ...]
    sensitive: bool
    is_new: bool
    may_edit: bool


@dataclass(frozen=True)
class SectorPlanView:
    """A department's own plan, by reference."""

    id: uuid.UUID
    section_id: str
    kind_label: str
    person: str
    status_label: str
    dated_on: date | None
    deadline_on: date | None
    overdue: bool
    reference: str
    lines: str
    may_edit: bool


@dataclass(frozen=True)
class Fact:
    """One of a section's own fields, filled in, as shown text."""

    label: str
    value: str


@dataclass(frozen=True)
class PersonDetails:
    """A section's own fields about one person. `readings`: (month, number) of each indicator, oldest first."""

    person_id: uuid.UUID
    name: str
    facts: tuple[Fact, ...]
    own: Mapping[str, Any]
    readings: Mapping[str, tuple[tuple[date, int], ...]]


@dataclass(frozen=True)
class DeadlineView:
    """Something that must be done by a day, by which rule."""

    title: str
    due_on: date
    days_left: int
    source: str


@dataclass(frozen=True)
class SectionDetails:
    """What a section itself says: its assessment, its own fields, and when it was confirmed."""

    anchor: str
    section_id: str
    title: str
    template: str
    printout: str
    may_edit: bool
    assessment: str
    own: Mapping[str, Any]
    facts: tuple[Fact, ...]
    persons: tuple[PersonDetails, ...]
    deadlines: tuple[DeadlineView, ...]
    confirmed_at: datetime | None
    confirmed_by: str
    ready: bool


@dataclass(frozen=True)
class SectionView:
    """A section's card. Without `details` it holds only whose it is and whom to ask: the reader may not read it."""

    id: str
    anchor: str
    title: str
    mark: Mark
    why: str
    people: tuple[Contact, ...]
    ask: Contact | None
    details: SectionDetails | None = None
    measures: tuple[MeasureView, ...] = ()
    plans: tuple[SectorPlanView, ...] = ()
    may_edit: bool = False
    changed_at: datetime | None = None


@dataclass(frozen=True)
class AgreementView:
    """Who does what by when."""

    id: uuid.UUID
    text: str
    who: str
    mark: Mark | None
    by_family: bool
    due_on: date | None
    rhythm: str
    days_over: int
    goal: tuple[int, uuid.UUID] | None
    status: AgreementStatus
    done_on: date | None
    may_edit: bool


@dataclass(frozen=True)
class Story:
    """What the family has told, once."""

    dream: str
    story: str
    what_works: tuple[str, ...]
    do_not_ask_again: tuple[str, ...]
    told_on: date | None
    may_edit: bool


@dataclass(frozen=True)
class NavItem:
    """An entry of the page's own navigation; `count` is what needs attention there."""

    anchor: str
    title: str
    count: int


@dataclass(frozen=True)
class FamilyPage:
    """The whole page."""

    head: Head
    alerts: tuple[Alert, ...]
    changes: tuple[Change, ...]
    goals: tuple[GoalView, ...]
    story: Story
    week: Week
    sections: tuple[SectionView, ...]
    agreements: tuple[AgreementView, ...]
    nav: tuple[NavItem, ...]
