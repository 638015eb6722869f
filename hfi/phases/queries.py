"""Conditions and columns on Family that more than one page asks for: whether the work rests, and since when it runs."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from hfi.families.models import Family
from hfi.phases.models import Pause


def resumed_since(day: date) -> sa.ColumnElement[bool]:
    """Whether the work was taken up again on that day or later: the follow-up clock began anew then."""
    return sa.exists().where(Pause.family_id == Family.id, Pause.resumed_on >= day)


def last_resumed() -> sa.ScalarSelect[Any]:
    """The day on which the work was last taken up again."""
    return sa.select(sa.func.max(Pause.resumed_on)).where(Pause.family_id == Family.id).scalar_subquery()


def paused_until() -> sa.ScalarSelect[Any]:
    """Until when the work is expected to rest, as far as anybody said."""
    rests = Pause.family_id == Family.id, Pause.resumed_on.is_(None)
    return sa.select(sa.func.max(Pause.expected_until)).where(*rests).scalar_subquery()
