"""What the templates of the lists get."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """Where today lies in an entry's days."""

    COMING = "coming"
    VALID = "valid"
    ENDING = "ending"
    CLOSED = "closed"


@dataclass(frozen=True)
class EntryRow:
    """A line of a list."""

    id: uuid.UUID
    words: str
    note: str
    state: State
    valid_from: date | None
    valid_until: date | None
    source: str
    own: bool


@dataclass(frozen=True)
class Group:
    """The list of one section or programme."""

    owner: str
    title: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True)
class ListPage:
    """One kind of list, everywhere; `tabs` lead to the others: address part, name, whether it is this one."""

    kind: str
    title: str
    tabs: tuple[tuple[str, str, bool], ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Change:
    """What somebody did: each field's name, what stood there, what stands there now."""

    deed: str
    by: str
    at: datetime
    reason: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class EntryPage:
    """An entry with its fields in words, and its history."""

    row: EntryRow
    kind: str
    list_title: str
    owner_title: str
    fields: tuple[tuple[str, str], ...]
    history: tuple[Change, ...]

    @property
    def may_close(self) -> bool:
        """Whether it has no last day yet, or one that may still be moved."""
        return self.row.state is not State.CLOSED

    @property
    def may_reopen(self) -> bool:
        """Whether there is a last day to take away."""
        return self.row.valid_until is not None
