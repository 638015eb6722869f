"""The database as it stands between two requests: a test looks into it, or prepares what a story begins with."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from hfi.connections import SYSTEM
from hfi.extensions import db
from hfi.sessions import SystemSession

ON_POSTGRES = "HFI_TEST_DATABASE_URL" in os.environ
"""Which of the two databases this run asks. What depends on neither is asked once, or in two parts, one on each."""


def disconnect() -> None:
    """Close every connection of the app in whose context this is called."""
    for engine in db.engines.values():
        engine.dispose()


class Store:
    """Every call is a transaction of its own. Rows come back loaded, and tied to nothing."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The program's own, also when a test stands inside of somebody's request."""
        with (
            self.app.app_context(),
            SystemSession(db.engines[SYSTEM], expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def add(self, *rows: Any) -> None:
        """Write new rows."""
        with self.session() as session:
            session.add_all(rows)

    def run(self, statement: Any) -> None:
        """Change rows past the application."""
        with self.session() as session:
            session.execute(statement)

    def all(self, statement: Any) -> list[Row[Any]]:
        """The rows that the statement finds."""
        with self.session() as session:
            return list(session.execute(statement).all())

    def list(self, statement: Any) -> list[Any]:
        """The first column of what the statement finds."""
        return [row[0] for row in self.all(statement)]

    def get(self, model: Any, item: uuid.UUID) -> Any:
        """The mapped row with this id; None when there is none."""
        with self.session() as session:
            return session.get(model, item)

    def only(self, model: Any, *conditions: Any) -> Any:
        """The one mapped row that fits."""
        with self.session() as session:
            return session.scalars(sa.select(model).where(*conditions)).one()

    def count(self, model: Any, *conditions: Any) -> int:
        """How many rows fit."""
        return int(self.all(sa.select(sa.func.count()).select_from(model).where(*conditions))[0][0])

    def rewrite(self, model: Any, *conditions: Any, **values: Any) -> None:
        """Give every row that fits other values; sealed ones can be written in no other way."""
        with self.session() as session:
            for found in session.scalars(sa.select(model).where(*conditions)):
                for name, value in values.items():
                    setattr(found, name, value)

    def change(self, row: Any, **values: Any) -> None:
        """Give a row other values, as a colleague would have done: its version moves on."""
        with self.session() as session:
            found = session.get(type(row), row.id)
            for name, value in values.items():
                setattr(found, name, value)
