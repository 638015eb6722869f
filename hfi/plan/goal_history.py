"""A goal's way on its scale, a point for each change, and the departments' own goals under a shared one."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column, relationship
from sqlalchemy.orm.attributes import get_history

from hfi import clock
from hfi.columns import FamilyScoped, UtcDateTime, Versioned, choice, sealed
from hfi.extensions import Model
from hfi.plan.models import Goal, GoalStatus


class GoalPoint(FamilyScoped, Model):
    """Where a goal was on its scale from a day on."""

    __tablename__ = "goal_points"
    __table_args__ = (sa.CheckConstraint("value BETWEEN 0 AND 10", "value"),)

    # The goal's own change is in the log; this is the same once more, for drawing.
    audited = False
    goal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("goals.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    value: Mapped[int]
    # A new goal is written before its points.
    goal: Mapped[Goal] = relationship(lazy="raise_on_sql")


class DepartmentGoal(FamilyScoped, Versioned, Model):
    """What a department wants to achieve under a shared goal (effektmål), and by what it is seen."""

    __tablename__ = "department_goals"

    goal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("goals.id", ondelete="CASCADE"))
    section_id: Mapped[str] = mapped_column(sa.String(80))
    text: Mapped[str] = sealed()
    seen_by: Mapped[str] = sealed()
    status: Mapped[GoalStatus] = mapped_column(choice(GoalStatus), default=GoalStatus.ACTIVE)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@sa.event.listens_for(Session, "before_flush")
def keep_points(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Add a point for every goal that moves, whoever moves it: the form, the meeting, a job."""
    moved = [one for one in (*session.new, *session.dirty) if isinstance(one, Goal) and new_place(one) is not None]
    for goal in moved:
        point = {"day": clock.today(), "at": clock.now(), "value": goal.now}
        session.add(GoalPoint(family_id=goal.family_id, goal=goal, **point))


def new_place(goal: Goal) -> int | None:
    """Where the goal is to be, when that is not where it was."""
    history = get_history(goal, "now")
    return goal.now if history.added and history.added != history.deleted else None
