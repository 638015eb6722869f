"""What the templates of the way out get: frozen values that hold just what this reader may see."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from hfi.family_page.views import Contact, GoalView
from hfi.plan.department import Mark


@dataclass(frozen=True)
class Item:
    """A measure or an open agreement that the closing settles; `detail` says for whom, or by whom."""

    id: uuid.UUID
    title: str
    detail: str
    mark: Mark | None
    is_agreement: bool
    with_whom: str = ""


@dataclass(frozen=True)
class ClosingDraft:
    """What the closing's form begins with."""

    reference: str
    family: str
    measures: tuple[Item, ...]
    agreements: tuple[Item, ...]
    last_met_on: date | None
    call_due_on: date
    coordinator: Contact | None

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that is settled."""
        return self.measures + self.agreements


@dataclass(frozen=True)
class PauseView:
    """A pause; without `resumed_on` the work rests still."""

    from_on: date
    expected_until: date | None
    reason: str
    resumed_on: date | None
    by: str


@dataclass(frozen=True)
class MoveView:
    """The family went on in another programme."""

    before: str
    after: str
    moved_on: date
    reason: str
    by: str


@dataclass(frozen=True)
class LineView:
    """What became of a measure or an agreement."""

    title: str
    mark: Mark | None
    becomes: str
    words: str
    goes_on: bool


@dataclass(frozen=True)
class ClosingView:
    """How the work ended."""

    id: uuid.UUID
    closed_on: date
    by: str
    ending: str
    summary: str
    whom_to_call: str
    last_met_on: date | None
    municipality: str
    hand_over: str
    lines: tuple[LineView, ...]
    call_due_on: date
    called_on: date | None
    call_note: str
    called_by: str
    call_late: bool
    reopened_on: date | None
    reopen_reason: str
    reopened_by: str


@dataclass(frozen=True)
class RetentionView:
    """Until when at least content is kept for somebody's sake, and whether the reader may know of an archive."""

    person_id: uuid.UUID
    name: str
    keep_until: date
    archive: bool


@dataclass(frozen=True)
class PhasePage:
    """Where the family's way stands, and how it got there. `closing` is the one in force; `earlier` were undone.

    `others` are key and name of the programmes that the reader may move it to.
    """

    reference: str
    family: str
    programme: str
    state: str
    closed: bool
    paused: bool
    closing: ClosingView | None
    earlier: tuple[ClosingView, ...]
    pauses: tuple[PauseView, ...]
    moves: tuple[MoveView, ...]
    retentions: tuple[RetentionView, ...]
    retention_source: str
    may_close: bool
    others: tuple[tuple[str, str], ...]
    may_print: bool


@dataclass(frozen=True)
class Farewell:
    """The paper for the family. `goes_on` and `ended` hold only what may be on the household's paper."""

    family: str
    municipality: str
    programme: str
    closed_on: date
    summary: str
    goals: tuple[GoalView, ...]
    ended: tuple[LineView, ...]
    goes_on: tuple[LineView, ...]
    whom_to_call: str
    coordinator: Contact | None
    call_due_on: date
    called_on: date | None
    new_municipality: str
    hand_over: str
    keep_until: tuple[RetentionView, ...]
    printed_by: str
    printed_at: datetime
