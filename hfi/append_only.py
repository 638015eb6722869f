"""What no connection of the program may do to the log on SQLite, whatever SQL reaches it.

The triggers of migration 0004 refuse to change rows; this refuses to take the triggers away, or to go around them.
PostgreSQL has rights of its own for that. Only migrations and the tests lift it, on their own connections.
"""

import sqlite3

APPENDED = frozenset({"audit_entries", "revisions", "audit_seals", "parameter_changes"})
KEPT = APPENDED | {"audit_heads"}
SCHEMA = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"})
NEVER = frozenset(
    {
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_VTABLE,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_VIEW,
    }
)
SETTINGS = frozenset({"foreign_keys", "ignore_check_constraints", "recursive_triggers", "schema_version"})
"""Settings that may be asked for, but not changed."""
HIDDEN = frozenset({"writable_schema", "trusted_schema"})


def guard(connection: sqlite3.Connection) -> None:
    """Let the connection add to the log, and nothing else."""
    connection.set_authorizer(judge)


def judge(action: int, name: str | None, detail: str | None, _database: str | None, _trigger: str | None) -> int:
    """SQLite asks for every step of every statement that it prepares."""
    denied = (
        action in NEVER
        or (action == sqlite3.SQLITE_UPDATE and name in APPENDED | SCHEMA)
        or (action == sqlite3.SQLITE_DELETE and name in KEPT | SCHEMA)
        or (action == sqlite3.SQLITE_PRAGMA and is_dangerous(name or "", detail))
    )
    return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK


def is_dangerous(setting: str, value: str | None) -> bool:
    """Whether a PRAGMA would weaken what guards the log."""
    return setting in HIDDEN or (setting in SETTINGS and value is not None)
