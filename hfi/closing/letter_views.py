"""What the letter's form and paper get."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from hfi.family_page.views import Contact


@dataclass(frozen=True)
class Leaver:
    """Somebody who leaves: the attachment's id, and its last day."""

    id: uuid.UUID
    name: str
    to_on: date


@dataclass(frozen=True)
class LetterLine:
    """A letter that was written."""

    id: uuid.UUID
    leaves: str
    comes: str
    recipient: str
    written_at: datetime
    by: str


@dataclass(frozen=True)
class Whom:
    """Somebody whom the letter names, with the number to ring; `day` is the last one, or the first."""

    name: str
    phone: str
    hours: str
    day: date


@dataclass(frozen=True)
class PrintedLetter:
    """The letter on paper; `others` are those whom the family can ring as before."""

    family: str
    to: str
    municipality: str
    programme: str
    title: str
    leaves: Whom
    comes: Whom | None
    overlap: bool
    others: tuple[Contact, ...]
    words: str
    by: str
    written_on: date
