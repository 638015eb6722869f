"""What the templates of versions get."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class ApprovalView:
    """What somebody says to the version."""

    id: uuid.UUID
    who: str
    how: str
    kind: str
    said_on: date
    kept_at: str


@dataclass(frozen=True)
class GoalResult:
    """A goal at the meeting: where it was, where it is, how it goes, and why it is there."""

    title: str
    before: int | None
    now: int | None
    outcome: str
    kind: str
    why: str


@dataclass(frozen=True)
class AnswerCount:
    """How many answered after the meeting, and their averages; none where too few answered to hide who said what."""

    side: str
    number: int
    averages: Mapping[str, str]


@dataclass(frozen=True)
class VersionPage:
    """One version."""

    reference: str
    family: str
    meeting_id: uuid.UUID
    number: int
    previous: int | None
    following: int | None
    met_at: datetime
    made_at: datetime
    made_by: str
    participants: tuple[str, ...]
    content_hash: str
    intact: bool
    has_paper: bool
    record: str
    revise: bool | None
    revise_reason: str
    results: tuple[GoalResult, ...]
    approvals: tuple[ApprovalView, ...]
    answers: tuple[AnswerCount, ...]
    may_approve: bool
    may_print: bool
    may_answer: bool


class Change(StrEnum):
    """What became of something between two versions."""

    NEW = "new"
    CHANGED = "changed"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Row:
    """One thing in both versions; an empty side where it did not stand there."""

    change: Change
    word: str
    old: str
    new: str


@dataclass(frozen=True)
class Part:
    """A part of the plan in which something is different."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side."""

    reference: str
    family: str
    old: int
    new: int
    old_on: date
    new_on: date
    parts: tuple[Part, ...]
    numbers: tuple[int, ...]
