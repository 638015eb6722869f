"""What the templates get: frozen values, without the names of anybody in a family."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from hfi.plan.department import Mark


@dataclass(frozen=True)
class LogLine:
    """One row of the log. `flag` is an emergency opening, `refused` what was not shown."""

    seq: int
    at: datetime
    who: str
    mark: Mark | None
    action: str
    part: str
    ground: str
    reason: str
    flag: bool
    refused: bool


@dataclass(frozen=True)
class LogPage:
    """A page of a family's log. `older` opens the next one, when there is one."""

    reference: str
    lines: tuple[LogLine, ...]
    total: int
    older: int | None
    emergencies: int
    emergency: LogLine | None


@dataclass(frozen=True)
class PaperLine:
    """What somebody with this function did on a day, and how often."""

    day: date
    at: datetime
    function: str
    mark: Mark | None
    action: str
    part: str
    ground: str
    times: int


@dataclass(frozen=True)
class LogPaper:
    """The log for the family: no names. `cut` when there is more than fits."""

    reference: str
    programme: str
    municipality: str
    printed_on: date
    lines: tuple[PaperLine, ...]
    cut: bool


@dataclass(frozen=True)
class FamilyLine:
    """A family as the data-protection officer meets it: its reference, and how often it was opened lately."""

    reference: str
    rows: int
    emergencies: int


@dataclass(frozen=True)
class FamilyLines:
    """A page of them."""

    lines: tuple[FamilyLine, ...]
    after: str


@dataclass(frozen=True)
class Check:
    """A log row that was picked for a look."""

    id: uuid.UUID
    month: date
    reference: str
    line: LogLine
    rules: tuple[str, ...]
    verdict: str
    note: str
    checked_at: datetime | None
    checked_by: str
