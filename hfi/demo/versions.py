"""What the showcase's meetings led to: versions of its plan with minutes, who agreed, and what was said of each goal.

There is no paper: nobody handed one over. A meeting that is closed in the demo makes the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hfi import clock
from hfi.access.terms import Level
from hfi.demo.draft import Draft
from hfi.demo.rows import Row
from hfi.families.models import PersonKind
from hfi.meetings.models import GoalTalk, Outcome
from hfi.plan.department import registry
from hfi.plan.models import Agreement, Goal, Measure, MeasurePerson, SectionRecord
from hfi.programmes.model import Programme
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats
from hfi.versions.models import Approval, Consented, PlanVersion
from hfi.versions.snapshot import FORMAT, content_hash

LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Held:
    """A meeting that was held, the number of its version, and how many there were."""

    id: Any
    at: datetime
    number: int
    of: int

    @property
    def day(self) -> date:
        """Its day."""
        return clock.local(self.at).date()


def minutes_of(draft: Draft, number: int) -> str:
    """The minutes that the family's data have for the meeting; nothing when they have none."""
    written = draft.sketch.minutes
    return written[number - 1] if number <= len(written) else ""


def add_version(draft: Draft, held: Held, programme: Programme) -> None:
    """The version of one meeting."""
    values = snapshot(draft, held, programme)
    version = {"id": draft.new_id(), "family_id": draft.id, "meeting_id": held.id, "number": held.number}
    made = {"made_at": held.at + LASTS, "made_by_id": draft.coordinator.id}
    draft.rows.add(PlanVersion, version | made | {"content_hash": content_hash(values), "snapshot": values})
    for row in approvals(draft, held):
        draft.rows.add(Approval, row | {"id": draft.new_id(), "family_id": draft.id, "version_id": version["id"]})
    for row in talks(draft, held, values):
        draft.rows.add(GoalTalk, row | {"id": draft.new_id(), "family_id": draft.id, "meeting_id": held.id})


def stamp(draft: Draft, held: Held) -> Row:
    """Who wrote it, and when."""
    return {"version": 1, "updated_at": held.at + LASTS, "updated_by_id": draft.coordinator.id}


def snapshot(draft: Draft, held: Held, programme: Programme) -> dict[str, Any]:
    """The household's plan as it was at the end of the meeting."""
    agreed = [one for one in rows_of(draft, Agreement) if one["created_at"] <= held.at + LASTS]
    return {
        "format": FORMAT,
        "family": draft.sketch.name,
        "dream": draft.sketch.dream,
        "goals": [goal(draft, one, held) for one in rows_of(draft, Goal)],
        "agreements": [agreement(draft, one) for one in agreed if not is_done(one, held.day)],
        "done": [agreement(draft, one) for one in agreed if is_done(one, held.day)],
        "measures": list(measures(draft, held, programme)),
        "texts": list(texts(draft)),
        "week": sorted(week(draft, held), key=lambda one: (one["weekday"], one["time"])),
        "contacts": [draft.crew[key].post.name for key in draft.sketch.contacts],
        "participants": [one.name for one in present(draft)],
        "number": held.number,
    }


def rows_of(draft: Draft, model: Any) -> list[Row]:
    """The family's rows of a kind."""
    return [row for row in draft.rows.tables[model] if row["family_id"] == draft.id]


def present(draft: Draft) -> list[Any]:
    """Who of the family came: the adults, and the young people."""
    return [one for one in draft.people.values() if one.kind is PersonKind.ADULT or (one.age or 0) >= 15]


def is_done(row: Row, day: date) -> bool:
    """Whether the agreement was done by that day."""
    return row["done_on"] is not None and row["done_on"] <= day


def goal(draft: Draft, row: Row, held: Held) -> dict[str, Any]:
    """A goal, so far on its way as the meeting is among the meetings."""
    whose = next((one.name for one in draft.people.values() if one.id == row["person_id"]), "Hele familien")
    kept = {name: row[name] for name in ("title", "words", "start", "good_enough")}
    step = row["next_step"] if held.number == held.of else ""
    moved = {"last": at_meeting(row, held.number - 1, held.of), "now": at_meeting(row, held.number, held.of)}
    return {"id": str(row["id"]), "number": row["position"], "whose": whose, "next_step": step, **kept, **moved}


def at_meeting(row: Row, number: int, of: int) -> int:
    """Where the goal was at a meeting: it began at its start, and came to what it was last."""
    return int(row["start"] + (row["last"] - row["start"]) * max(number, 0) // of)


def agreement(draft: Draft, row: Row) -> dict[str, Any]:
    """An agreement."""
    colleague = next((one for one in draft.crew.colleagues.values() if one.id == row["user_id"]), None)
    relative = next((one for one in draft.people.values() if one.id == row["person_id"]), None)
    who = colleague.first_name if colleague else relative.name if relative else "Alle"
    due = row["due_on"].isoformat() if row["due_on"] else ""
    told = {"text": row["text"], "who": who, "by_family": colleague is None}
    return {"id": str(row["id"]), **told, "due_on": due, "rhythm": row["rhythm"]}


def measures(draft: Draft, held: Held, programme: Programme) -> Iterator[dict[str, Any]]:
    """What somebody got help with on that day, as far as the household reads it."""
    for row in rows_of(draft, Measure):
        begun = row["starts_on"] is not None and row["starts_on"] <= held.day
        if not begun or row["sensitive"] or (row["ends_on"] is not None and row["ends_on"] < held.day):
            continue
        people = {one["person_id"] for one in draft.rows.tables[MeasurePerson] if one["measure_id"] == row["id"]}
        yield {
            "id": str(row["id"]),
            "department": registry().mark(row["section_id"].partition("/")[0], programme).code,
            "title": row["title"],
            "words": row["plain_words"],
            "people": [one.name for one in draft.people.values() if one.id in people],
            "status": "running",
            "status_label": "",
        }


def texts(draft: Draft) -> Iterator[dict[str, Any]]:
    """What the departments write, as far as the household reads it."""
    for row in rows_of(draft, SectionRecord):
        section = registry().by_id[row["section_id"]]
        if row["assessment"] and section.level is Level.DEPARTMENT:
            yield {"id": section.id, "title": str(section.title), "text": row["assessment"]}


def week(draft: Draft, held: Held) -> Iterator[dict[str, Any]]:
    """The weekly times that there were."""
    for row in rows_of(draft, Appointment):
        over = row["until_on"] is not None and row["until_on"] < held.day
        if row["repeats"] is Repeats.WEEKLY and row["from_on"] <= held.day and not over and not row["sensitive"]:
            links = draft.rows.tables[AppointmentPerson]
            people = {one["person_id"] for one in links if one["appointment_id"] == row["id"]}
            weekday = row["from_on"].isoweekday()
            yield {
                "id": f"{row['id']}:{weekday}",
                "weekday": weekday,
                "time": f"{row['starts']:%H.%M}–{row['ends']:%H.%M}",
                "title": row["title"],
                "people": [one.name for one in draft.people.values() if one.id in people],
            }


def approvals(draft: Draft, held: Held) -> Iterator[Row]:
    """Both parents signed, or said yes; a young person thinks it over; the contact persons signed as well."""
    said = {PersonKind.ADULT: Consented.SIGNED, PersonKind.CHILD: Consented.LATER}
    nobody: Row = {"user_id": None, "person_id": None}
    for number, one in enumerate(present(draft)):
        how = Consented.ORALLY if number == 1 else said.get(one.kind, Consented.ORALLY)
        kept = f"Sagen, dokument 1{held.number}" if how is Consented.SIGNED else ""
        yield nobody | {"person_id": one.id, "how": how, "said_on": held.day, "kept_at": kept} | stamp(draft, held)
    for key in draft.sketch.contacts:
        colleague = {"user_id": draft.crew[key].id, "how": Consented.SIGNED, "said_on": held.day, "kept_at": ""}
        yield nobody | colleague | stamp(draft, held)


def talks(draft: Draft, held: Held, values: dict[str, Any]) -> Iterator[Row]:
    """What was said of each goal."""
    by_id = {str(row["id"]): row for row in rows_of(draft, Goal)}
    for one in values["goals"]:
        moved = one["now"] - one["last"]
        outcome = Outcome.BETTER if moved > 0 else Outcome.WORSE if moved < 0 else Outcome.SAME
        row = {"goal_id": by_id[one["id"]]["id"], "before": one["last"], "outcome": outcome, "why": ""}
        yield row | stamp(draft, held)
