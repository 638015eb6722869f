"""Log rows, which hold no content, and revisions, which hold a change's content encrypted."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyData, Identified, UtcDateTime
from hfi.extensions import Model

READ = "read"
"""The action of an entry that tells of a reading, not of a change."""


class AuditEntry(FamilyData, Model):
    """One reading of a family by a request, or one change of one of its rows. Names of fields, never their content."""

    __tablename__ = "audit_entries"
    __table_args__ = (sa.Index("ix_audit_entries_family_id_at", "family_id", "at"),)

    # SQLite numbers rows by itself only when the key is a plain INTEGER.
    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    request_id: Mapped[str] = mapped_column(sa.String(20), default="")
    session_key: Mapped[str] = mapped_column(sa.String(12), default="")
    actor_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(40), default="")
    department: Mapped[str] = mapped_column(sa.String(20), default="")
    action: Mapped[str] = mapped_column(sa.String(40))
    family_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # type: ignore[assignment]
    kind: Mapped[str] = mapped_column(sa.String(40), default="")
    item_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid, index=True)
    section: Mapped[str] = mapped_column(sa.String(80), default="")
    what: Mapped[str] = mapped_column(sa.String(400), default="")
    why: Mapped[str] = mapped_column(sa.String(40), default="")


class Revision(FamilyData, Identified, Model):
    """What a change did: the fields before and after, as JSON, sealed to this row."""

    __tablename__ = "revisions"

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_entries.id"), index=True)
    family_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, index=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    entry: Mapped[AuditEntry] = relationship(lazy="raise_on_sql")
