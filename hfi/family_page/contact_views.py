"""Contacts with the family and kept appointments, as the templates get them."""

import uuid
from dataclasses import dataclass
from datetime import date

from hfi.contacts.models import TurnoutOutcome
from hfi.plan.department import Mark


@dataclass(frozen=True)
class ContactView:
    """A contact with the family."""

    id: uuid.UUID
    day: date
    how: str
    about: str
    people: tuple[str, ...]
    by: str
    mark: Mark | None
    may_edit: bool


@dataclass(frozen=True)
class TurnoutView:
    """How an agreed appointment went."""

    id: uuid.UUID
    day: date
    title: str
    people: tuple[str, ...]
    outcome: TurnoutOutcome
    outcome_label: str
    obstacle: str
    by: str
    mark: Mark | None
    may_edit: bool


@dataclass(frozen=True)
class Contacts:
    """Both, the latest first; of the appointments that are told of, `came` is how many were kept."""

    entries: tuple[ContactView, ...]
    turnouts: tuple[TurnoutView, ...]
    may_add: bool

    @property
    def came(self) -> int:
        """How many of the appointments were kept."""
        return sum(1 for one in self.turnouts if one.outcome is TurnoutOutcome.CAME)
