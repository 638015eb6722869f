"""The extension objects, and how a database connection behaves. Nothing else lives here."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Session

from hfi import alphabet, append_only

BUSY_TIMEOUT_MS = 10_000


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


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

babel = Babel()
compress = Compress()
csrf = CSRFProtect()
login_manager = LoginManager()
migrate = Migrate()


@contextmanager
def system_session() -> Iterator[Session]:
    """A session for what the program does for itself, bound to nobody: logins, users, jobs, commands.

    It has a connection of its own and commits at the end. Never open one inside a request's transaction: SQLite has
    one writer at a time.
    """
    with Session(db.engine) as session, session.begin():
        yield session


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
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
