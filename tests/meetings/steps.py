"""What people do around a meeting."""

import re
import uuid
from datetime import timedelta

from hfi import clock
from hfi.meetings.models import PlanMeeting

FORM = "#meeting-form"


def soon(days=30):
    """A day ahead, as somebody types it."""
    return f"{clock.today() + timedelta(days=days):%d.%m.%Y}"


def coming(world, store):
    """The family's next meeting."""
    return store.only(PlanMeeting, PlanMeeting.family_id == world.family, ~PlanMeeting.held)


def call_meeting(visitor, world, **typed):
    """Call a meeting; its id."""
    visitor.open(f"{world.url}/meetings/new")
    visitor.submit(visitor.find(FORM), 303, **{"on": soon(), "at": "15.00", **typed})
    return uuid.UUID(re.search(r"meetings/([0-9a-f-]{36})", visitor.response.location)[1])


def at_table(visitor, world, item, step):
    """Open a step of the meeting."""
    return visitor.open(f"{world.url}/meetings/{item}/{step}")


def close_meeting(visitor, world, item, **typed):
    """Close the meeting through its form."""
    visitor.open(f"{world.url}/meetings/{item}/close")
    values = {"revise": "no", "revise_reason": "Det går fremad.", "record": "Vi talte om morgenerne."}
    return visitor.submit(visitor.find("#close-form"), 303, fields={**values, **typed})
