"""Families whose work rests, and those whose work has ended: what was settled, who rings, how long it is kept."""

from collections.abc import Mapping
from typing import Any

from hfi import clock
from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.families.models import Phase
from hfi.phases.models import Becomes, Closing, ClosingLine, Ending, Pause, Retention
from hfi.phases.rules import rules_on
from hfi.plan.models import Agreement, AgreementStatus, Measure, MeasurePerson


def written(draft: Draft) -> Mapping[str, Any]:
    """What is written out of the family; nothing of most."""
    found: Mapping[str, Any] = read("endings").get(draft.sketch.reference, {})
    return found


def phase(draft: Draft) -> Phase:
    """Where the family's way stands."""
    if draft.closed:
        return Phase.CLOSED
    return Phase.PAUSED if "pause" in written(draft) else Phase.ENROLLED


def add_ending(draft: Draft) -> None:
    """Its pause or its closing, when it has one."""
    if told := written(draft).get("pause"):
        day = draft.days.day(told["from"])
        at = draft.moment(day)
        row = {"from_on": day, "expected_until": draft.days.day(told["until"]), "reason": told["reason"]}
        draft.add(Pause, at, draft.coordinator, (), row | {"resumed_on": None, "created_at": at})
    if draft.closed and (told := written(draft).get("closing")):
        add_closing(draft, told)
        add_retentions(draft)


def add_closing(draft: Draft, told: Mapping[str, Any]) -> None:
    """The closing, and what became of each measure and agreement."""
    by, at = draft.coordinator, clock.at(draft.closed or draft.days.today, 14)
    row = {
        "id": draft.new_id(),
        "ending": Ending(told["ending"]),
        "closed_on": draft.closed,
        "closed_by_id": by.id,
        "last_met_on": clock.local(draft.meetings[-1]).date() if draft.meetings else None,
        "summary": told["summary"],
        "whom_to_call": told["whom"],
        "municipality": told.get("municipality", ""),
        "hand_over": told.get("hand_over", "").strip(),
        "call_due_on": draft.days.day(told["call"]),
        "called_on": draft.day(told.get("called")),
        "call_note": told.get("note", ""),
        "called_by_id": by.id if "called" in told else None,
        "reopened_on": None,
        "reopen_reason": "",
        "reopened_by_id": None,
    }
    draft.add(Closing, at, by, (), row)
    for line in lines(draft):
        draft.rows.add(ClosingLine, line | {"id": draft.new_id(), "family_id": draft.id, "closing_id": row["id"]})


def lines(draft: Draft) -> list[dict[str, Any]]:
    """What was settled last: the measures that ended, and the agreements that were done."""
    measures = (one["id"] for one in draft.rows.tables[Measure] if one["family_id"] == draft.id)
    mine = (one for one in draft.rows.tables[Agreement] if one["family_id"] == draft.id)
    done = (one["id"] for one in mine if one["status"] is AgreementStatus.DONE)
    base: dict[str, Any] = {"measure_id": None, "agreement_id": None, "words": ""}
    return [
        *(base | {"measure_id": one, "becomes": Becomes.ENDS} for one in measures),
        *(base | {"agreement_id": one, "becomes": Becomes.DONE} for one in done),
    ]


def add_retentions(draft: Draft) -> None:
    """Until when at least everybody's content is kept."""
    closed_on = draft.closed or draft.days.today
    rules = rules_on(closed_on)
    types = {one["id"]: (one["section_id"], one["type_key"]) for one in draft.rows.tables[Measure]}
    for person in draft.people.values():
        had = [types[one["measure_id"]] for one in draft.rows.tables[MeasurePerson] if one["person_id"] == person.id]
        last_day = rules.keep_until(closed_on, person.kind, person.born_on)
        row = {"person_id": person.id, "keep_until": last_day, "archive": rules.goes_to_archive(had)}
        draft.rows.add(Retention, row | {"id": draft.new_id(), "family_id": draft.id})
