"""What the templates get: frozen values that hold just what this reader may see."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hfi.families.models import PersonKind
from hfi.family_page.goal_views import DepartmentGoalView
from hfi.plan.department import Mark
from hfi.plan.models import AgreementStatus, GoalStatus
from hfi.programmes.parts import Scale
from hfi.team.views import Absent


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
    """A plan meeting; one that is only proposed has no id yet."""

    starts_at: datetime
    minutes: int
    place: str
    interpreter_booked: bool
    days_until: int
    edition: int | None
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class PauseNote:
    """The work with the family rests."""

    from_on: date
    expected_until: date | None
    reason: str


@dataclass(frozen=True)
class Head:
    """The top of every page about the family."""

    id: uuid.UUID
    reference: str
    name: str
    housing_area: str
    district: str
    interpreter_language: str
    enrolled_on: date | None
    closed_on: date | None
    address: str
    address_protected: bool
    members: tuple["Member", ...]
    contacts: tuple[Contact, ...]
    coordinator: Contact | None
    absent: tuple[Absent, ...]
    next_meeting: Meeting | None
    last_meeting: Meeting | None
    may_edit_plan: bool
    may_agree: bool
    may_schedule: bool
    may_print: bool
    may_name: bool = False
    may_read_log: bool = False
    erased: bool = False
    may_declare: bool = False
    may_see_conflicts: bool = False
    pause: PauseNote | None = None
    may_close: bool = False


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
    address: str = ""
    may_reveal: bool = False


@dataclass(frozen=True)
class Identity:
    """Who and where somebody is, shown once after a click. `places`: what they attend, and where."""

    person_id: uuid.UUID
    cpr: str
    address: str
    phone: str
    note: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ConfidenceView:
    """A confidential note, for somebody who is named in it."""

    id: uuid.UUID
    kind_label: str
    people: tuple[str, ...]
    text: str
    author: str
    readers: tuple[str, ...]
    created_at: datetime
    may_edit: bool


@dataclass(frozen=True)
class Confidences:
    """The confidential notes that name the reader; the card is there only for somebody who may read or write one."""

    notes: tuple[ConfidenceView, ...]
    may_write: bool


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
    """A shared goal. `way` is where it has been on its scale, oldest first; `contributing` whose measures serve it.

    `scale` is what its numbers mean; `has_own_scale` when that is another one than most goals are measured on.
    """

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
    preferred_future: str = ""
    signs: tuple[str, ...] = ()
    way: tuple[tuple[date, int], ...] = ()
    contributing: tuple[Mark, ...] = ()
    aims: tuple[DepartmentGoalView, ...] = ()
    scale: Scale | None = None
    has_own_scale: bool = False


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
    kept_from: tuple[str, ...] = ()
    carried: int = 0


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
