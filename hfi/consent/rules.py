"""The rules and the words of consents, as data with a day from which they hold and a source."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hfi import clock

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Rules:
    """Who answers, for how long, and when the pages warn."""

    valid_from: date
    own_answer_from_years: int
    longest_months: int
    warn_days: int
    urgent_days: int
    source: str

    def own_answer_from(self, born_on: date) -> date:
        """The birthday from which somebody answers for themselves."""
        return clock.months_after(born_on, 12 * self.own_answer_from_years)

    def longest(self, given_on: date) -> date:
        """The last day that a ground from this day on may have."""
        return clock.months_after(given_on, self.longest_months)

    def warns_until(self, today: date) -> date:
        """What runs out by this day is spoken of."""
        return today + timedelta(days=self.warn_days)

    def is_urgent(self, last_day: date, today: date) -> bool:
        """Whether it cannot wait any more."""
        return last_day <= today + timedelta(days=self.urgent_days)


@dataclass(frozen=True)
class Words:
    """What somebody is told before they answer, in one language."""

    title: str
    asks: str
    answers: tuple[str, ...]
    refusing: str
    withdrawing: str
    law: str
    lasts: str


@dataclass(frozen=True)
class ConsentText:
    """One version of the words, in all languages."""

    version: str
    valid_from: date
    source: str
    words: dict[str, Words]


def newest(found: list[Any], on: date) -> Any:
    """The one that holds on the day; the oldest for a day before all of them."""
    ordered = sorted(found, key=lambda one: one.valid_from)
    return next((one for one in reversed(ordered) if one.valid_from <= on), ordered[0])


def rules(on: date) -> Rules:
    """The rules of that day."""
    found: Rules = newest([Rules(**one) for one in read("rules")["rules"]], on)
    return found


def consent_text(on: date) -> ConsentText:
    """The words that people are told on that day."""
    found: ConsentText = newest([text(one) for one in read("texts")["texts"]], on)
    return found


def text(found: dict[str, Any]) -> ConsentText:
    """A version of the data file."""
    words = {name: Words(**{**found[name], "answers": tuple(found[name]["answers"])}) for name in ("da", "en")}
    return ConsentText(found["version"], found["valid_from"], found["source"], words)


def purposes(language: str) -> list[tuple[str, str]]:
    """What a consent may be for, as keys and words; the usual one first."""
    return [(one["key"], one[language]) for one in read("texts")["purposes"]]


def is_parent(relation: str) -> bool:
    """Whether somebody who is this to the family has custody when nobody says otherwise."""
    return relation.strip().lower() in read("rules")["custody"]["parents"]


@cache
def read(name: str) -> dict[str, Any]:
    """A data file."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())
