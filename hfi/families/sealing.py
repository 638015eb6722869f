"""Sealed columns: mapped objects have the plain value, the database has it encrypted under the family's key.

The flush seals what changed, a load opens it. Rows, which pages are made of, open a value when it is asked for: what a
reader may not see is never decrypted.
"""

import uuid
from collections.abc import Iterable, Mapping, MutableMapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, PassiveFlag, QueryContext, Session, object_session
from sqlalchemy.orm.attributes import get_history, set_committed_value

from hfi import cipher
from hfi.columns import Sealed, SealedJson, SealedText
from hfi.families.keys import family_key, find_key, remember
from hfi.families.models import Family
from hfi.texts import _


@cache
def sealed_columns(model: type) -> Mapping[str, SealedText]:
    """The names of the class's sealed columns, and how their values are written."""
    columns = sa.inspect(model).columns
    return {one.key: one.type for one in columns if isinstance(one.type, SealedText)}


def place(model: type, name: str, row_id: uuid.UUID) -> str:
    """Where a sealed value belongs."""
    return f"{model.__tablename__}|{name}|{row_id}"  # type: ignore[attr-defined]


def seal_value(key: cipher.Key, model: type, name: str, row_id: uuid.UUID, value: Any) -> Sealed:
    """The value of one column of one row, encrypted."""
    return Sealed(key.seal(sealed_columns(model)[name].write(value), place(model, name, row_id)))


def open_value(key: cipher.Key | None, model: type, name: str, row_id: uuid.UUID, value: Sealed) -> Any:
    """The value of one column of one row; in a family whose key was deleted, that it is gone."""
    kind = sealed_columns(model)[name]
    if key is None:
        return kind.nothing() if isinstance(kind, SealedJson) else _("Erased")
    return kind.read(key.unseal(value.content, place(model, name, row_id)))


class Opened:
    """A row whose sealed values open when they are asked for."""

    def __init__(self, model: type, row: Any) -> None:
        self._model, self._row = model, row

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._row, name)
        if isinstance(value, Sealed):
            family_id = self._row.id if self._model is Family else self._row.family_id
            value = open_value(find_key(family_id), self._model, name, self._row.id, value)
        self.__dict__[name] = value
        return value


def opened(model: type, rows: Iterable[Any]) -> list[Any]:
    """The rows, each with the id and the family_id of this class, with values that can be read.

    Rows of several families bring their keys along, as WRAPPED, so that opening them asks for nothing more.
    """
    found = list(rows)
    for row in found:
        if "key_wrapped" in row._fields:
            remember(row.family_id, row)
    return [Opened(model, row) for row in found]


def seal_rows(model: type, rows: Iterable[MutableMapping[str, Any]], keys: Mapping[uuid.UUID, cipher.Key]) -> None:
    """Seal rows of columns on their way into the database past any session."""
    names = sealed_columns(model)
    for row in rows if names else ():
        key = keys[row["id"] if model is Family else row["family_id"]]
        for name in [one for one in names if row.get(one)]:
            row[name] = seal_value(key, model, name, row["id"], row[name])


@sa.event.listens_for(Mapper, "before_insert")
@sa.event.listens_for(Mapper, "before_update")
def seal_changes(_mapper: Any, _connection: Any, row: Any) -> None:
    """Put the sealed form in the place of every value that changed."""
    for name in sealed_columns(type(row)):
        added = get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE).added
        if added and added[0]:
            row.id = row.id or uuid.uuid4()
            key = family_key(row.family_id, object_session(row))
            setattr(row, name, seal_value(key, type(row), name, row.id, added[0]))


@sa.event.listens_for(Mapper, "after_insert")
@sa.event.listens_for(Mapper, "after_update")
def open_changes(_mapper: Any, _connection: Any, row: Any) -> None:
    """The plain values again, for whoever goes on with the object."""
    open_object(row, object_session(row))


@sa.event.listens_for(Mapper, "load", restore_load_context=True)
def open_loaded(row: Any, context: QueryContext) -> None:
    """The plain values of an object that was just read."""
    open_object(row, context.session)


@sa.event.listens_for(Mapper, "refresh", restore_load_context=True)
def open_refreshed(row: Any, context: QueryContext, _names: Any) -> None:
    """The same for one that was read again."""
    open_object(row, context.session)


def open_object(row: Any, session: Session | None) -> None:
    """Put the plain values in the place of the sealed ones."""
    for name in sealed_columns(type(row)):
        value = row.__dict__.get(name)
        if isinstance(value, Sealed):
            key = find_key(row.family_id, session)
            set_committed_value(row, name, open_value(key, type(row), name, row.id, value))
