"""A notice to one member of staff."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyData, Identified, UtcDateTime
from hfi.extensions import Model


class NoticeKind(StrEnum):
    """What happened. Each has its sentence in `queries.py`."""

    TAKE_OVER = "take_over"
    CONFLICT = "conflict"
    BROKEN_GLASS = "broken_glass"
    UNJUSTIFIED = "unjustified"
    REFERRED = "referred"
    TWICE = "twice"
    ANSWERED = "answered"
    NOT_READY = "not_ready"


OWN_AFFAIR = frozenset({NoticeKind.ANSWERED})
"""About something of the user's own, not about the family: they need not have access to it, and get no way to it."""


class Notice(FamilyData, Identified, Model):
    """Something that `user_id` should know: about whom, of which family, and a code of a fixed list (`detail`).

    It holds no content. The reference is kept beside the family: it is all of it that a data-protection officer reads.
    """

    __tablename__ = "notices"
    __table_args__ = (sa.Index("ix_notices_user_id_seen_at", "user_id", "seen_at"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    family_id: Mapped[uuid.UUID | None] = mapped_column(  # type: ignore[assignment]
        sa.ForeignKey("families.id", ondelete="CASCADE"), index=True
    )
    reference: Mapped[str] = mapped_column(sa.String(20), default="")
    about_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    # Text, not a checked list: a new kind of notice needs no migration.
    kind: Mapped[str] = mapped_column(sa.String(40))
    detail: Mapped[str] = mapped_column(sa.String(40), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
