"""A placement as a pitstop: how far the way home is, and what still has to be in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hfi import clock
from hfi.plan.checklist import Need

FIELDS = (
    "placed_who",
    "placed_on",
    "returns_on",
    "placement_aim",
    "caseworker_does",
    "return_needs",
    "way_back",
)


@dataclass(frozen=True)
class Pitstop:
    """What the card shows. `days_left` is negative when the day has passed; None when no day is agreed."""

    placed_on: date | None
    returns_on: date | None
    days_left: int | None
    share: float
    needs: tuple[Need, ...]

    @property
    def done(self) -> int:
        """How much of what is needed is in place."""
        return sum(one.done for one in self.needs)


def pitstop(own: Mapping[str, Any]) -> Pitstop | None:
    """The pitstop in a section's own fields; None when nothing is written about one."""
    if not any(own.get(name) for name in FIELDS):
        return None
    placed, returns, today = own.get("placed_on"), own.get("returns_on"), clock.today()
    days_left = (returns - today).days if returns else None
    return Pitstop(placed, returns, days_left, share(placed, today, returns), tuple(own.get("return_needs") or ()))


def share(start: date | None, now: date, end: date | None) -> float:
    """How much of the time has gone, from 0 to 1; 0 where one of the days is not known."""
    if start is None or end is None or end <= start:
        return 0
    return min(1, max(0, (now - start).days / (end - start).days))
