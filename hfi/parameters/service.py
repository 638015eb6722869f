"""Changing the lists. Nothing is deleted; every change says who, when, and what stood there before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from hfi import clock
from hfi.access.principal import Principal
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.parameters import stored
from hfi.parameters.entries import NAMED_BY_WORDS, Entry
from hfi.parameters.forms import FRAME, CloseForm, EntryForm, ReopenForm
from hfi.parameters.models import Deed, Kind, Parameter, ParameterChange

LOGGED_AS = {
    Deed.ADDED: "add_parameter",
    Deed.CHANGED: "edit_parameter",
    Deed.CLOSED: "close_parameter",
    Deed.REOPENED: "reopen_parameter",
}


class ChangedMeanwhileError(Exception):
    """Somebody else changed the entry after the form was opened."""


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction that writes lists. Raises ChangedMeanwhileError when somebody was quicker."""
    try:
        with system_session() as session:
            yield session
    except (IntegrityError, StaleDataError) as error:
        raise ChangedMeanwhileError from error
    finally:
        stored.forget()


def add(reader: Principal, kind: Kind, owner: str, form: EntryForm) -> None:
    """A new entry; what two clicks send is one."""
    with writing() as session:
        if session.get(Parameter, form.new_id()) is not None:
            return
        row = Parameter(id=form.new_id(), kind=kind, owner=owner, key=form.new_id().hex, updated_by_id=reader.user_id)
        fill(row, form)
        session.add(row)
        session.flush()
        note(session, reader, row, Deed.ADDED, {}, "")


def fill(row: Parameter, form: EntryForm) -> None:
    """Write what was typed."""
    for name, value in form.frame().items():
        setattr(row, name, value)
    row.details = form.details()
    if row.kind in NAMED_BY_WORDS:
        row.key = row.words


def change(reader: Principal, entry: Entry, form: EntryForm) -> None:
    """Other words, days or numbers of an entry that an administrator wrote. Raises ChangedMeanwhileError."""
    with writing() as session:
        row = open_row(session, reader, entry, form.version.data)
        before = snapshot(row)
        fill(row, form)
        note(session, reader, row, Deed.CHANGED, before, "")


def close(reader: Principal, entry: Entry, form: CloseForm) -> None:
    """Give the entry a last day. Raises ChangedMeanwhileError."""
    set_last_day(reader, entry, form, Deed.CLOSED, form.valid_until.data)


def reopen(reader: Principal, entry: Entry, form: ReopenForm) -> None:
    """Let the entry hold without an end. Raises ChangedMeanwhileError."""
    set_last_day(reader, entry, form, Deed.REOPENED, None)


def set_last_day(reader: Principal, entry: Entry, form: Any, deed: Deed, last_day: date | None) -> None:
    """The same for both; of an entry that came with the program the row says nothing else."""
    with writing() as session:
        row = open_row(session, reader, entry, form.version.data)
        before = snapshot(row)
        row.valid_until = last_day
        note(session, reader, row, deed, before, form.reason.data or "")


def open_row(session: Session, reader: Principal, entry: Entry, version: str | None) -> Parameter:
    """The entry's row, as it was when the form was opened; a new one for what nobody has touched yet."""
    row = session.get(Parameter, entry.id, with_for_update=True)
    if row is None:
        row = Parameter(id=entry.id, kind=entry.kind, owner=entry.owner, key=entry.key, baseline=True)
        row.valid_until = entry.valid_until
        session.add(row)
    elif str(row.version) != version:
        raise ChangedMeanwhileError
    row.updated_at, row.updated_by_id = clock.now(), reader.user_id
    return row


def snapshot(row: Parameter) -> dict[str, Any]:
    """The entry's fields as JSON can hold them."""
    frame = {name: getattr(row, name) for name in FRAME}
    return {name: as_json(value) for name, value in (frame | (row.details or {})).items()}


def as_json(value: Any) -> Any:
    """The value; a day as text."""
    return value.isoformat() if isinstance(value, date) else value


def differs(before: Any, after: Any) -> bool:
    """Whether something else stands there now; that nothing was written is no change."""
    return before != after and not (before in ("", None) and after in ("", None))


def note(session: Session, reader: Principal, row: Parameter, deed: Deed, before: dict[str, Any], reason: str) -> None:
    """Write down what changed, with its content here, and in the log with the fields' names only."""
    session.flush()
    after = snapshot(row)
    changed = sorted(name for name in after if differs(before.get(name), after[name]))
    session.add(
        ParameterChange(
            parameter_id=row.id,
            at=clock.now(),
            by_id=reader.user_id,
            deed=deed,
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
            reason=reason,
        )
    )
    audit.record(reader, LOGGED_AS[deed], session=session, what=f"parameter:{row.id}:{','.join(changed)}")
