"""Who agreed to a version, as somebody writes it down. Nothing depends on it."""

import uuid
from typing import Any

from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import ConflictError
from hfi.family_page.family_editors import PlanEditor
from hfi.fields import options
from hfi.texts import _l
from hfi.versions.forms import ApprovalForm
from hfi.versions.models import Approval, Consented


class ApprovalEditor(PlanEditor):
    """One word about a version."""

    kind = "approval"
    title = _l("Who agreed to the plan")
    submit = _l("Write it down")
    saved = _l("It is written down.")
    model = Approval
    form = ApprovalForm
    names = ("said_on", "kept_at")
    template = "approval"

    def __init__(self, version_id: uuid.UUID | None = None) -> None:
        self.version_id = version_id

    def defaults(self, dossier: Dossier) -> dict[str, Any]:
        return {"said_on": dossier.today}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        people = [(f"person:{one.id}", one.name) for one in dossier.household if not one.expected_on]
        staff = {f"user:{one.user_id}": one.name for one in dossier.team}
        form.who.choices = options([*people, *staff.items()])

    def apply(self, dossier: Dossier, entity: Approval, form: Any) -> None:
        super().apply(dossier, entity, form)
        side, _colon, chosen = form.who.data.partition(":")
        if self.version_id is not None:
            entity.version_id = self.version_id
        entity.how = Consented(form.how.data)
        entity.person_id = uuid.UUID(chosen) if side == "person" else None
        entity.user_id = uuid.UUID(chosen) if side == "user" else None

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return None


def keep_approval(dossier: Dossier, version_id: uuid.UUID, form: ApprovalForm) -> None:
    """Write it down; the form's id makes one row of two clicks."""
    try:
        ApprovalEditor(version_id).store(dossier, None, form)
    except ConflictError:
        db.session.rollback()
