"""What the meeting's screen gets: only what the whole table may see."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hfi.family_page.editing import Conflict
from hfi.family_page.views import AgreementView, GoalView
from hfi.plan.department import Mark
from hfi.printing.views import Line


@dataclass(frozen=True)
class Stop:
    """One of the six steps in the row at the bottom."""

    name: str
    number: int
    title: str
    url: str
    current: bool
    done: bool


@dataclass(frozen=True)
class Frame:
    """What stands around every step. `lasts`: whether the page keeps the login alive."""

    reference: str
    family: str
    meeting_id: uuid.UUID
    number: int
    starts_at: datetime
    stops: tuple[Stop, ...]
    back: str
    ahead: str
    lasts: bool
    may_write: bool

    @property
    def stop(self) -> Stop:
        """The step that is shown."""
        return next(one for one in self.stops if one.current)


@dataclass(frozen=True)
class Form:
    """A form on the screen: what was typed, where it goes, when it was last saved, and a colleague's text.

    `kept_at` is when something was typed that it shows, and that was never saved.
    """

    form: Any
    url: str
    saved_at: datetime | None = None
    conflict: Conflict | None = None
    kept_at: datetime | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who can be ticked as present."""

    id: uuid.UUID
    name: str
    words: str
    mark: Mark | None
    here: bool


@dataclass(frozen=True)
class Welcome:
    """Who is here, and what is to be settled."""

    frame: Frame
    question: str
    people: tuple[Person, ...]
    staff: tuple[Person, ...]
    form: Form
    template: str = "meeting_mode/welcome.html"


@dataclass(frozen=True)
class Since:
    """What happened since the last meeting."""

    frame: Frame
    last_on: date | None
    news: tuple[Line, ...]
    done: tuple[AgreementView, ...]
    goals: tuple[GoalView, ...]
    template: str = "meeting_mode/since.html"


@dataclass(frozen=True)
class GoalStep:
    """One goal; `place` of `count`, since one is shown at a time. None when there is no goal yet."""

    frame: Frame
    goal: GoalView | None
    place: int
    goals: tuple[tuple[str, str, bool], ...]
    form: Form | None
    template: str = "meeting_mode/goals.html"

    @property
    def number(self) -> int | None:
        """Where the goal is now: the questions name it."""
        return self.goal.now if self.goal else None


@dataclass(frozen=True)
class TableSpot:
    """An appointment on the screen."""

    mark: Mark | None
    time: str
    title: str
    who: str


@dataclass(frozen=True)
class TableGroup:
    """Appointments that overlap for somebody (`clash` names them), or one alone."""

    spots: tuple[TableSpot, ...]
    clash: str


@dataclass(frozen=True)
class TableDay:
    """A day of the week."""

    name: str
    count: int
    clashes: bool
    groups: tuple[TableGroup, ...]


@dataclass(frozen=True)
class WeekStep:
    """The family's week."""

    frame: Frame
    days: tuple[TableDay, ...]
    number: int
    template: str = "meeting_mode/week.html"


@dataclass(frozen=True)
class AgreementStep:
    """Who does what: the family on the left, the municipality on the right; `late` are their days that are over."""

    frame: Frame
    ours: tuple[AgreementView, ...]
    theirs: tuple[AgreementView, ...]
    carried: dict[uuid.UUID, int]
    form: Form | None
    settle: Form | None = None
    settled: uuid.UUID | None = None
    template: str = "meeting_mode/agreements.html"

    @property
    def many(self) -> int:
        """How many are open."""
        return sum(one.status == "open" for one in (*self.ours, *self.theirs))


@dataclass(frozen=True)
class NextStep:
    """What was decided, and the next meeting."""

    frame: Frame
    form: Form | None
    weeks: int
    close_url: str
    template: str = "meeting_mode/next.html"
