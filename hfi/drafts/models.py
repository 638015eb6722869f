"""Drafts."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyScoped, UtcDateTime
from hfi.extensions import Model


class Draft(FamilyScoped, Model):
    """What one user has typed into the form at one address. It is no change of the family, and not in its history."""

    __tablename__ = "drafts"
    __table_args__ = (sa.UniqueConstraint("user_id", "address"),)

    audited = False
    # Of something that is of no family yet; such a draft is sealed by the installation's own key.
    family_id: Mapped[uuid.UUID | None] = mapped_column(  # type: ignore[assignment]
        sa.ForeignKey("families.id", ondelete="CASCADE"), index=True
    )

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
