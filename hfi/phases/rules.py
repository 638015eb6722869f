"""How long content is kept after a closing, as data with a day from which it holds and a source."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hfi import clock
from hfi.families.models import PersonKind

FILE = Path(__file__).parent / "rules.toml"


@dataclass(frozen=True)
class Rules:
    """The numbers that hold from a day on."""

    valid_from: date
    years: int
    child_years: int
    child_until_age: int
    archive_measures: tuple[str, ...]
    call_after_months: int
    source: str

    def keep_until(self, closed_on: date, kind: PersonKind, born_on: date | None) -> date:
        """The last day on which the content is kept for this person's sake."""
        years = self.child_years if self.is_child(closed_on, kind, born_on) else self.years
        return clock.months_after(closed_on, 12 * years)

    def is_child(self, day: date, kind: PersonKind, born_on: date | None) -> bool:
        """Whether the person was a child on that day; by their place in the family, when nobody knows their age."""
        if born_on is None:
            return kind is PersonKind.CHILD
        return day < clock.months_after(born_on, 12 * self.child_until_age)

    def goes_to_archive(self, measures: Collection[tuple[str, str]]) -> bool:
        """Whether somebody with these measures, by section and type, has a case for the archive."""
        return any(f"{section}:{kind}" in self.archive_measures for section, kind in measures)

    def call_due_on(self, closed_on: date) -> date:
        """The day of the follow-up call."""
        return clock.months_after(closed_on, self.call_after_months)


@cache
def all_rules() -> tuple[Rules, ...]:
    """All rules, the newest first."""
    found = (
        Rules(**{**one, "archive_measures": tuple(one["archive_measures"])})
        for one in tomllib.loads(FILE.read_text())["rules"]
    )
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def rules_on(day: date) -> Rules:
    """The rules of that day; the oldest for a day before all of them."""
    return next((one for one in all_rules() if one.valid_from <= day), all_rules()[-1])
