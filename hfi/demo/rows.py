"""Rows on their way into the database: collected by table, written in as few statements as there are tables."""

import json
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from hfi import vault
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.service import plain
from hfi.extensions import Model, db

Row = dict[str, Any]


@dataclass
class Rows:
    """What is still to be written. Log rows are numbered when they are written, in the order of time."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    log: list[tuple[Row, uuid.UUID, Row]] = field(default_factory=list)

    def add(self, model: type[Model], row: Row) -> None:
        """One more row of the class."""
        self.tables[model.__tablename__].append(row)

    def write(self) -> None:
        """Insert everything, parents first, without the session's unit of work: the load logs its own history."""
        self.number_log()
        for table in db.metadata.sorted_tables:
            if rows := self.tables.pop(table.name, None):
                db.session.execute(sa.insert(table), rows)

    def number_log(self) -> None:
        """Give the log rows their numbers, and seal what they tell."""
        last = db.session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0
        for number, (entry, revision_id, content) in enumerate(
            sorted(self.log, key=lambda one: one[0]["at"]), last + 1
        ):
            self.add(AuditEntry, {"id": number, **entry})
            sealed = vault.seal(
                json.dumps(content, default=plain, ensure_ascii=False), f"revisions|content|{revision_id}"
            )
            row = {"id": revision_id, "entry_id": number, "family_id": entry["family_id"], "content": sealed}
            self.add(Revision, row)
        self.log.clear()


def continue_numbering() -> None:
    """Let PostgreSQL's own numbers of log rows go on after those that were written with theirs."""
    if db.engine.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(AuditEntry.__tablename__, "id")
        last = sa.select(sa.func.max(AuditEntry.id)).scalar_subquery()
        db.session.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1))))
