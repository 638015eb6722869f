"""Who opened the families lately: what the log tells beside the changes."""

from datetime import date, datetime, timedelta
from typing import Any

from hfi.access.models import BreakGlass, BreakGlassCategory
from hfi.access.terms import Level, Why
from hfi.audit.models import READ, REFUSED
from hfi.audit.notes import Note
from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.demo.people import Colleague
from hfi.demo.when import weekday_before

DAYS = 40
OPENED = (("page:", Why.ATTACHED), ("page:", Why.ATTACHED), ("week", Why.ATTACHED), ("print:", Why.ATTACHED))
EMERGENCY_FAMILY, EMERGENCY_BY, EMERGENCY_DAYS_AGO = "HFI-2026-014", "bif2", 4
"""Who is not at work with the family, and opened it all the same."""
HOUR = timedelta(hours=1)


def add_openings(draft: Draft) -> None:
    """Contact persons and the coordinator look in now and then, somebody is refused, and once the glass was broken."""
    if draft.closed:
        return
    for key in dict.fromkeys((*draft.sketch.contacts, draft.coordinator_key)):
        for what, why in OPENED[: draft.rng.randint(2, len(OPENED))]:
            tell(draft, draft.crew[key], some_day(draft), what, why)
    refused = draft.crew["kff"]
    tell(draft, refused, some_day(draft), "card:health/health", Why.NOT_SHARED, action=REFUSED, section="health/health")
    if draft.sketch.reference == EMERGENCY_FAMILY:
        break_glass(draft)


def some_day(draft: Draft) -> date:
    """A working day of the last weeks, when the family was with us."""
    return weekday_before(max(draft.days.today - timedelta(days=draft.rng.randint(1, DAYS)), draft.enrolled))


def tell(draft: Draft, by: Colleague, day: date, what: str, why: Why, **more: Any) -> datetime:
    """A row of the log; when it was."""
    at = draft.moment(day)
    action = more.pop("action", READ)
    draft.rows.log.append(
        Note(draft.id, action, by.in_log | {"what": what, "why": why, "level": Level.PLAN, **more}, at=at)
    )
    return at


def break_glass(draft: Draft) -> None:
    """A colleague stood in for another, opened the family, and said why."""
    by, reason = draft.crew[EMERGENCY_BY], str(read("sections")["reason_emergency"])
    day = draft.days.working_day(-EMERGENCY_DAYS_AGO)
    at = tell(draft, by, day, "page:", Why.BROKEN_GLASS, action="break_glass")
    row = {"user_id": by.id, "category": BreakGlassCategory.ABSENCE, "reason": reason, "opened_at": at}
    later = {"until": at + HOUR, "reviewed_at": None, "reviewed_by_id": None, "verdict": None, "note": ""}
    draft.rows.add(BreakGlass, {"id": draft.new_id(), "family_id": draft.id, **row, **later})
