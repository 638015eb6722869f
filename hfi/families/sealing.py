"""Sealed columns: mapped objects have the plain value, the database has it encrypted under the family's key.

The flush seals what changed, a load opens it. Rows, which pages are made of, open a value when it is asked for: what a
reader may not see is never decrypted.
"""

import uuid
from collections.abc import Iterable, Mapping, MutableMapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, PassiveFlag, QueryContext, Session, object_mapper, object_session
from sqlalchemy.orm.attributes import get_history, set_committed_value

from hfi import cipher
from hfi.columns import Sealed, SealedJson, SealedText
from hfi.families.keys import family_key, find_key, remember
from hfi.families.models import Family
from hfi.texts import _


@cache
def sealed_columns(mapper: Mapper[Any]) -> Mapping[str, SealedText]:
    """The names of the class's sealed columns, and how their values are written."""
    return {one.key: one.type for one in mapper.columns if isinstance(one.type, SealedText)}


def place(mapper: Mapper[Any], name: str, row_id: uuid.UUID) -> str:
    """Where a sealed value belongs."""
    return f"{mapper.class_.__tablename__}|{name}|{row_id}"


def seal_value(key: cipher.Key, mapper: Mapper[Any], name: str, row_id: uuid.UUID, value: Any) -> Sealed:
    """The value of one column of one row, encrypted."""
    text = sealed_columns(mapper)[name].write(value)
    return Sealed(key.seal(text, place(mapper, name, row_id)))


def open_value(key: cipher.Key | None, mapper: Mapper[Any], name: str, row_id: uuid.UUID, value: Sealed) -> Any:
    """The value of one column of one row; in a family whose key was deleted, that it is gone."""
    kind = sealed_columns(mapper)[name]
    if key is None:
        return kind.nothing() if isinstance(kind, SealedJson) else _("Erased")
    return kind.read(key.unseal(value.content, place(mapper, name, row_id)))


def owner(mapper: Mapper[Any], row: Any) -> uuid.UUID:
    """The family that the row belongs to."""
    found: uuid.UUID = row.id if mapper.class_ is Family else row.family_id
    return found


class Opened:
    """A row whose sealed values open when they are asked for."""

    id: uuid.UUID

    def __init__(self, mapper: Mapper[Any], row: Any) -> None:
        values = row._asdict()
        self._mapper = mapper
        self._sealed = {
            name: values.pop(name) for name in sealed_columns(mapper) if isinstance(values.get(name), Sealed)
        }
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        """Called once for each sealed value; then it is an attribute like any other."""
        sealed: Mapping[str, Sealed] = self.__dict__["_sealed"]
        if name not in sealed:
            raise AttributeError(name)
        value = open_value(find_key(owner(self._mapper, self)), self._mapper, name, self.id, sealed[name])
        self.__dict__[name] = value
        return value


def opened(model: type[Any], rows: Iterable[Any]) -> list[Any]:
    """The rows, each with the id and the family_id of this class, with values that can be read.

    Rows of several families bring their keys along, as WRAPPED, so that opening them asks for nothing more.
    """
    mapper, found = sa.inspect(model), list(rows)
    for row in found:
        if "key_wrapped" in row._fields:
            remember(row.family_id, row)
    return [Opened(mapper, row) for row in found]


def seal_rows(model: type[Any], rows: Iterable[MutableMapping[str, Any]], keys: Mapping[uuid.UUID, cipher.Key]) -> None:
    """Seal rows on their way into the database past any session."""
    mapper = sa.inspect(model)
    owning = "id" if model is Family else "family_id"
    for row in rows if sealed_columns(mapper) else ():
        for name in sealed_columns(mapper):
            if row.get(name):
                row[name] = seal_value(keys[row[owning]], mapper, name, row["id"], row[name])


@sa.event.listens_for(Mapper, "before_insert")
@sa.event.listens_for(Mapper, "before_update")
def seal_changes(mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    """Put the sealed form in the place of every value that changed."""
    for name in sealed_columns(mapper):
        added = get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE).added
        if added and added[0]:
            row.id = row.id or uuid.uuid4()
            key = family_key(row.family_id, object_session(row))
            setattr(row, name, seal_value(key, mapper, name, row.id, added[0]))


@sa.event.listens_for(Mapper, "after_insert")
@sa.event.listens_for(Mapper, "after_update")
def open_changes(_mapper: Any, _connection: Any, row: Any) -> None:
    """The plain values again, for whoever goes on with the object."""
    open_object(row, object_session(row))


@sa.event.listens_for(Mapper, "load", restore_load_context=True)
def open_loaded(row: Any, context: QueryContext | None) -> None:
    """The plain values of an object that was just read; one that is merged into a session was not read."""
    if context is not None:
        open_object(row, context.session)


@sa.event.listens_for(Mapper, "refresh", restore_load_context=True)
def open_refreshed(row: Any, context: QueryContext | None, _names: Any) -> None:
    """The same for one that was read again."""
    open_loaded(row, context)


def open_object(row: Any, session: Session | None) -> None:
    """Put the plain values in the place of the sealed ones."""
    mapper = object_mapper(row)
    for name in sealed_columns(mapper):
        value = row.__dict__.get(name)
        if isinstance(value, Sealed):
            key = find_key(row.family_id, session)
            set_committed_value(row, name, open_value(key, mapper, name, row.id, value))
