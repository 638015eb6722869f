"""Conditions on plan meetings that more than one page asks for."""

from datetime import date

import sqlalchemy as sa

from hfi import clock
from hfi.meetings.models import PlanMeeting


def is_to_come(today: date) -> sa.ColumnElement[bool]:
    """Whether the meeting is still to be held, today's included; one that was called off is not."""
    return sa.and_(~PlanMeeting.held, PlanMeeting.cancelled_at.is_(None), PlanMeeting.starts_at >= clock.at(today, 0))
