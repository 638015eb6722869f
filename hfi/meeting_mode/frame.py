"""What stands around every step: the six steps, the way on, and how long the page keeps the login alive."""

from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from hfi import clock
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.meeting_mode.views import Frame, Stop
from hfi.texts import _

STEPS = ("welcome", "since", "goals", "week", "agreements", "next")
BEFORE, AFTER = timedelta(minutes=30), timedelta(hours=2)
"""So long before its planned time, and after its planned end, a meeting keeps the login alive."""


def titles() -> dict[str, str]:
    """What the steps are called."""
    return {
        "welcome": _("Welcome"),
        "since": _("Since last time"),
        "goals": _("Our goals"),
        "week": _("The week"),
        "agreements": _("Who does what"),
        "next": _("Next meeting"),
    }


def build_frame(dossier: Dossier, meeting: Any, name: str, back: str = "", ahead: str = "") -> Frame:
    """The frame of one step; `back` and `ahead` when the step has pages of its own."""
    reference, place = dossier.access.reference, STEPS.index(name)
    urls = [url_for("meeting_mode.step", ref=reference, item=meeting.id, name=one) for one in STEPS]
    words = titles()
    stops = tuple(
        Stop(one, number + 1, words[one], urls[number], number == place, number < place)
        for number, one in enumerate(STEPS)
    )
    return Frame(
        reference=reference,
        family=dossier.family.name,
        meeting_id=meeting.id,
        number=sum(one.held for one in dossier.meetings) + 1,
        starts_at=meeting.starts_at,
        stops=stops,
        back=back or (urls[place - 1] if place else ""),
        ahead=ahead or (urls[place + 1] if place + 1 < len(urls) else ""),
        lasts=is_under_way(meeting, clock.now()),
        may_write=rights.may_edit_plan(dossier),
    )


def is_under_way(meeting: Any, now: datetime) -> bool:
    """Whether the meeting's own planned time, with what it may run over, is now."""
    ends: datetime = meeting.starts_at + timedelta(minutes=meeting.minutes) + AFTER
    started: datetime = meeting.starts_at - BEFORE
    return not meeting.held and meeting.cancelled_at is None and started <= now <= ends
