"""The editor of a department's own goal under a shared one."""

import uuid
from typing import Any, ClassVar

from hfi.family_page.dossier import Dossier
from hfi.family_page.plan_editor import PlanReferenceEditor
from hfi.family_page.present_goal_life import present_aims
from hfi.family_page.section_editors import InSection, MeasureEditor
from hfi.fields import options
from hfi.plan.forms import DepartmentGoalForm
from hfi.plan.goal_history import DepartmentGoal
from hfi.texts import _l


class DepartmentGoalEditor(InSection):
    """What a department wants to achieve under a shared goal; the department itself keeps it."""

    kind = "aim"
    title = _l("Edit the department's goal")
    new_title = _l("New goal of the department")
    add_label = _l("Add the department's goal")
    submit = _l("Save the department's goal")
    saved = _l("The department's goal is saved.")
    model = DepartmentGoal
    form = DepartmentGoalForm
    names = ("goal_id", "text", "seen_by", "status")
    template = "aim"
    touches: ClassVar = frozenset({"goals"})

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        known = {str(one) for one, _title in dossier.choices["goal"]}
        # A goal that was reached is offered no more, but what hangs under it stays there.
        kept = [(row.goal_id, self.title_of(dossier, row.goal_id))] if row and str(row.goal_id) not in known else []
        form.goal_id.choices = options([*dossier.choices["goal"], *kept])

    def title_of(self, dossier: Dossier, goal_id: uuid.UUID) -> str:
        """What the shared goal is called."""
        return next((str(one.title) for one in dossier.goals if one.id == goal_id), "–")

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return next((one for one in present_aims(dossier, self.section) if one.id == item), None)


SECTION_EDITORS: dict[str, type[InSection]] = {
    one.kind: one for one in (MeasureEditor, PlanReferenceEditor, DepartmentGoalEditor)
}
"""What is added and edited in every section, by its kind."""
