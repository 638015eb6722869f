"""Rows on their way into the database: collected by table, written in as few statements as there are tables."""

import json
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from hfi import cipher
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import revision_place
from hfi.audit.service import plain
from hfi.extensions import Model, db
from hfi.families.keys import new_family_key
from hfi.families.models import Family, FamilyKey
from hfi.families.sealing import seal_rows

Row = dict[str, Any]


@dataclass
class Rows:
    """What is still to be written. Log rows are numbered when they are written, in the order of time."""

    tables: dict[type[Model], list[Row]] = field(default_factory=lambda: defaultdict(list))
    log: list[tuple[Row, uuid.UUID, Row]] = field(default_factory=list)
    keys: dict[uuid.UUID, cipher.Key] = field(default_factory=dict)

    def add(self, model: type[Model], row: Row) -> None:
        """One more row of the class."""
        self.tables[model].append(row)

    def write(self) -> None:
        """Insert everything, parents first, without the session's unit of work: the load logs its own history."""
        self.make_keys()
        self.number_log()
        for model, rows in self.tables.items():
            seal_rows(model, rows, self.keys)
        written = {model.__tablename__: rows for model, rows in self.tables.items()}
        for table in db.metadata.sorted_tables:
            if table.name in written:
                db.session.execute(sa.insert(table), written[table.name])
        self.tables.clear()
        self.keys.clear()

    def make_keys(self) -> None:
        """Give every new family its key."""
        for row in self.tables.get(Family, ()):
            kept, self.keys[row["id"]] = new_family_key(row["id"])
            values = {"id": kept.id, "family_id": row["id"], "master": kept.master, "wrapped": kept.wrapped}
            self.add(FamilyKey, values)

    def number_log(self) -> None:
        """Give the log rows their numbers, and seal what they tell."""
        last = db.session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0
        for number, (entry, revision_id, content) in enumerate(
            sorted(self.log, key=lambda one: one[0]["at"]), last + 1
        ):
            self.add(AuditEntry, {"id": number, **entry})
            text = json.dumps(content, default=plain, ensure_ascii=False)
            sealed = self.keys[entry["family_id"]].seal(text, revision_place(revision_id))
            row = {"id": revision_id, "entry_id": number, "family_id": entry["family_id"], "content": sealed}
            self.add(Revision, row)
        self.log.clear()


def continue_numbering() -> None:
    """Let PostgreSQL's own numbers of log rows go on after those that were written with theirs."""
    if db.engine.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(AuditEntry.__tablename__, "id")
        last = sa.select(sa.func.max(AuditEntry.id)).scalar_subquery()
        db.session.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1))))
