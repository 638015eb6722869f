"""Sessions. A request's reads and writes only what is open to whoever asks; the program's own is bound to nobody."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NoReturn, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import ORMExecuteState, QueryContext, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.sql.base import ExecutableOption

from hfi import clock
from hfi.columns import FamilyData
from hfi.connections import LOG_HEADS, LOG_TABLES, SET_SCOPE, OutOfScopeError, family_tables

system_is_open: ContextVar[bool] = ContextVar("system_is_open", default=False)


@dataclass(frozen=True)
class Scope:
    """Whose families a session may touch: `families` selects their ids. With a `family_id`, just that one of them."""

    reader_id: uuid.UUID
    select_families: Callable[[], sa.Select[uuid.UUID]]
    family_id: uuid.UUID | None = None

    @cached_property
    def families(self) -> sa.Select[uuid.UUID]:
        """The ids of the reader's families."""
        return self.select_families()

    @cached_property
    def limit(self) -> ExecutableOption:
        """The condition on every mapped class of family data in a statement, under any alias and at any depth.

        SQLAlchemy leaves it out of the condition's own tables, so that the rule may ask for attachments.
        """
        one, families = self.family_id, self.families if self.family_id is None else None
        if families is None:
            return with_loader_criteria(
                FamilyData, lambda model: model.family_id == one, include_aliases=True, propagate_to_loaders=False
            )
        return with_loader_criteria(
            FamilyData, lambda model: model.family_id.in_(families), include_aliases=True, propagate_to_loaders=False
        )


class SystemSession(Session):
    """For what the program does for itself: logins, users, jobs, commands."""


class RequestSession(Session):
    """For one request: as long as nobody's scope is set, no family data; then only what lies inside."""

    def __init__(self, engine: sa.Engine, only_reads: bool) -> None:
        super().__init__(engine)
        self.engine = engine
        self.only_reads = only_reads
        self.scope: Scope | None = None
        self.logged = False
        """Whether the log was added to."""

    def open_to(self, scope: Scope) -> None:
        """Let the session reach these families from now on, and no others. Nothing that it knew before stays."""
        if self.new or self.dirty or self.deleted:
            raise OutOfScopeError("Something is still to be saved in the scope that was open until now.")
        self.expunge_all()
        self.scope = scope
        if self.in_transaction():
            tell_database(self, None, super().connection())

    def narrow_to(self, family_id: uuid.UUID) -> None:
        """Only this family from now on."""
        if self.scope is None:
            raise OutOfScopeError("There is no scope to narrow.")
        self.open_to(replace(self.scope, family_id=family_id))

    def contains(self, family_ids: Iterable[uuid.UUID]) -> bool:
        """Whether all of these families are inside."""
        asked = set(family_ids)
        if self.scope is None or not asked:
            return not asked
        if self.scope.family_id is not None:
            return asked <= {self.scope.family_id}
        statement = self.scope.families
        with self.no_autoflush:
            return asked <= set(self.scalars(statement.where(statement.selected_columns[0].in_(asked))))

    def shows_unlogged(self) -> bool:
        """Whether one family was opened, and nothing was written into the log."""
        return self.scope is not None and self.scope.family_id is not None and not self.logged

    def get_bind(self, *_where: Any, **_more: Any) -> sa.Engine:
        """The engine of this kind of request; nobody can ask for another."""
        return self.engine

    def connection(self, *_how: Any, **_more: Any) -> NoReturn:
        """Refused, like everything that goes past the session's conditions."""
        raise OutOfScopeError("A request does not get the connection itself.")

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = connection


@sa.event.listens_for(RequestSession, "after_begin")
def tell_database(session: RequestSession, _transaction: Any, connection: Connection) -> None:
    """Tell PostgreSQL who asks, for the transaction; its row-level security repeats the scope."""
    if system_is_open.get():
        raise RuntimeError("The request's session begins while a system session is open: one writer at a time.")
    if connection.dialect.name == "postgresql":
        scope = session.scope
        ids = (scope.reader_id, scope.family_id or "") if scope else ("", "")
        connection.exec_driver_sql(SET_SCOPE, (*map(str, ids), str(clock.today()), clock.now().isoformat()))


@sa.event.listens_for(RequestSession, "do_orm_execute")
def limit_statement(state: ORMExecuteState) -> None:
    """Add the scope's condition to the statement; refuse one that it would not hold for."""
    session = cast(RequestSession, state.session)
    if not state.is_orm_statement or state.is_from_statement:
        raise OutOfScopeError("A request asks through mapped classes.")
    if not state.is_select and is_for_log(state):
        session.logged = True
        return
    if session.scope is None:
        refuse_family_data(state.statement)
        return
    if not state.is_select:
        check_write(session, state)
    if not state.is_insert:
        state.statement = state.statement.options(session.scope.limit)


def refuse_family_data(statement: sa.Executable) -> None:
    """Nobody's scope is set."""
    for names in family_tables(statement):
        if names.tables:
            raise OutOfScopeError(f"No scope is set yet for {names.tables}.")


def check_write(session: RequestSession, state: ORMExecuteState) -> None:
    """Refuse an INSERT, UPDATE or DELETE that could leave the scope, or that a request that only reads may not do."""
    table = written_table(state)
    if session.only_reads:
        raise OutOfScopeError(f"A request that only reads writes to {table}.")
    if state.bind_mapper is None or not issubclass(state.bind_mapper.class_, FamilyData):
        return
    if state.is_insert:
        check_inserted(session, state)
    elif state.parameters or "family_id" in assigned(state.statement):
        # With a list of rows the condition is left out, and a row must not move to another family.
        raise OutOfScopeError(f"Rows of {table} are changed by a condition, and stay in their family.")


def is_for_log(state: ORMExecuteState) -> bool:
    """Whether the statement adds to the log, or brings its heads up to date."""
    table = written_table(state)
    adds = state.is_insert and table in LOG_TABLES and getattr(state.statement, "select", None) is None
    return adds or (state.is_update and table in LOG_HEADS)


def written_table(state: ORMExecuteState) -> str:
    """The name of the table that an INSERT, UPDATE or DELETE is about."""
    return str(state.statement.table.name)  # type: ignore[attr-defined]


def check_inserted(session: RequestSession, state: ORMExecuteState) -> None:
    """Refuse rows of other families; they must be given as a list, so that all can be looked at."""
    rows = state.parameters if isinstance(state.parameters, list) else []
    if not rows or assigned(state.statement) or not session.contains(row["family_id"] for row in rows):
        raise OutOfScopeError("Rows of another family, or not given as a list of rows.")


def assigned(statement: Any) -> set[str]:
    """The names of the columns that an INSERT or UPDATE itself gives values."""
    ordered = getattr(statement, "_ordered_values", None) or ()
    given = [*(getattr(statement, "_values", None) or ()), *(key for key, _value in ordered)]
    many = {"family_id"} if getattr(statement, "_multi_values", None) or getattr(statement, "select", None) else set()
    return {str(getattr(one, "key", one)) for one in given} | many


@sa.event.listens_for(FamilyData, "load", propagate=True)
def refuse_loaded(row: FamilyData, context: QueryContext | None) -> None:
    """A row that was loaded all the same."""
    scope = getattr(context.session, "scope", None) if context else None
    if scope and scope.family_id and scope.family_id not in family_ids(row):
        raise OutOfScopeError(f"A {type(row).__name__} outside the scope was loaded.")


@sa.event.listens_for(RequestSession, "before_attach")
def refuse_attached(session: RequestSession, row: Any) -> None:
    """A stored row that comes from elsewhere: it would be brought up to date without a condition."""
    foreign = isinstance(row, FamilyData) and sa.inspect(row).has_identity
    if foreign and not session.contains(family_ids(row)):
        raise OutOfScopeError(f"A {type(row).__name__} outside the scope is brought in.")


@sa.event.listens_for(RequestSession, "before_flush")
def refuse_flushed(session: RequestSession, _context: UOWTransaction, _instances: Any) -> None:
    """Refuse rows of families outside, before or after the change; and all but the log when the request only reads."""
    changed = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    kept = [row for row in changed if not is_log(session, row)]
    if kept and session.only_reads:
        raise OutOfScopeError(f"A request that only reads writes a {type(kept[0]).__name__}.")
    families = [family_ids(row) for row in kept if isinstance(row, FamilyData)]
    if not all(families) or not session.contains(one for ids in families for one in ids):
        raise OutOfScopeError("A row of a family outside the scope is written.")


def is_log(session: RequestSession, row: Any) -> bool:
    """Whether this is the log being written to: it grows, and nothing else."""
    table = sa.inspect(row).mapper.local_table.name
    if table not in LOG_TABLES:
        return False
    if row not in session.new and table not in LOG_HEADS:
        raise OutOfScopeError("The log is only added to.")
    session.logged = True
    return True


def family_ids(row: FamilyData) -> list[uuid.UUID]:
    """The families that the row belongs to: the one it had, and the one it gets."""
    return list(found(row))


def found(row: FamilyData) -> Iterator[uuid.UUID]:
    """The same, one by one. A family's own is its id."""
    state = sa.inspect(row)
    name = "family_id" if "family_id" in state.mapper.column_attrs else "id"
    for ids in get_history(row, name):
        yield from (one for one in ids or () if one is not None)
