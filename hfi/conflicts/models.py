"""A conflict of interest with somebody whose family may not be here yet."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi import vault
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
    reason_sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def reason(self) -> str:
        """What was written: sealed under no family's key, as there is no family yet."""
        return vault.unseal(self.reason_sealed, self.place) if self.reason_sealed else ""

    @reason.setter
    def reason(self, text: str) -> None:
        """Seal it for this row, whose id is known."""
        self.reason_sealed = vault.seal(text, self.place) if text else None

    @property
    def place(self) -> str:
        """Where the sealed reason belongs."""
        return f"standing_conflicts|reason|{self.id}"
