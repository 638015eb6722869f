"""Counts SQL statements."""

from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.engine import Engine

NOT_COUNTED = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "SELECT set_config")


class QueryRecorder:
    """The statements that ran inside the `with` block; what begins a transaction is not counted."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.recording = False
        sa.event.listen(Engine, "before_cursor_execute", self.record)

    def record(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        """Remember the statement."""
        if self.recording and not statement.startswith(NOT_COUNTED):
            self.statements.append(statement)

    def __enter__(self) -> Self:
        self.statements = []
        self.recording = True
        return self

    def __exit__(self, *_error: object) -> None:
        self.recording = False

    def __len__(self) -> int:
        return len(self.statements)

    def stop(self) -> None:
        """Stop listening."""
        sa.event.remove(Engine, "before_cursor_execute", self.record)
