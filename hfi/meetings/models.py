"""Plan meetings, held and coming."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyScoped, UtcDateTime, Versioned
from hfi.extensions import Model


class PlanMeeting(FamilyScoped, Versioned, Model):
    """A plan meeting of the family; `edition` is the plan's number that it led to."""

    __tablename__ = "plan_meetings"

    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    minutes: Mapped[int] = mapped_column(default=60)
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    interpreter_booked: Mapped[bool] = mapped_column(default=False)
    held: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int | None]
