"""The lists as they hold now: what came with the program, what administrators added, and what they closed."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask import g
from wtforms import Form

from hfi.fields import DateField
from hfi.parameters import stored
from hfi.parameters.models import Kind
from hfi.plan.department import registry
from hfi.plan.section import DeadlineRule, Section
from hfi.plan.section_form import field_infos
from hfi.programmes.model import programmes
from hfi.texts import LazyString, language

BASELINE_IDS = uuid.UUID("6f1f2d0e-3b0f-4a53-9c53-2d6a7f4b8e11")
"""What the ids of entries that came with the program are made from, so that they are the same everywhere."""
ONE_AT_A_TIME = frozenset({Kind.RULES})
"""Lists whose entries are versions of the same: on a day one of them holds, whatever it is called."""
NAMED_BY_WORDS = frozenset({Kind.AREAS})
"""Lists whose words themselves are stored where one is chosen."""


@dataclass(frozen=True)
class Entry:
    """One entry of a list. `own`: an administrator wrote it. `version` is 0 as long as nobody touched it.

    `words_da` and `words_en` are what was typed, `words` what is shown.
    """

    id: uuid.UUID
    kind: Kind
    owner: str
    key: str
    words: LazyString | str
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    own: bool = False
    version: int = 0
    words_da: str = ""
    words_en: str = ""


Baseline = Iterator[tuple[str, str, LazyString | str, dict[str, Any], Any]]
"""Owner, key, words, details, and the part that says the days and the source."""


def measures() -> Baseline:
    """The catalogue of measures of every section."""
    for section in registry().sections:
        for one in section.measure_types:
            yield section.id, one.key, one.label, {"sensitive": one.sensitive}, one


def deadlines() -> Baseline:
    """The rules of every section."""
    for section in registry().sections:
        for one in section.deadlines:
            yield section.id, f"{one.from_field}/{one.valid_from}", one.title, rule_details(one), one


def rule_details(rule: DeadlineRule) -> dict[str, Any]:
    """What a rule counts."""
    return {name: getattr(rule, name) for name in ("from_field", "done_field", "months", "warn_days")}


def areas() -> Baseline:
    """The housing areas of every programme."""
    for programme in programmes().values():
        for one in programme.housing_areas:
            yield programme.key, one.name, one.name, {"district": one.district}, one


def scales() -> Baseline:
    """The scales of every programme."""
    for programme in programmes().values():
        for one in programme.scales:
            details = {name: getattr(one, name) for name in ("low_means", "high_means", "low", "high")}
            yield programme.key, one.key, one.title, details, one


def provide(kind: Kind, listed: Callable[[], Baseline], titles: Callable[[], dict[str, str]]) -> None:
    """Let a feature above bring a list of its own: what came with the program, and whose lists there are."""
    BASELINES[kind], OWNERS[kind] = listed, titles


BASELINES: dict[Kind, Callable[[], Baseline]] = {
    Kind.MEASURES: measures,
    Kind.DEADLINES: deadlines,
    Kind.AREAS: areas,
    Kind.SCALES: scales,
}


def baseline(kind: Kind) -> Iterator[Entry]:
    """The list as it came with the program."""
    for owner, key, words, details, part in BASELINES[kind]():
        entry_id = uuid.uuid5(BASELINE_IDS, f"{kind}/{owner}/{key}")
        days = {"valid_from": part.valid_from, "valid_until": part.valid_until}
        source = getattr(part, "source", "")
        yield Entry(entry_id, kind, owner, key, words, source=source, details=details, **days)


def entries(kind: Kind) -> tuple[Entry, ...]:
    """Every entry of the list, closed ones too: first what came with the program, then what was added."""
    found: dict[Kind, tuple[Entry, ...]] = g.setdefault("parameter_entries", {})
    if kind not in found:
        found[kind] = merge(kind)
    return found[kind]


def merge(kind: Kind) -> tuple[Entry, ...]:
    """What came with the program has the last day that its row says; rows of what is there no more tell nothing."""
    rows = stored.rows(kind)
    closed = {row.id: row for row in rows if row.baseline}
    kept = (
        replace(one, valid_until=closed[one.id].valid_until, version=closed[one.id].version)
        if one.id in closed
        else one
        for one in baseline(kind)
    )
    return (*kept, *(own_entry(row) for row in rows if not row.baseline))


def own_entry(row: Any) -> Entry:
    """An entry that an administrator wrote."""
    return Entry(
        id=row.id,
        kind=row.kind,
        owner=row.owner,
        key=row.key,
        words=LazyString(in_language, row.words, row.words_en),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        source=row.source,
        details=row.details,
        own=True,
        version=row.version,
        words_da=row.words,
        words_en=row.words_en,
    )


def in_language(danish: str, english: str) -> str:
    """The words in the reader's language; Danish where there are no others."""
    return english if english and language() == "en" else danish


def entries_of(kind: Kind, owner: str) -> tuple[Entry, ...]:
    """The list of one section or programme."""
    return tuple(one for one in entries(kind) if one.owner == owner)


def find(entry_id: uuid.UUID) -> Entry | None:
    """The entry with this id, of whatever list."""
    return next((one for kind in Kind for one in entries(kind) if one.id == entry_id), None)


def day_fields(section: Section) -> dict[str, str]:
    """The days among the section's own fields, by name: what a deadline can count from and be done by."""
    form: type[Form] = section.form
    return {one.name: str(one.label) for one in field_infos(form) if issubclass(one.kind, DateField)}


def section_titles() -> dict[str, str]:
    """Every section."""
    return {one.id: str(one.title) for one in registry().sections}


def dated_section_titles() -> dict[str, str]:
    """The sections that have a day to count from, and another one to be done by."""
    return {one.id: str(one.title) for one in registry().sections if len(day_fields(one)) > 1}


def programme_titles() -> dict[str, str]:
    """Every programme."""
    return {one.key: one.name for one in programmes().values()}


OWNERS: dict[Kind, Callable[[], dict[str, str]]] = {
    Kind.MEASURES: section_titles,
    Kind.DEADLINES: dated_section_titles,
    Kind.AREAS: programme_titles,
    Kind.SCALES: programme_titles,
}


def owners(kind: Kind) -> dict[str, str]:
    """Whose lists there are, by section, programme or rule, with their names."""
    return OWNERS[kind]()
