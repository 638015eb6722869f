"""A conflict of interest with somebody whose family may not be here yet."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.access.models import ConflictKind
from hfi.columns import Identified, UtcDateTime, choice
from hfi.extensions import Model


class StandingConflict(Identified, Model):
    """`user_id` stands too near to the person with this CPR number, known by its keyed index alone.

    It takes effect in every family that the person is written into. Nobody lists these: it would tell who is here.
    """

    __tablename__ = "standing_conflicts"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    cpr_index: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    kind: Mapped[ConflictKind] = mapped_column(choice(ConflictKind))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
