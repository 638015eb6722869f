"""Rows on their way into the database: collected by table, written in as few statements as there are tables."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from hfi import cipher
from hfi.audit.notes import Note
from hfi.audit.writing import write
from hfi.extensions import Model, db
from hfi.families.keys import new_family_key
from hfi.families.models import Family, FamilyKey
from hfi.families.sealing import seal_rows

Row = dict[str, Any]


@dataclass
class Rows:
    """What is still to be written. Log rows are chained when they are written, in the order of time."""

    tables: dict[type[Model], list[Row]] = field(default_factory=lambda: defaultdict(list))
    log: list[Note] = field(default_factory=list)
    keys: dict[uuid.UUID, cipher.Key] = field(default_factory=dict)

    def add(self, model: type[Model], row: Row) -> None:
        """One more row of the class."""
        self.tables[model].append(row)

    def key_of(self, family_id: uuid.UUID) -> cipher.Key:
        """The key of a family that is new with these rows; it is written with them."""
        if family_id not in self.keys:
            kept, self.keys[family_id] = new_family_key(family_id)
            values = {"id": kept.id, "family_id": family_id, "master": kept.master, "wrapped": kept.wrapped}
            self.add(FamilyKey, values)
        return self.keys[family_id]

    def write(self) -> None:
        """Insert everything, parents first, without the session's unit of work: the load logs its own history."""
        for row in self.tables.get(Family, ()):
            self.key_of(row["id"])
        for model, rows in self.tables.items():
            seal_rows(model, rows, self.keys)
        written = {model.__tablename__: rows for model, rows in self.tables.items()}
        for table in db.metadata.sorted_tables:
            if table.name in written:
                db.session.execute(sa.insert(table), written[table.name])
        if self.log:
            write(db.session(), sorted(self.log, key=attrgetter("at")))
        for done in (self.tables, self.keys, self.log):
            done.clear()
