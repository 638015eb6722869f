"""What the printed plan's templates get: frozen values that hold just what the recipient's paper may carry."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from hfi.family_page.section_views import SectionDetails
from hfi.family_page.views import Contact, GoalView
from hfi.family_page.young_views import YoungPerson
from hfi.plan.department import Mark
from hfi.printing.recipient import Paper


@dataclass(frozen=True)
class OwnFacts:
    """Where a protected person is, on their own paper only."""

    address: str
    phone: str


@dataclass(frozen=True)
class Allowed:
    """What the rule lets onto a paper, by id; and what the page's values do not tell.

    `sections` are those of which something is on the paper, `texts` those whose own text is, `persons` of whom.
    """

    paper: Paper
    printed_by: str
    printed_at: datetime
    sections: frozenset[str]
    texts: frozenset[str]
    persons: frozenset[tuple[str, uuid.UUID]]
    measures: frozenset[uuid.UUID]
    appointments: frozenset[uuid.UUID]
    agreements: frozenset[uuid.UUID]
    team: tuple[Contact, ...]
    sharing_owners: frozenset[str]
    """Codes of the departments of which somebody in the family lets others see something."""
    own_facts: OwnFacts | None = None
    young: tuple[YoungPerson, ...] = ()
    """The young people's own pages, as far as they may be on the paper."""


@dataclass(frozen=True)
class Summary:
    """What a copy shows and what it leaves out: kinds, never content."""

    shows: tuple[str, ...]
    leaves_out: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A recipient that a copy can be made for; `value` is what the address says."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class PrintPage:
    """The small page before printing."""

    reference: str
    family: str
    choices: tuple[Choice, ...]
    chosen: str
    recipient: str
    summary: Summary
    handed_over: int | None = None
    """The last edition that was handed over and is kept: what is printed now is a working copy of it."""


@dataclass(frozen=True)
class Figure:
    """Somebody at home, and how to draw them: adult, teen, child or toddler."""

    id: uuid.UUID
    name: str
    kind: str

    @property
    def drawn(self) -> tuple[str, str]:
        """As a line-up wants it."""
        return self.kind, self.name


@dataclass(frozen=True)
class PrintedMeeting:
    """The next meeting; without a place where it could lead to where somebody lives."""

    day: date
    starts_at: datetime
    ends_at: datetime
    place: str
    interpreter: bool


@dataclass(frozen=True)
class Line:
    """A sentence with the mark of the department that it is about; none for the family itself."""

    mark: Mark | None
    text: str


@dataclass(frozen=True)
class PrintedGoal:
    """A goal, and what helps with it."""

    goal: GoalView
    helpers: tuple[Line, ...]


@dataclass(frozen=True)
class PrintedMeasure:
    """What somebody gets help with."""

    title: str
    people: str
    words: str
    paused: bool


@dataclass(frozen=True)
class PrintedDepartment:
    """What a department helps with. `sections` still have a printout of their own."""

    mark: Mark
    sections: tuple[SectionDetails, ...]
    measures: tuple[PrintedMeasure, ...]


@dataclass(frozen=True)
class PrintedAgreement:
    """Who does what, and when. `mark` is none for the family and for the coordinator."""

    who: str
    mark: Mark | None
    text: str
    due_on: date | None
    rhythm: str


@dataclass(frozen=True)
class Item:
    """An appointment on the week sheet; `span` as on a family calendar: 8–13, 7.30–8.15."""

    mark: Mark
    span: str
    title: str
    place: str
    clash: bool


@dataclass(frozen=True)
class SheetDay:
    """A row of the week sheet: what each person does, in the order of the columns, and what all do together."""

    date: date
    cells: tuple[tuple[Item, ...], ...]
    together: tuple[Item, ...]

    @property
    def apart(self) -> bool:
        """Whether somebody does something that not all do."""
        return any(self.cells)

    @property
    def free(self) -> bool:
        """Whether nothing is planned for anybody."""
        return not self.together and not self.apart


@dataclass(frozen=True)
class Sheet:
    """A week sheet for the fridge: rows are days, columns are people."""

    number: int
    people: tuple[Figure, ...]
    days: tuple[SheetDay, ...]
    marks: tuple[Mark, ...]
    clashes: bool


@dataclass(frozen=True)
class Readers:
    """Who of a department sees the plan; `only` when the family lets nobody else see what that department writes."""

    mark: Mark | None
    names: tuple[str, ...]
    only: bool


@dataclass(frozen=True)
class Edition:
    """A plan that was handed over: its number, and the day of its meeting."""

    number: int
    day: date


@dataclass(frozen=True)
class PrintedPlan:
    """The whole paper: an edition that is handed over, a working copy that builds on one, or, with neither, a draft."""

    family: str
    municipality: str
    programme: str
    coordinator_title: str
    edition: int | None
    builds_on: Edition | None
    printed_on: date
    recipient: str
    for_family: bool
    printed_by: str
    printed_at: datetime
    own_facts: OwnFacts | None
    people: tuple[Figure, ...]
    dream: str
    contacts: tuple[Contact, ...]
    coordinator: Contact | None
    meeting: PrintedMeeting | None
    interpreter: bool
    news: tuple[Line, ...]
    goals: tuple[PrintedGoal, ...]
    sheets: tuple[Sheet, ...]
    departments: tuple[PrintedDepartment, ...]
    ours: tuple[PrintedAgreement, ...]
    theirs: tuple[PrintedAgreement, ...]
    done: tuple[str, ...]
    readers: tuple[Readers, ...]
    signatures: tuple[str, ...]
    young: tuple[YoungPerson, ...] = ()
