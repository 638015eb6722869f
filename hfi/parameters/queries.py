"""The lists, read by the system: an administrator meets no family, not even by whether an entry is chosen anywhere."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import abort

from hfi import clock
from hfi.access.models import User
from hfi.extensions import system_session
from hfi.parameters import entries
from hfi.parameters.entries import Entry
from hfi.parameters.models import Kind, ParameterChange
from hfi.parameters.views import Change, EntryPage, EntryRow, Group, ListPage, State
from hfi.parameters.words import DEED_TITLES, DESCRIBE, FIELD_TITLES, KIND_TITLES, in_words

MOST_HISTORY = 50


def load_list(kind: Kind) -> ListPage:
    """All lists of the kind. One query."""
    tabs = tuple((one.value, str(title), one is kind) for one, title in KIND_TITLES.items())
    groups = tuple(
        Group(owner, title, tuple(present(one) for one in entries.entries_of(kind, owner)))
        for owner, title in entries.owners(kind).items()
    )
    return ListPage(kind, str(KIND_TITLES[kind]), tabs, groups)


def present(one: Entry) -> EntryRow:
    """One line."""
    return EntryRow(
        id=one.id,
        words=str(one.words),
        note=DESCRIBE[one.kind](one),
        state=state(one),
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        source=one.source,
        own=one.own,
    )


def state(one: Entry) -> State:
    """Where today lies in its days."""
    today = clock.today()
    if one.valid_from and one.valid_from > today:
        return State.COMING
    if one.valid_until is None:
        return State.VALID
    return State.CLOSED if one.valid_until < today else State.ENDING


def find_entry(entry_id: uuid.UUID) -> Entry:
    """The entry; 404 when there is none."""
    return entries.find(entry_id) or abort(404)


def load_entry(one: Entry) -> EntryPage:
    """The entry as its page shows it. One query beside the lists."""
    return EntryPage(
        row=present(one),
        kind=one.kind,
        list_title=str(KIND_TITLES[one.kind]),
        owner_title=entries.owners(one.kind).get(one.owner, one.owner),
        fields=tuple(entry_fields(one)),
        history=load_history(one),
    )


def entry_fields(one: Entry) -> list[tuple[str, str]]:
    """Name and words of each field that has any."""
    values = {"words": one.words_da, "words_en": one.words_en, **one.details}
    values |= {"valid_from": one.valid_from, "valid_until": one.valid_until, "source": one.source}
    told = ((name, in_words(one.owner, name, values.get(name))) for name in FIELD_TITLES)
    return [(str(FIELD_TITLES[name]), words) for name, words in told if words]


def load_history(one: Entry) -> tuple[Change, ...]:
    """What was done to the entry, the latest first."""
    statement = (
        sa.select(ParameterChange, User.name)
        .join(User, User.id == ParameterChange.by_id)
        .where(ParameterChange.parameter_id == one.id)
        .order_by(ParameterChange.at.desc(), ParameterChange.id)
        .limit(MOST_HISTORY)
    )
    with system_session() as session:
        return tuple(present_change(one.owner, row.ParameterChange, row.name) for row in session.execute(statement))


def present_change(owner: str, change: ParameterChange, name: str) -> Change:
    """One of them, its fields in the page's order."""
    fields = tuple(
        (str(title), text(owner, field, change.before), text(owner, field, change.after))
        for field, title in FIELD_TITLES.items()
        if field in change.after
    )
    return Change(str(DEED_TITLES[change.deed]), name, change.at, change.reason, fields)


def text(owner: str, field: str, values: dict[str, Any]) -> str:
    """What stood in the field."""
    return in_words(owner, field, values.get(field))
