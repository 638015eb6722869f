"""Changes from the history as events, in the words that the family page has for them."""

import uuid
from typing import Any

from hfi.audit.queries import Difference, open_revision
from hfi.family_page import rights
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present_changes import TELLERS
from hfi.family_page.present_goal_life import present_aim
from hfi.plan.department import registry
from hfi.texts import _
from hfi.timeline.events import REVISIONS, Event
from hfi.timeline.history import History

MOVES = frozenset({"now", "last"})
"""A goal's moves on its scale have days of their own (`days.py`)."""


def change_event(history: History, row: Any) -> Event | None:
    """The change as an event; None when it is not for this reader, or of no interest."""
    change = open_revision(history.access.id, row.revision_id, row.content)
    text = sentence(history, row, change)
    if not text:
        return None
    section = row.section if row.section in registry().by_id else ""
    area = registry().mark(section.partition("/")[0], history.programme) if section else None
    mark = area or registry().mark_of_code(row.department or "", history.programme)
    return Event(row.at, REVISIONS[row.kind], text, concerned(history, row), row.by or "", mark, section)


def sentence(history: History, row: Any, change: Difference) -> str | None:
    """The change in words."""
    if row.kind == "departmentgoal":
        return tell_department_goal(history, row)
    if row.kind == "goal" and row.action == "update":
        change = without_moves(change)
    return TELLERS[row.kind](history, row, change) if change.after else None


def without_moves(change: Difference) -> Difference:
    """The change of a goal, but for its moves."""
    before, after = ({key: text for key, text in side.items() if key not in MOVES} for side in vars(change).values())
    return Difference(before, after)


def tell_department_goal(history: History, row: Any) -> str | None:
    """A department set itself a goal under a shared one, or changed it."""
    found = next((one for one in history.department_goals if one.id == row.item_id), None)
    section = registry().by_id.get(found.section_id) if found else None
    if found is None or section is None or found.goal_id not in history.goal_numbers:
        return None
    aim = present_aim(history, section, found)
    if aim is None:
        return None
    told = {"number": aim.goal[0], "text": aim.text}
    if row.action == "create":
        return _("New goal of the department under goal %(number)d: %(text)s", **told)
    return _("The department's goal under goal %(number)d was changed: %(text)s", **told)


def concerned(history: History, row: Any) -> frozenset[uuid.UUID]:
    """Whom the changed row is about; the whole household when nobody is named."""
    rows = {"measure": history.measures, "appointment": history.appointments}.get(row.kind, ())
    found = next((one for one in rows if one.id == row.item_id), None)
    if found is not None:
        return frozenset(ids_of(found.person_ids))
    if row.kind == "person":
        return frozenset({row.item_id})
    if row.kind == "sectionrecord":
        return rights.concerned(history, row.section)
    return whose_goal(history, row.item_id) if row.kind == "goal" else history.household_ids


def whose_goal(history: History, goal_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Whose the goal is: one person's, or everybody's."""
    goal = next((one for one in history.goals if one.id == goal_id), None)
    return frozenset({goal.person_id}) if goal is not None and goal.person_id else history.household_ids
