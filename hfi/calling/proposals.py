"""What is proposed for a meeting that nobody has planned yet: by the programme's interval, as it was last time."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hfi import clock
from hfi.family_page.dossier import Dossier
from hfi.working_days import is_working_day

USUAL_TIME = time(15)
USUAL_MINUTES = 60


def last_held(dossier: Dossier) -> Any | None:
    """The last meeting that was held."""
    return next((one for one in reversed(dossier.meetings) if one.held), None)


def proposed_day(dossier: Dossier) -> date:
    """So many weeks after the follow-up clock began; a working day that is not over."""
    due = dossier.followed_up_from + timedelta(weeks=dossier.programme.follow_up_weeks)
    return next_working_day(due, dossier.today)


def follow_up_day(dossier: Dossier) -> date:
    """So many weeks after a meeting that is being held today."""
    return next_working_day(dossier.today + timedelta(weeks=dossier.programme.follow_up_weeks), dossier.today)


def next_working_day(day: date, today: date) -> date:
    """The day, or the first working day after it; tomorrow at the soonest."""
    day = max(day, today + timedelta(days=1))
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def usual_time(last: Any | None) -> time:
    """The time of day of the last meeting."""
    return clock.local(last.starts_at).time().replace(second=0, microsecond=0) if last else USUAL_TIME


def moment(day: date, at: time) -> datetime:
    """That time of the day as a moment."""
    return clock.at(day, at.hour, at.minute)
