"""Which plan may replace which others, and whose yes that needs: rules as data, with their day and their source."""

import tomllib
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hfi.consent.voices import Asked, custodians
from hfi.families import cpr
from hfi.families.models import PersonKind

FILE = Path(__file__).parent / "replacing.toml"
CUSTODY = "custody"


@dataclass(frozen=True)
class Replacing:
    """One rule: a plan of this kind stands for plans of those kinds, when all who are asked have said yes."""

    plan: str
    replaces: tuple[str, ...]
    asks: str
    source: str
    valid_from: date
    valid_until: date | None = None
    young_from: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether it is the law on that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@cache
def all_rules() -> tuple[Replacing, ...]:
    """The rules of the data file."""
    found = tomllib.loads(FILE.read_text())["rules"]
    return tuple(Replacing(**{**one, "replaces": tuple(one["replaces"])}) for one in found)


def rules_on(day: date) -> tuple[Replacing, ...]:
    """The rules of that day."""
    return tuple(one for one in all_rules() if one.holds_on(day))


def rule_for(plan: str, replaced: str, day: date) -> Replacing | None:
    """The rule that lets the one kind stand for the other; None when there is none."""
    return next((one for one in rules_on(day) if one.plan == plan and replaced in one.replaces), None)


def who_is_asked(
    rule: Replacing, about: Collection[uuid.UUID], family: Sequence[Asked], day: date
) -> frozenset[uuid.UUID]:
    """Everybody whose yes the rule needs, for a plan about these people."""
    return frozenset(asked(rule, [one for one in family if one.id in about], family, day))


def asked(rule: Replacing, about: Sequence[Asked], family: Sequence[Asked], day: date) -> Iterator[uuid.UUID]:
    """The same, one by one; somebody may come twice."""
    for one in about:
        if rule.asks != CUSTODY:
            yield from [one.id] if one.kind is PersonKind.ADULT else []
        elif one.kind is PersonKind.CHILD:
            yield from custodians(one, family, day)
            yield from [one.id] if (cpr.age(one.born_on, day) or 0) >= rule.young_from else []
