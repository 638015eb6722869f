"""The rules of the data file, and the day that each gives."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from flask import has_app_context

from hfi import clock
from hfi.parameters.entries import Baseline, Entry, entries, provide
from hfi.parameters.models import Kind
from hfi.plan.section import DeadlineRule
from hfi.texts import LazyString, language
from hfi.working_days import working_day_after

FILE = Path(__file__).parent / "rules.toml"
NUMBERS = ("count", "unit", "warn_days", "urgent_days", "from_age")
of_sections: set[str] = set()
"""The keys of rules that a section declares as its own."""


class DeadlineError(ValueError):
    """The data file has no such rule, or one that cannot be."""


@dataclass(frozen=True)
class Rule:
    """How long after a day something has to be done, from when on, and where that stands."""

    key: str
    title: Mapping[str, str]
    count: int
    unit: str
    warn_days: int
    urgent_days: int
    valid_from: date
    source: str
    valid_until: date | None = None
    from_age: int = 0

    def __post_init__(self) -> None:
        if self.unit not in COUNTING or self.count < 0 or not 0 <= self.urgent_days <= self.warn_days:
            raise DeadlineError(f"{FILE.name}: {self.key} cannot be so.")

    def holds_on(self, day: date) -> bool:
        """Whether it is the rule for what begins on that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def due(self, start: date, count: int | None = None) -> date:
        """The last day, counted from the first; `count` is the programme's own number."""
        return COUNTING[self.unit](start, self.count if count is None else count)

    def birthday(self, born_on: date) -> date:
        """The day on which somebody gets as old as the rule says."""
        return clock.months_after(born_on, 12 * self.from_age)

    def words(self) -> str:
        """What it is called in the reader's language."""
        return self.title[language()]


COUNTING: dict[str, Callable[[date, int], date]] = {
    "days": lambda start, number: start + timedelta(days=number),
    "working_days": working_day_after,
    "weeks": lambda start, number: start + timedelta(weeks=number),
    "months": clock.months_after,
}


@cache
def all_rules() -> tuple[Rule, ...]:
    """All rules, the newest first."""
    found = (Rule(**one) for one in tomllib.loads(FILE.read_text())["rules"])
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def current_rules() -> tuple[Rule, ...]:
    """The same with what administrators added and closed; outside of the program, what the file says."""
    if not has_app_context():
        return all_rules()
    files = {(one.key, version(one)): one for one in all_rules()}
    found = (as_rule(one, files.get((one.owner, one.key))) for one in entries(Kind.RULES))
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def version(rule: Rule) -> str:
    """What tells the file's rules with one key apart."""
    return rule.valid_from.isoformat()


def as_rule(one: Entry, from_file: Rule | None) -> Rule:
    """The file's rule with the last day that holds now, or the one that an administrator wrote."""
    if from_file:
        return replace(from_file, valid_until=one.valid_until)
    words = {"da": one.words_da, "en": one.words_en or one.words_da}
    first = one.valid_from or date.min
    return Rule(
        key=one.owner, title=words, source=one.source, valid_from=first, valid_until=one.valid_until, **one.details
    )


def listed() -> Baseline:
    """The file's rules as a list that administrators keep; those that a section declares stand in its own."""
    for one in all_rules():
        if one.key not in of_sections:
            numbers = {name: getattr(one, name) for name in NUMBERS}
            yield one.key, version(one), LazyString(one.words), numbers, one


def titles() -> dict[str, str]:
    """Each rule once, with its name."""
    return {one.key: one.words() for one in all_rules() if one.key not in of_sections}


provide(Kind.RULES, listed, titles)


def rule_on(key: str, day: date) -> Rule | None:
    """The rule with this key for what begins on that day; None when none held then."""
    return next((one for one in current_rules() if one.key == key and one.holds_on(day)), None)


def newest(key: str) -> Rule:
    """The newest rule with this key that holds today, for its words and its warning; when none does, the newest of all.

    Raises DeadlineError when there is none.
    """
    known = [one for one in current_rules() if one.key == key]
    today = clock.today()
    found = next((one for one in known if one.holds_on(today)), known[0] if known else None)
    if found is None:
        raise DeadlineError(f"{FILE.name} has no rule {key}.")
    return found


def section_rules(key: str, *, from_field: str, done_field: str) -> tuple[DeadlineRule, ...]:
    """The rules with this key as a section declares them: they count from one of its fields until another is filled."""
    of_sections.add(key)
    return tuple(
        DeadlineRule(
            title=LazyString(one.words),
            from_field=from_field,
            done_field=done_field,
            months=one.count,
            source=one.source,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            warn_days=one.warn_days,
        )
        for one in all_rules()
        if one.key == key
    )
