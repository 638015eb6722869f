"""The monthly list of log rows that the data-protection officer looks into."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyData, Identified, UtcDateTime
from hfi.extensions import Model


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
