"""A young person's own page as the templates get it."""

import uuid
from dataclasses import dataclass
from datetime import date

from hfi.young.models import RING_TITLES, Ring


@dataclass(frozen=True)
class Said:
    """What the young person said about one thing on one occasion. `source` is who held the pen, and when."""

    key: str
    title: str
    text: str
    said_on: date
    source: str
    kept_from: tuple[str, ...]
    kept_ids: frozenset[uuid.UUID]


@dataclass(frozen=True)
class SupporterView:
    """Somebody around the young person."""

    id: uuid.UUID
    name: str
    relation: str
    ring: Ring
    ring_title: str
    helps: str
    kept_from: tuple[str, ...]
    kept_ids: frozenset[uuid.UUID]


@dataclass(frozen=True)
class Month:
    """How often the caseworker was in touch in a month: None when nobody counted; short when more was promised."""

    first: date
    number: int | None
    is_short: bool


@dataclass(frozen=True)
class Contacts:
    """How often the caseworker promised to be in touch in a month, and was."""

    id: uuid.UUID
    promised: int
    manner: str
    months: tuple[Month, ...]

    @property
    def most(self) -> int:
        """What the longest bar stands for."""
        return max([self.promised, *(one.number or 0 for one in self.months)])

    @property
    def last(self) -> Month:
        """The last month that is over."""
        return self.months[-2]


@dataclass(frozen=True)
class YoungPerson:
    """One young person's page: the newest words on each thing, the older ones, the network, the contact."""

    id: uuid.UUID
    name: str
    age: int
    said: tuple[Said, ...]
    unsaid: tuple[str, ...]
    earlier: tuple[Said, ...]
    supporters: tuple[SupporterView, ...]
    contacts: Contacts | None

    @property
    def circles(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The three rings' titles with the names in each, the innermost first; for the drawing."""
        return tuple(
            (str(title), tuple(one.name for one in self.supporters if one.ring is ring))
            for ring, title in RING_TITLES.items()
        )


@dataclass(frozen=True)
class YoungPage:
    """The pages of all young people in the family, and which parts their programme has."""

    people: tuple[YoungPerson, ...]
    words: bool
    network: bool
    contact: bool
    may_edit: bool

    @property
    def may_promise(self) -> bool:
        """Whether somebody was promised nothing yet."""
        return self.may_edit and any(one.contacts is None for one in self.people)
