"""Absences and who stands in. Why somebody is away is nobody's business here, so there is no field for it."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import Identified, UtcDateTime
from hfi.extensions import Model


class Absence(Identified, Model):
    """A member of staff is away from a day until a day, both included. One that ends before it begins was called off.

    The substitutes' attachments carry its id, and follow it.
    """

    __tablename__ = "absences"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date] = mapped_column(index=True)
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Substitute(Model):
    """Somebody stands in during an absence."""

    __tablename__ = "substitutes"

    absence_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("absences.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"), primary_key=True, index=True)
