"""Who is asking: the one value about the logged-in user that the rest of the program sees."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import g
from flask_login import current_user

from hfi.access.roles import PROFESSION_TITLES, ROLE_RIGHTS, ROLE_TITLES, Profession, Right, Role
from hfi.access.terms import Reader


@dataclass(frozen=True)
class Principal:
    """A live login. `token` is the cookie's, `session_key` the first letters of its hash, for the log.

    `has_code`: they use one-time codes. `stepped_up_at`: when this login last proved once more who it is.
    """

    token: str
    session_key: str
    user_id: uuid.UUID
    name: str
    role: Role
    department: str
    profession: Profession | None
    language: str
    changes_seen_at: datetime | None
    stepped_up_at: datetime | None = None
    has_code: bool = False

    is_active = True
    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask-Login puts in the cookie."""
        return self.token

    def has(self, right: Right) -> bool:
        """Whether the role carries the right."""
        return right in ROLE_RIGHTS[self.role]

    @property
    def reader(self) -> Reader:
        """The part that the rule looks at."""
        return Reader(self.role, self.department, self.profession)

    @property
    def title(self) -> str:
        """`Social caseworker`, or the role when there is no profession."""
        return str(PROFESSION_TITLES[self.profession] if self.profession else ROLE_TITLES[self.role])


def principal() -> Principal:
    """The logged-in user of this request; only behind the guard."""
    if "principal" not in g:
        g.principal = current_user._get_current_object()
    found: Principal = g.principal
    return found


def principal_or_none() -> Principal | None:
    """The logged-in user, if anybody is."""
    return principal() if current_user.is_authenticated else None
