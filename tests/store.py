"""The database as it stands between two requests: a test looks into it, or prepares what a story begins with."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Row

from hfi.extensions import db


class Store:
    """Every call is a transaction of its own. Rows come back loaded, and tied to nothing."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def add(self, *rows: Any) -> None:
        """Write new rows."""
        with self.app.app_context():
            db.session.add_all(rows)
            db.session.commit()

    def run(self, statement: Any) -> None:
        """Change rows past the application."""
        with self.app.app_context():
            db.session.execute(statement)
            db.session.commit()

    def all(self, statement: Any) -> list[Row[Any]]:
        """The rows that the statement finds."""
        with self.app.app_context():
            return list(db.session.execute(statement).all())

    def list(self, statement: Any) -> list[Any]:
        """The first column of what the statement finds."""
        return [row[0] for row in self.all(statement)]

    def get(self, model: Any, item: uuid.UUID) -> Any:
        """The mapped row with this id; None when there is none."""
        with self.app.app_context():
            return db.session.get(model, item)

    def only(self, model: Any, *conditions: Any) -> Any:
        """The one mapped row that fits."""
        with self.app.app_context():
            return db.session.scalars(sa.select(model).where(*conditions)).one()

    def count(self, model: Any, *conditions: Any) -> int:
        """How many rows fit."""
        return int(self.all(sa.select(sa.func.count()).select_from(model).where(*conditions))[0][0])

    def rewrite(self, model: Any, *conditions: Any, **values: Any) -> None:
        """Give every row that fits other values; sealed ones can be written in no other way."""
        with self.app.app_context():
            for found in db.session.scalars(sa.select(model).where(*conditions)):
                for name, value in values.items():
                    setattr(found, name, value)
            db.session.commit()

    def change(self, row: Any, **values: Any) -> None:
        """Give a row other values, as a colleague would have done: its version moves on."""
        with self.app.app_context():
            found = db.session.get(type(row), row.id)
            for name, value in values.items():
                setattr(found, name, value)
            db.session.commit()
