"""Plan meetings, held and coming: who is called, what was talked about, and how it ended."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyData, FamilyScoped, PersonLink, UtcDateTime, Versioned, choice, sealed
from hfi.extensions import Model


class PlanMeeting(FamilyScoped, Versioned, Model):
    """A plan meeting of the family; `edition` is the plan's number that it led to.

    `next_at` and `next_place` are what the family says at the table; the next meeting is made of them at the closing.
    `revise` answers whether the plan is to be revised (barnets lov § 95); None as long as nobody was asked.
    """

    __tablename__ = "plan_meetings"

    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    minutes: Mapped[int] = mapped_column(default=60)
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    interpreter_booked: Mapped[bool] = mapped_column(default=False)
    held: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int | None]
    question: Mapped[str] = sealed()
    guests: Mapped[str] = sealed()
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_reason: Mapped[str] = sealed()
    decisions: Mapped[str] = sealed()
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_place: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    record: Mapped[str] = sealed()
    revise: Mapped[bool | None]
    revise_reason: Mapped[str] = sealed()
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_links: Mapped[list["MeetingPerson"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")
    user_links: Mapped[list["MeetingUser"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class MeetingPerson(PersonLink, Model):
    """Somebody of the family or its network who is called to a meeting, and whether they were there."""

    __tablename__ = "meeting_persons"

    meeting_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("plan_meetings.id", ondelete="CASCADE"), primary_key=True
    )
    present: Mapped[bool] = mapped_column(default=False)


class MeetingUser(FamilyData, Model):
    """A professional who is called to a meeting, and whether they were there."""

    __tablename__ = "meeting_users"

    meeting_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("plan_meetings.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    present: Mapped[bool] = mapped_column(default=False)

    @property
    def target_id(self) -> uuid.UUID:
        """What the link points at."""
        return self.user_id


class Outcome(StrEnum):
    """How it goes with a goal since the last meeting, as the family sees it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class GoalTalk(FamilyScoped, Versioned, Model):
    """What was said of one goal at one meeting: where it stood `before`, why it is where it is, and how it goes."""

    __tablename__ = "goal_talks"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "goal_id"),)

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_meetings.id", ondelete="CASCADE"), index=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("goals.id", ondelete="CASCADE"))
    before: Mapped[int | None]
    why: Mapped[str] = sealed()
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
