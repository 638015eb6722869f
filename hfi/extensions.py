"""The extension objects, and how a database connection behaves. Nothing else lives here."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask, has_request_context, request
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session

from hfi import alphabet, append_only
from hfi.columns import FamilyData
from hfi.connections import (
    APP,
    BEGIN,
    LOG_HEADS,
    READ,
    SYSTEM,
    OutOfScopeError,
    binds,
    guard_engines,
    refuse_mighty_login,
)
from hfi.sessions import RequestSession, SystemSession, system_is_open

BUSY_TIMEOUT_MS = 10_000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    """Base of every mapped class; the names of constraints are spelled out so that migrations can find them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Database(SQLAlchemy):
    """`db.session` in a request is bound to whoever asks; outside of one nobody asks, and it is the program's own."""

    session: scoped_session[Session]  # type: ignore[assignment]

    def _make_session_factory(self, _options: dict[str, Any]) -> Any:
        """What makes the session of an application context when it is first asked for."""
        return self.make_session

    def make_session(self) -> Session:
        """The session that belongs here."""
        if not has_request_context():
            return SystemSession(self.engines[SYSTEM])
        only_reads = request.method in SAFE_METHODS
        return RequestSession(self.engines[READ if only_reads else APP], only_reads)


db = Database(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

babel = Babel()
compress = Compress()
login_manager = LoginManager()
migrate = Migrate()


def init_database(app: Flask) -> None:
    """Connect the program's ways into the database; `db.engine` is the owner's, for migrations only."""
    app.config["SQLALCHEMY_BINDS"] = binds(app.config)
    app.config["SQLALCHEMY_DATABASE_URI"] = app.config["OWNER_DATABASE_URI"] or app.config["SQLALCHEMY_DATABASE_URI"]
    db.init_app(app)
    with app.app_context():
        guard_engines(db.engines)
        refuse_mighty_login(app, db.engines[SYSTEM])


def check_family_data() -> None:
    """Refuse to start when a class has a `family_id` but is no FamilyData: the sessions would not know it."""
    for mapper in Model.registry.mappers:
        known = issubclass(mapper.class_, FamilyData) or mapper.local_table.description in LOG_HEADS
        if "family_id" in mapper.columns and not known:
            raise OutOfScopeError(f"{mapper.class_.__name__} has a family_id: let it inherit from FamilyData.")


@contextmanager
def system_session() -> Iterator[Session]:
    """A session for what the program does for itself, bound to nobody: logins, users, jobs, commands.

    It has a connection of its own and commits at the end. Never inside a request's transaction: SQLite has one writer
    at a time, and the two would wait for each other. Raises RuntimeError there, on every database.
    """
    if db.session.registry.has() and db.session().in_transaction():
        raise RuntimeError("A system session inside a transaction of db.session: commit that one first.")
    token = system_is_open.set(True)
    try:
        with SystemSession(db.engines[SYSTEM]) as session, session.begin():
            yield session
    finally:
        system_is_open.reset(token)


@sa.event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: object) -> None:
    """Give SQLite foreign keys, a write-ahead log, patience, and Danish alphabetical order."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        connection.execute(f"PRAGMA {pragma}")
    alphabet.teach(connection)
    append_only.guard(connection)


@sa.event.listens_for(Engine, "begin")
def begin_immediate(connection: Connection) -> None:
    """Take SQLite's write lock at once: a transaction that asks for it later is refused when another one was faster.

    A connection with the option `only_reads` never asks for it, and so waits for nobody.
    """
    if connection.dialect.name == "sqlite":
        only_reads = connection.get_execution_options().get("only_reads", False)
        connection.exec_driver_sql("BEGIN" if only_reads else BEGIN)
