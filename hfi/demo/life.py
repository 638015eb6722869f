"""What happens between the meetings: goals on their way, departments' goals, contacts, and how appointments went."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from hfi import clock
from hfi.contacts.models import ContactEntry, ContactPerson, How, Turnout, TurnoutOutcome, TurnoutPerson
from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.demo.rows import Row
from hfi.demo.young import promised_contacts
from hfi.families.models import PersonKind
from hfi.plan.goal_history import DepartmentGoal, GoalPoint
from hfi.plan.models import Goal, GoalStatus
from hfi.schedule.models import Appointment

CHANCE_OF_CONTACT = 0.7


def written(draft: Draft) -> Mapping[str, Any]:
    """What is written out of the family; nothing of most."""
    found: Mapping[str, Any] = read("life").get(draft.sketch.reference, {})
    return found


def words_of_goal(draft: Draft, position: int) -> Row:
    """What a goal is to become, and its signs."""
    told = written(draft).get("goals", {}).get(str(position), {})
    return {"preferred_future": told.get("future", ""), "signs": told.get("signs", "")}


def add_life(draft: Draft) -> None:
    """All of it."""
    for row in draft.rows.tables[Goal]:
        if row["family_id"] == draft.id:
            add_points(draft, row)
    for one in written(draft).get("aims", ()):
        add_aim(draft, one)
    for one in (*(written(draft).get("contacts") or usual_contacts(draft)), *promised_contacts(draft)):
        add_contact(draft, one)
    for one in written(draft).get("turnouts", ()):
        add_turnout(draft, one)


def add_points(draft: Draft, goal: Row) -> None:
    """Where the goal began, where it was at the last meeting, and where it is."""
    begun = goal["agreed_on"]
    last = clock.local(draft.meetings[-1]).date() if draft.meetings else begun
    now = max(last, (draft.closed or draft.days.today) - timedelta(days=3))
    way = {begun: goal["start"], last: goal["last"], now: goal["now"]}
    if middle := halfway(begun, last):
        way[middle] = min(goal["start"], goal["last"]) + abs(goal["last"] - goal["start"]) // 2
    for day, value in sorted(way.items()):
        at = clock.at(day, 14)
        row = {"id": draft.new_id(), "family_id": draft.id, "goal_id": goal["id"], "day": day, "at": at, "value": value}
        draft.rows.add(GoalPoint, row)


def halfway(first: date, last: date) -> date | None:
    """A day between two meetings that lie far apart."""
    days = (last - first).days
    return first + timedelta(days=days // 2) if days > 60 else None


def add_aim(draft: Draft, told: Mapping[str, Any]) -> None:
    """A department's goal under a shared one."""
    at = draft.moment(draft.days.day(told["on"]))
    row = {
        "goal_id": draft.goals[told["goal"] - 1],
        "section_id": told["section"],
        "text": told["text"],
        "seen_by": told["seen_by"],
        "status": GoalStatus.ACTIVE,
        "created_at": at,
    }
    draft.add(DepartmentGoal, at, draft.crew[told["by"]], (), row)


def usual_contacts(draft: Draft) -> list[dict[str, Any]]:
    """What the contact persons of any family tell; nothing of a family that has left."""
    if draft.closed:
        return []
    chance = Random(f"{draft.sketch.reference}|contacts")
    grown = [one.name for one in draft.people.values() if one.asked and one.kind is PersonKind.ADULT]
    told = [one for one in read("life")["usual"]["contacts"] if chance.random() < CHANCE_OF_CONTACT]
    return [one | {"by": chance.choice(draft.sketch.contacts), "who": grown[:1]} for one in told]


def add_contact(draft: Draft, told: Mapping[str, Any]) -> None:
    """A contact with somebody of the family, written down on its day."""
    day = max(draft.days.day(told["on"]), draft.enrolled)
    by, at, item = draft.crew[told["by"]], draft.moment(day), draft.new_id()
    row = {"id": item, "day": day, "how": How(told["how"]), "about": told["text"], "user_id": by.id, "created_at": at}
    draft.add(ContactEntry, at, by, (), row)
    for person in draft.named(told["who"]):
        draft.rows.add(ContactPerson, {"entry_id": item, "person_id": person.id, "family_id": draft.id})


def add_turnout(draft: Draft, told: Mapping[str, Any]) -> None:
    """How an appointment of a measure went."""
    appointment = appointment_called(draft, told["measure"])
    if appointment is None:
        return
    day = draft.days.day(told["on"])
    by, at, item = draft.crew[told["by"]], draft.moment(day), draft.new_id()
    row = {
        "id": item,
        "appointment_id": appointment["id"],
        "title": appointment["title"],
        "day": day,
        "outcome": TurnoutOutcome(told["outcome"]),
        "obstacle": told.get("why", ""),
        "user_id": by.id,
        "created_at": at,
    }
    draft.add(Turnout, at, by, (), row)
    for person in draft.named(told["who"]):
        draft.rows.add(TurnoutPerson, {"turnout_id": item, "person_id": person.id, "family_id": draft.id})


def appointment_called(draft: Draft, title: str) -> Row | None:
    """The family's appointment with this title."""
    mine = (row for row in draft.rows.tables[Appointment] if row["family_id"] == draft.id)
    return next((row for row in mine if row["title"] == title), None)
