"""What the page about namings gets."""

import uuid
from dataclasses import dataclass
from datetime import date

from hfi.plan.department import Mark


@dataclass(frozen=True)
class NamingView:
    """Somebody who is named. `whom` is empty when it holds for everybody in the family."""

    id: uuid.UUID
    name: str
    title: str
    mark: Mark | None
    what: str
    whom: str
    reason: str
    from_on: date
    to_on: date | None
    named_by: str
    over: bool
    may_end: bool


@dataclass(frozen=True)
class NamedPage:
    """The page of one family: those who are named, and those who were."""

    reference: str
    family: str
    namings: tuple[NamingView, ...]
