"""Runs migrations on the program's own engine.

All of them are one transaction: a failing one leaves nothing half done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from hfi import append_only

db = current_app.extensions["migrate"].db


def configure(**target: Any) -> None:
    """The same rules for every way of running; the arguments say where to.

    `render_as_batch`: SQLite changes a table by making it anew. `transactional_ddl`: SQLite has it, though Alembic
    does not count on it, because the engine begins its transactions itself (see `hfi/extensions.py`).
    """
    context.configure(
        target_metadata=db.metadata,
        compare_type=True,
        render_as_batch=db.engine.dialect.name == "sqlite",
        transactional_ddl=True,
        transaction_per_migration=False,
        process_revision_directives=skip_empty,
        render_item=plain_type,
        **target,
    )


def plain_type(kind: str, item: Any, _context: object) -> str | bool:
    """Write a column's stored type, so that a migration needs nothing of the program of its day."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(item).__name__ == "UtcDateTime" else False


def skip_empty(_context: object, _revision: object, directives: list[Any]) -> None:
    """Write no migration when the models have not changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()


def run_offline() -> None:
    """Print the SQL instead of running it (`flask db upgrade --sql`)."""
    configure(url=db.engine.url.render_as_string(hide_password=False), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run against the database."""
    with db.engine.connect() as connection, references_unchecked(connection):
        configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
            refuse_broken_references(connection)


@contextmanager
def references_unchecked(connection: Connection) -> Iterator[None]:
    """Let SQLite drop and remake a table without deleting the rows that refer to it; the log's guard steps aside.

    SQLite only takes this setting between two transactions, so it is given to the driver before the first begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    sqlite = connection.connection.driver_connection
    sqlite.set_authorizer(None)
    sqlite.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        sqlite.execute("PRAGMA foreign_keys=ON")
        append_only.guard(sqlite)


def refuse_broken_references(connection: Connection) -> None:
    """Undo the migrations, by raising, when they left SQLite with rows that refer to nothing."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken:
            raise RuntimeError(f"Migration leaves table {broken[0]} with rows that refer to nothing in {broken[2]}.")


if context.is_offline_mode():
    run_offline()
else:
    run_online()
