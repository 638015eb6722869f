"""What an attacker does who owns the database: the log's triggers and guards are gone."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hfi import append_only

TABLES = ("audit_entries", "revisions", "audit_seals", "audit_heads")


@contextmanager
def tampering(connection: Connection) -> Iterator[None]:
    """Let the connection do anything to the log; it must have no transaction open, and none afterwards."""
    if connection.dialect.name == "postgresql":
        with switched("DISABLE", connection):
            yield
        return
    sqlite = connection.connection.driver_connection
    sqlite.set_authorizer(None)
    triggers = sqlite.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        sqlite.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        for _name, sql in triggers:
            sqlite.execute(sql)
        append_only.guard(sqlite)


@contextmanager
def switched(off: str, connection: Connection) -> Iterator[None]:
    """The triggers are off inside of the block."""
    set_triggers(connection, off)
    try:
        yield
    finally:
        set_triggers(connection, "ENABLE")


def set_triggers(connection: Connection, state: str) -> None:
    """Switch the log's own triggers."""
    with connection.begin():
        for table in TABLES:
            connection.execute(sa.text(f"ALTER TABLE {table} {state} TRIGGER USER"))
