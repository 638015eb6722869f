"""Log rows, which hold no content, revisions, which hold a change's content encrypted, what ties the rows together, and
which of them somebody looks into.

Rows, revisions and seals are only ever added: the database refuses everything else (migration 0004, `append_only.py`).
"""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyData, Identified, UtcDateTime
from hfi.extensions import Model

READ = "read"
"""The action of an entry that tells of a reading, not of a change."""
REFUSED = "refused"
"""The action of an entry that tells what was not shown, to somebody who may open the family."""
NO_FAMILY = uuid.UUID(int=0)
"""The chain of what concerns no family."""

# On SQLite a row has no hidden number beside its key: `INSERT OR REPLACE` could take another row's.
KEY_IS_ALL = {"sqlite_with_rowid": False}


class AuditEntry(FamilyData, Model):
    """One request's reading or change of a family. Names of sections and fields, never their content.

    `mac` is keyed and covers all other columns, `prev` among them: the mac of the family's row before.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (sa.Index("ix_audit_entries_family_id_at", "family_id", "at"), KEY_IS_ALL)

    family_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True, default=NO_FAMILY)
    seq: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    request_id: Mapped[str] = mapped_column(sa.String(20))
    session_key: Mapped[str] = mapped_column(sa.String(12))
    actor_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(40))
    department: Mapped[str] = mapped_column(sa.String(20))
    action: Mapped[str] = mapped_column(sa.String(40))
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    section: Mapped[str] = mapped_column(sa.String(80))
    level: Mapped[str] = mapped_column(sa.String(20))
    what: Mapped[str] = mapped_column(sa.String(400))
    why: Mapped[str] = mapped_column(sa.String(40))
    reason: Mapped[str] = mapped_column(sa.Text)
    revisions: Mapped[str] = mapped_column(sa.String(64))
    prev: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class Revision(FamilyData, Model):
    """What a request did to one row: which, how, and the fields before and after, as JSON, sealed to this row."""

    __tablename__ = "revisions"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "seq"], ["audit_entries.family_id", "audit_entries.seq"]),
        sa.Index("ix_revisions_family_id_seq", "family_id", "seq"),
        KEY_IS_ALL,
    )

    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    family_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    seq: Mapped[int] = mapped_column(sa.Integer)
    action: Mapped[str] = mapped_column(sa.String(40))
    kind: Mapped[str] = mapped_column(sa.String(40))
    item_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, index=True)
    section: Mapped[str] = mapped_column(sa.String(80))
    fields: Mapped[str] = mapped_column(sa.String(400))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class AuditHead(Model):
    """Where a family's chain ends, locked by whoever adds to it; its mac tells a truncated chain from a short one."""

    __tablename__ = "audit_heads"

    family_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    seq: Mapped[int] = mapped_column(sa.Integer)
    last: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class AuditSeal(Model):
    """Where all chains ended when a day was sealed; a copy is a file to be kept elsewhere."""

    __tablename__ = "audit_seals"
    __table_args__ = KEY_IS_ALL

    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    heads: Mapped[str] = mapped_column(sa.Text)
    prev: Mapped[str] = mapped_column(sa.String(64))
    mac: Mapped[str] = mapped_column(sa.String(64))


class AuditCheck(FamilyData, Identified, Model):
    """A log row that was picked in a month, why, and what was found. Without a verdict it still waits."""

    __tablename__ = "audit_checks"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "seq"], ["audit_entries.family_id", "audit_entries.seq"]),
        sa.UniqueConstraint("month", "family_id", "seq"),
    )

    month: Mapped[date]
    family_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    seq: Mapped[int]
    rules: Mapped[str] = mapped_column(sa.String(200))
    verdict: Mapped[str] = mapped_column(sa.String(20), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
