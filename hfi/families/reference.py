"""A family's case reference, such as `HFI-2023-017`, as a part of an address."""

import re
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.routing import BaseConverter

from hfi.families.models import Family


class ReferenceConverter(BaseConverter):
    """Letters of the programme, the year, and a running number of at least three digits."""

    regex = r"[A-Z]{2,6}-\d{4}-\d{3,6}"


def next_reference(session: Session, prefix: str, today: date) -> str:
    """The reference after the last one of this prefix and year. Two at the same moment get the same: one is refused."""
    start = f"{prefix}-{today.year}-"
    taken = session.scalars(sa.select(Family.reference).where(Family.reference.startswith(start)))
    last = max((int(one.removeprefix(start)) for one in taken), default=0)
    return f"{start}{last + 1:03d}"


def is_reference(text: str) -> bool:
    """Whether the text is written as a case reference."""
    return re.fullmatch(ReferenceConverter.regex, text, re.ASCII) is not None
