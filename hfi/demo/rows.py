"""Rows on their way into the database: collected by table, written in as few statements as there are tables."""

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from hfi.audit.notes import Note
from hfi.audit.writing import write
from hfi.extensions import Model, db

Row = dict[str, Any]


@dataclass
class Rows:
    """What is still to be written. Log rows are chained when they are written, in the order of time."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    log: list[Note] = field(default_factory=list)

    def add(self, model: type[Model], row: Row) -> None:
        """One more row of the class."""
        self.tables[model.__tablename__].append(row)

    def write(self) -> None:
        """Insert everything, parents first, without the session's unit of work: the load logs its own history."""
        for table in db.metadata.sorted_tables:
            if rows := self.tables.pop(table.name, None):
                db.session.execute(sa.insert(table), rows)
        if self.log:
            write(db.session(), sorted(self.log, key=attrgetter("at")))
        self.log.clear()
