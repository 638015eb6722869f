"""Plan meetings: those that were held, about every eight weeks, and the next one."""

import uuid
from datetime import date, datetime, timedelta

from hfi import clock
from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.demo.people import COORDINATOR
from hfi.demo.rows import Row
from hfi.demo.versions import LASTS, Held, add_version, minutes_of, present
from hfi.demo.when import clock_time, weekday_before
from hfi.meetings.models import MeetingPerson, MeetingUser, PlanMeeting
from hfi.programmes.model import Programme

FIRST_AFTER = timedelta(days=20)
"""So long after the enrolment the first meeting is held at the soonest."""
BETWEEN = (52, 56)
"""Days between two meetings that were held."""
GOES_ON = "Det går den rigtige vej."
EMPTY: Row = dict.fromkeys(("question", "record", "revise", "revise_reason", "closed_at"))
"""What most meetings of the demo do not have; all rows of a table have the same columns."""


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


def call(draft: Draft, meeting_id: uuid.UUID, came: bool) -> None:
    """Who is called: the household, the contact persons and the coordinator."""
    base = {"meeting_id": meeting_id, "family_id": draft.id}
    here = {one.id for one in present(draft)}
    for one in draft.people.values():
        if one.asked:
            draft.rows.add(MeetingPerson, base | {"person_id": one.id, "present": came and one.id in here})
    for key in dict.fromkeys((*draft.sketch.contacts, COORDINATOR)):
        draft.rows.add(MeetingUser, base | {"user_id": draft.crew[key].id, "present": came})


def add_meetings(draft: Draft, programme: Programme) -> None:
    """Rows of all meetings; each one held led to an edition of the plan."""
    coordinator = draft.coordinator
    for number, moment in enumerate(draft.meetings, 1):
        row = EMPTY | {
            "id": draft.new_id(),
            "starts_at": moment,
            "minutes": 60,
            "place": draft.pick(read("sections")["meeting_places"]),
            "interpreter_booked": bool(draft.sketch.interpreter),
            "held": True,
            "edition": number,
        }
        if told := minutes_of(draft, number):
            row |= {
                "record": told,
                "revise": False,
                "revise_reason": GOES_ON,
                "closed_at": moment + LASTS,
            }
        draft.add(PlanMeeting, moment - timedelta(days=20), coordinator, (), row)
        if number == len(draft.meetings):
            call(draft, row["id"], came=True)
        if told:
            add_version(draft, Held(row["id"], moment, number, len(draft.meetings)), programme)
    if coming := draft.sketch.next_meeting:
        row = EMPTY | {
            "id": draft.new_id(),
            "starts_at": wall_clock(draft.days.day(coming.on), coming.at),
            "minutes": 60,
            "place": coming.place,
            "interpreter_booked": coming.interpreter,
            "held": False,
            "edition": None,
            "question": coming.question,
        }
        draft.add(PlanMeeting, draft.moment(draft.recently()), coordinator, (), row)
        call(draft, row["id"], came=False)
