"""What stands under a shared goal, as the templates get it."""

import uuid
from dataclasses import dataclass

from hfi.plan.department import Mark
from hfi.plan.models import GoalStatus


@dataclass(frozen=True)
class DepartmentGoalView:
    """What a department wants to achieve under a shared goal, and by what it is seen."""

    id: uuid.UUID
    section_id: str
    goal: tuple[int, uuid.UUID]
    mark: Mark
    text: str
    seen_by: str
    status: GoalStatus
    may_edit: bool
