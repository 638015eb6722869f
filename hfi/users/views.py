"""What the templates of accounts get."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hfi.access.roles import Profession, Role
from hfi.plan.department import Mark
from hfi.users.models import Answer


class State(StrEnum):
    """Which accounts the list is about."""

    ALL = "all"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True)
class Wanted:
    """The filter; empty words let everything through."""

    text: str = ""
    department: str = ""
    role: str = ""
    state: State = State.ALL


@dataclass(frozen=True)
class UserRow:
    """A line of the list."""

    id: uuid.UUID
    name: str
    email: str
    department: str
    mark: Mark | None
    role: str
    last_login: datetime | None
    active: bool
    waiting: bool
    may_change: bool


@dataclass(frozen=True)
class UserList:
    """One page of the list, and how many there are; `after` opens the next page."""

    rows: tuple[UserRow, ...]
    total: int
    everybody: int
    locked: int
    after: str


@dataclass(frozen=True)
class Rights:
    """A role, a department and a profession in words."""

    role: str
    department: str
    profession: str

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.role, self.profession, self.department)))


@dataclass(frozen=True)
class RequestView:
    """What was asked for about an account, and the answer. `before` is empty for somebody new."""

    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    email: str
    before: str
    after: str
    opens: bool
    link: bool
    resets_code: bool
    reason: str
    asked_by: str
    asked_at: datetime
    answer: Answer | None
    answered_by: str
    answered_at: datetime | None
    may_approve: bool
    may_take_back: bool
    why_not: str


@dataclass(frozen=True)
class UserPage:
    """One account, what it may do, and how that came about."""

    id: uuid.UUID
    name: str
    email: str
    phone: str
    hours: str
    role: Role
    department: str
    profession: Profession | None
    rights: Rights
    active: bool
    last_login: datetime | None
    waiting: bool
    history: tuple[RequestView, ...]
