"""The ways into the database: what the program itself, a request that saves, and one that only reads may do there.

Each way is an engine of its own. On PostgreSQL its connections act as a role that has no more rights than it needs; on
SQLite an authorizer stands in for the role of a reading request.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Compiled, Connection, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapper
from sqlalchemy.sql.expression import ColumnClause, ReleaseSavepointClause, RollbackToSavepointClause, SavepointClause

from hfi.columns import FamilyData
from hfi.config import UnsafeSettingsError

SYSTEM, APP, READ = "system", "app", "read"
ROLES = {SYSTEM: "hfi_system", APP: "hfi_app", READ: "hfi_read"}
LOG_TABLES = frozenset({"audit_entries", "revisions", "audit_heads", "audit_seals"})
"""What even a request that only reads may add to."""
LOG_HEADS = frozenset({"audit_heads"})
"""What of the log is brought up to date, not only added to."""
SET_SCOPE = (
    "SELECT set_config('hfi.uid', %s, true), set_config('hfi.family', %s, true),"
    " set_config('hfi.today', %s, true), set_config('hfi.now', %s, true)"
)
"""Tells PostgreSQL, until the transaction is over, who asks, for which family, and what day it is."""
BEGIN = "BEGIN IMMEDIATE"
OWN_STATEMENTS = frozenset({BEGIN, SET_SCOPE})
SAVEPOINTS = (SavepointClause, ReleaseSavepointClause, RollbackToSavepointClause)

WHO_LOGS_IN = """
    SELECT rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class WHERE relname = 'families' AND pg_has_role(session_user, relowner, 'USAGE'))
    FROM pg_roles WHERE rolname = session_user
"""


class OutOfScopeError(RuntimeError):
    """The program asked for family data in a way that could reach beyond whoever is logged in: a mistake of ours."""


def binds(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The engines' settings, for Flask-SQLAlchemy. All go to the same database."""
    url = config["SQLALCHEMY_DATABASE_URI"]
    options = {**config["SQLALCHEMY_ENGINE_OPTIONS"], "url": url}
    if make_url(url).get_backend_name() != "postgresql":
        return {way: dict(options) for way in ROLES}
    return {way: {**options, "connect_args": {"options": f"-c role={role}"}} for way, role in ROLES.items()}


def guard_engines(engines: Mapping[str | None, sa.Engine]) -> None:
    """Let requests' connections run only what the session has limited, and a reading one write nothing but the log."""
    for way in (APP, READ):
        sa.event.listen(engines[way], "before_cursor_execute", check_statement)
    sa.event.listen(engines[READ], "connect", let_only_log)


known: WeakSet[Compiled] = WeakSet()
"""Statements that were checked: SQLAlchemy compiles each once, and keeps it."""


def check_statement(
    _connection: Connection, _cursor: Any, text: str, _parameters: Any, context: Any, _many: bool
) -> None:
    """Refuse raw SQL, and a SELECT that names family data otherwise than through its mapped class.

    The session limits mapped classes only; see `sessions.limit_statement`.
    """
    if context.compiled in known or text in OWN_STATEMENTS:
        return
    statement = context.invoked_statement
    if not isinstance(statement, (sa.SelectBase, sa.UpdateBase, *SAVEPOINTS)):
        raise OutOfScopeError("Raw SQL in a request.")
    for names in family_tables(statement):
        if past_class := names.tables - names.classes:
            raise OutOfScopeError(f"Not asked for through the mapped class: {past_class}.")
    known.add(context.compiled)


@dataclass
class Names:
    """The family data that one SELECT names: table and alias, and of those the ones that a mapped class stands for."""

    tables: set[tuple[str, str]] = field(default_factory=set)
    classes: set[tuple[str, str]] = field(default_factory=set)


def family_tables(statement: Any) -> Iterator[Names]:
    """What a statement, and each SELECT inside of it, names of family data.

    Raises OutOfScopeError for a piece of SQL that was written by hand, since it may name any table.
    """
    family_data, waiting = family_table_names(), [statement]
    while waiting:
        one = waiting.pop()
        # What is written to is looked at by the session.
        found = Names(classes={named(one.table)} if isinstance(one, sa.UpdateBase) else set())
        for element in parts(one, waiting):
            refuse_handwritten(element)
            name = named(element)
            if name[0] in family_data:
                found.tables.add(name)
                if "parententity" in element._annotations:
                    found.classes.add(name)
        yield found


def parts(statement: Any, inner: list[Any]) -> Iterator[Any]:
    """Everything in the statement but what is inside of its inner SELECTs; those are put into the list."""
    waiting = list(statement.get_children())
    while waiting:
        one = waiting.pop()
        if isinstance(one, sa.SelectBase):
            inner.append(one)
        else:
            yield one
            # An alias of a table is the table: that it stands inside tells nothing more.
            waiting += () if named(one)[1] else one.get_children()


def refuse_handwritten(element: Any) -> None:
    """Raise for a piece of SQL; the star of `count(*)` is none."""
    literal = isinstance(element, ColumnClause) and element.is_literal and element.name != "*"
    if literal or isinstance(element, sa.TextClause):
        raise OutOfScopeError("A piece of raw SQL in a request.")


def named(element: Any) -> tuple[str, str]:
    """The table that the element is or is a column of, and the alias it goes by there; empty for anything else."""
    table = element.table if isinstance(element, ColumnClause) else element
    alias = ""
    while isinstance(table, (sa.Alias, sa.TableSample)):
        alias, table = table.name, table.element
    return (table.name, alias) if isinstance(table, sa.TableClause) else ("", "")


def family_mappers() -> Iterator[Mapper[Any]]:
    """The mapped classes of family data."""
    waiting = list(FamilyData.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if mapper := sa.inspect(one, raiseerr=False):
            yield mapper


def family_table_names() -> frozenset[str]:
    """The names of the tables of family data."""
    return frozenset(str(mapper.local_table.description) for mapper in family_mappers())


def let_only_log(connection: Any, _record: object) -> None:
    """On SQLite: from now on this connection reads, and adds to the log."""
    if isinstance(connection, sqlite3.Connection):
        connection.set_authorizer(authorize_reading)


READING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)


def authorize_reading(action: int, name: str | None, value: str | None, _database: Any, _trigger: Any) -> int:
    """SQLite's question, when it prepares a statement, whether the statement may do this."""
    # A PRAGMA that is given no value asks; one that is given one sets.
    asks = action in READING or (action == sqlite3.SQLITE_PRAGMA and value is None)
    logs = (action == sqlite3.SQLITE_INSERT and name in LOG_TABLES) or (
        action == sqlite3.SQLITE_UPDATE and name in LOG_HEADS
    )
    return sqlite3.SQLITE_OK if asks or logs else sqlite3.SQLITE_DENY


def refuse_mighty_login(app: Flask, engine: sa.Engine) -> None:
    """Stop production on PostgreSQL when it logs in as somebody whom row-level security does not hold back."""
    if app.config["PRODUCTION"] and engine.dialect.name == "postgresql" and is_mighty(engine):
        raise UnsafeSettingsError(
            "Production must not log in to PostgreSQL as the owner of the tables, a superuser, or with BYPASSRLS."
        )


def is_mighty(engine: sa.Engine) -> bool:
    """Whether the login passes by row-level security; no when there is no database or role yet to ask."""
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(sa.text(WHO_LOGS_IN)))
    except OperationalError:
        return False
