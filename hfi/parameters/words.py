"""What the lists, their fields and what was done to them are called; and whether two entries have one name."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from hfi.filters import full_date
from hfi.parameters.entries import ONE_AT_A_TIME, Entry, day_fields
from hfi.parameters.models import Deed, Kind
from hfi.plan.department import registry
from hfi.texts import LazyString, _, _l, force_locale

KIND_TITLES: dict[Kind, LazyString] = {
    Kind.MEASURES: _l("Measures"),
    Kind.RULES: _l("Deadlines"),
    Kind.DEADLINES: _l("Deadlines in sections"),
    Kind.AREAS: _l("Housing areas"),
    Kind.SCALES: _l("Scales"),
}
DEED_TITLES: dict[Deed, LazyString] = {
    Deed.ADDED: _l("Entry added"),
    Deed.CHANGED: _l("Entry changed"),
    Deed.CLOSED: _l("Entry closed"),
    Deed.REOPENED: _l("Entry opened again"),
}
FIELD_TITLES: dict[str, LazyString] = {
    "words": _l("Name in Danish"),
    "words_en": _l("Name in English"),
    "sensitive": _l("Sensitive"),
    "district": _l("District"),
    "low": _l("Lowest number"),
    "low_means": _l("The lowest number means"),
    "high": _l("Highest number"),
    "high_means": _l("The highest number means"),
    "from_field": _l("Counts from"),
    "done_field": _l("Done when there is"),
    "months": _l("Months"),
    "from_age": _l("From the birthday, in years"),
    "count": _l("How long"),
    "unit": _l("Counted in"),
    "warn_days": _l("Warns so many days before"),
    "urgent_days": _l("Urgent so many days before"),
    "valid_from": _l("Valid from"),
    "valid_until": _l("Valid until"),
    "source": _l("Source"),
}
DAYS = frozenset({"valid_from", "valid_until"})
UNIT_TITLES: dict[str, LazyString] = {
    "days": _l("days"),
    "working_days": _l("working days"),
    "weeks": _l("weeks"),
    "months": _l("months"),
}
UNIT_SENTENCES: dict[str, LazyString] = {
    "days": _l("%(count)d days; warns %(warn_days)d days before"),
    "working_days": _l("%(count)d working days; warns %(warn_days)d days before"),
    "weeks": _l("%(count)d weeks; warns %(warn_days)d days before"),
    "months": _l("%(count)d months; warns %(warn_days)d days before"),
}
ONLY_WARNS = _l("Warns %(warn_days)d days before")
SECTION_DAYS = frozenset({"from_field", "done_field"})


def in_words(owner: str, name: str, value: Any) -> str:
    """What stands in a field; days come as days or as stored text."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name in DAYS:
        return full_date(value if isinstance(value, date) else date.fromisoformat(value))
    if name == "unit":
        return str(UNIT_TITLES[value])
    if name in SECTION_DAYS:
        return str(day_fields(registry().by_id[owner]).get(value, value))
    return str(value)


def rule_in_words(one: Entry) -> str:
    """What a deadline counts."""
    days = {name: in_words(one.owner, name, one.details[name]) for name in SECTION_DAYS}
    numbers = {"months": one.details["months"], "days": one.details["warn_days"]}
    return _("%(months)d months from “%(from_field)s”; warns %(days)d days before", **numbers, **days)


def version_in_words(one: Entry) -> str:
    """What a version of a rule counts; where the count is the programme's or a consent's own, only when it warns."""
    sentence = UNIT_SENTENCES[one.details["unit"]] if one.details["count"] else ONLY_WARNS
    return str(sentence) % one.details


def scale_in_words(one: Entry) -> str:
    """What the ends of a scale mean."""
    return _("%(low)d is “%(low_means)s”, %(high)d is “%(high_means)s”", **one.details)


DESCRIBE: dict[Kind, Callable[[Entry], str]] = {
    Kind.MEASURES: lambda one: _("Sensitive") if one.details.get("sensitive") else "",
    Kind.RULES: version_in_words,
    Kind.DEADLINES: rule_in_words,
    Kind.AREAS: lambda one: str(one.details["district"]),
    Kind.SCALES: scale_in_words,
}
"""What to say of an entry beside its name."""


def in_danish(one: Entry) -> str:
    """The entry's name in Danish, whatever the reader's language."""
    with force_locale("da"):
        return str(one.words)


def in_english(one: Entry) -> str:
    """The entry's name in English; empty when there is none."""
    with force_locale("en"):
        return str(one.words) if not one.own else one.words_en


def same_words(words: str, first: date | None, last: date | None, others: Iterable[Entry]) -> bool:
    """Whether one of the others has the name at a time that these days have a part of."""
    named = (one for one in others if one.kind in ONE_AT_A_TIME or in_danish(one).casefold() == words.casefold())
    return any(overlap(one, first, last) for one in named)


def overlap(one: Entry, first: date | None, last: date | None) -> bool:
    """Whether the entry is valid on one of these days."""
    ends_before = one.valid_until is not None and first is not None and one.valid_until < first
    begins_after = one.valid_from is not None and last is not None and one.valid_from > last
    return not ends_before and not begins_after
