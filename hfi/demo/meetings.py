"""Plan meetings: those that were held, about every eight weeks, and the next one."""

from datetime import date, datetime, timedelta

from hfi import clock
from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.demo.when import clock_time, weekday_before
from hfi.meetings.models import PlanMeeting

FIRST_AFTER = timedelta(days=20)
"""So long after the enrolment the first meeting is held at the soonest."""
BETWEEN = (52, 56)
"""Days between two meetings that were held."""


def held_meetings(draft: Draft) -> list[datetime]:
    """The meetings that were held, oldest first: counted back from the last one that the family's data name."""
    day, moments = draft.day(draft.sketch.last_meeting), []
    while day is not None and day >= draft.enrolled + FIRST_AFTER:
        moments.append(wall_clock(day, draft.pick(read("sections")["meeting_times"])))
        day = weekday_before(day - timedelta(days=draft.rng.randint(*BETWEEN)))
    return moments[::-1]


def wall_clock(day: date, text: str) -> datetime:
    """`15.30` on that day, as a moment."""
    time = clock_time(text)
    return clock.at(day, time.hour, time.minute)


def add_meetings(draft: Draft) -> None:
    """Rows of all meetings; each one held led to an edition of the plan."""
    coordinator = draft.coordinator
    for number, moment in enumerate(draft.meetings, 1):
        row = {
            "starts_at": moment,
            "minutes": 60,
            "place": draft.pick(read("sections")["meeting_places"]),
            "interpreter_booked": bool(draft.sketch.interpreter),
            "held": True,
            "edition": number,
        }
        draft.add(PlanMeeting, moment - timedelta(days=20), coordinator, (), row)
    if coming := draft.sketch.next_meeting:
        row = {
            "starts_at": wall_clock(draft.days.day(coming.on), coming.at),
            "minutes": 60,
            "place": coming.place,
            "interpreter_booked": coming.interpreter,
            "held": False,
            "edition": None,
        }
        draft.add(PlanMeeting, draft.moment(draft.recently()), coordinator, (), row)
