"""A family that was opened in an emergency, one whose review is done, and somebody who stands too near."""

import uuid
from datetime import timedelta
from typing import Any

from hfi import clock
from hfi.access.models import BreakGlass, BreakGlassCategory, Conflict, ConflictKind, Verdict
from hfi.demo.draft import Change, Draft
from hfi.demo.library import read
from hfi.demo.people import Crew
from hfi.demo.rows import Row
from hfi.notices.models import Notice, NoticeKind

OFFICER, MANAGERS = "dpo", ("leder", "leder-sof")


def add_emergencies(draft: Draft, around: Crew) -> None:
    """What the data file says of this family; `around` are those who are told and who review."""
    found = read("emergencies")
    for one in found["opened"]:
        if one["family"] == draft.sketch.reference:
            add_opening(draft, around, one)
    for one in found["conflict"]:
        if one["family"] == draft.sketch.reference:
            add_conflict(draft, one)


def add_opening(draft: Draft, around: Crew, found: dict[str, Any]) -> None:
    """One emergency, and the notices about it."""
    row = opening(draft, found)
    if "verdict" in found:
        row |= verdict(draft, around, found)
    draft.rows.add(BreakGlass, row)
    draft.tell(BreakGlass, row, Change(row["opened_at"], draft.crew[found["by"]], {}), ())
    told = [draft.coordinator.id, *(around[key].id for key in (OFFICER, *MANAGERS))]
    for user_id in told:
        draft.rows.add(Notice, notice(draft, row, user_id))


def opening(draft: Draft, found: dict[str, Any]) -> Row:
    """The row of an emergency that nobody has reviewed."""
    at = clock.at(draft.days.day(found["day"]), *found["clock"])
    return {
        "id": draft.new_id(),
        "family_id": draft.id,
        "user_id": draft.crew[found["by"]].id,
        "category": BreakGlassCategory(found["category"]),
        "reason": found["reason"],
        "opened_at": at,
        "until": at + timedelta(minutes=found["minutes"]),
        "reviewed_at": None,
        "reviewed_by_id": None,
        "verdict": None,
        "note": "",
    }


def verdict(draft: Draft, around: Crew, found: dict[str, Any]) -> Row:
    """What the review said."""
    return {
        "reviewed_at": clock.at(draft.days.day(found["reviewed"]), 10),
        "reviewed_by_id": around[OFFICER].id,
        "verdict": Verdict(found["verdict"]),
        "note": found["note"],
    }


def notice(draft: Draft, row: Row, user_id: uuid.UUID) -> Row:
    """What somebody was told of it; seen once it was reviewed."""
    return {
        "id": draft.new_id(),
        "user_id": user_id,
        "family_id": draft.id,
        "reference": draft.sketch.reference,
        "about_id": row["user_id"],
        "kind": NoticeKind.BROKEN_GLASS,
        "detail": row["category"].value,
        "at": row["opened_at"],
        "seen_at": row["reviewed_at"],
    }


def add_conflict(draft: Draft, found: dict[str, Any]) -> None:
    """Somebody said that they stand too near to the family."""
    day, who = draft.days.day(found["day"]), draft.crew[found["who"]]
    row = {
        "id": draft.new_id(),
        "family_id": draft.id,
        "user_id": who.id,
        "kind": ConflictKind(found["kind"]),
        "reason": found["reason"],
        "from_on": day,
        "to_on": None,
        "declared_by_id": who.id,
    }
    draft.rows.add(Conflict, row)
    draft.tell(Conflict, row, Change(clock.at(day, 9), who, {}), ())
