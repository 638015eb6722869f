"""Presenters of what belongs to a goal beside its words: its way on the scale, who helps, departments' own goals."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from hfi.access.terms import Action
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.goal_views import DepartmentGoalView
from hfi.family_page.views import Helper
from hfi.plan.department import Mark, registry
from hfi.plan.section import Section

MANY_GOALS = 5
"""More shared goals than these are hard to keep in mind for a family; the page says so, and refuses nothing."""


def way_of(dossier: Dossier, row: Any) -> tuple[tuple[date, int], ...]:
    """Where the goal has been, oldest first: the last place of each day."""
    days = {point.day: point.value for point in dossier.goal_points.get(row.id, ())}
    return tuple(sorted(days.items()))


def contributing(helpers: Iterable[Helper]) -> tuple[Mark, ...]:
    """The departments whose measures serve a goal, each once."""
    return tuple({helper.mark.code: helper.mark for helper in helpers}.values())


def aims_of(dossier: Dossier, goal_id: uuid.UUID) -> tuple[DepartmentGoalView, ...]:
    """The departments' goals under a shared one, as far as the reader may see them."""
    used = registry().sections_in(dossier.programme)
    return tuple(aim for section in used for aim in present_aims(dossier, section) if aim.goal[1] == goal_id)


def present_aims(dossier: Dossier, section: Section) -> tuple[DepartmentGoalView, ...]:
    """One section's goals under the shared ones."""
    rows = [row for row in dossier.department_goals if row.section_id == section.id]
    views = (present_aim(dossier, section, row) for row in rows if row.goal_id in dossier.goal_numbers)
    return tuple(view for view in views if view)


def present_aim(dossier: Dossier, section: Section, row: Any) -> DepartmentGoalView | None:
    """One of them; None when it is not for this reader. It is about those whose the shared goal is."""
    goal = next(one for one in dossier.goals if one.id == row.goal_id)
    people = [goal.person_id] if goal.person_id else dossier.household_ids
    if not rights.content_decision(dossier, section, section.level, Action.READ, people):
        return None
    return DepartmentGoalView(
        id=row.id,
        section_id=section.id,
        goal=(dossier.goal_numbers[row.goal_id], row.goal_id),
        mark=registry().mark(section.area, dossier.programme),
        text=row.text,
        seen_by=row.seen_by,
        status=row.status,
        may_edit=bool(rights.section_decision(dossier, section, Action.WRITE)),
    )
