"""The editors of the joint assessment, and the page that their forms stand on."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import render_template, url_for

from hfi import clock
from hfi.access.terms import Action, Decision, Level
from hfi.families.scope import FamilyAccess
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Editor
from hfi.family_page.family_editors import PlanEditor
from hfi.family_page.surface import Surface
from hfi.fields import options
from hfi.intake.assessment import load_assessment
from hfi.intake.assessment_forms import ApprovalForm, TellingForm, ViewForm
from hfi.intake.models import DepartmentView, Telling
from hfi.plan.forms import NOBODY
from hfi.texts import _l


class AssessmentSurface(Surface):
    """The page of the joint assessment."""

    def url(self, reference: str) -> str:
        return url_for("intake.assessment", ref=reference)

    def show(self, access: FamilyAccess, editing: Any, what: str) -> str:
        page = load_assessment(access, what)
        return render_template("intake/assessment.html", page=page, editing=editing, approval=new_approval())

    def saved(self, editor: Editor, access: FamilyAccess, saved: uuid.UUID, is_new: bool) -> str:
        page = load_assessment(access, f"saved:{editor.kind}")
        what = {"kind": editor.kind, "saved": saved, "is_new": is_new, "message": editor.saved}
        return render_template("intake/assessment_saved.html", page=page, editing=None, approval=new_approval(), **what)


def new_approval() -> ApprovalForm:
    """An empty form of the family's approval."""
    return ApprovalForm(formdata=None, data={"approved_on": clock.today()})


class AssessmentEditor(Editor):
    """Something of the joint assessment: its page is drawn anew as a whole when it was saved."""

    surface = AssessmentSurface()
    list_id = ""

    @property
    def form_template(self) -> str:
        return f"intake/{self.template}_form.html"

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return None


class TellingEditor(AssessmentEditor, PlanEditor):
    """What somebody told."""

    kind = "telling"
    title = _l("Edit what was told")
    new_title = _l("Something that was told")
    submit = _l("Save what was told")
    saved = _l("It is saved.")
    model = Telling
    form = TellingForm
    names = ("theme", "words", "person_id", "told_by", "told_on", "ask_not_again")
    template = "telling"

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        if item is None:
            return url_for("intake.telling_new", ref=reference)
        return url_for("intake.telling_edit", ref=reference, item=item)

    def defaults(self, dossier: Dossier) -> dict[str, Any]:
        return {"told_on": dossier.today}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.person_id.choices = options([NOBODY, *((one.id, one.name) for one in dossier.people)])

    def fixed(self, _dossier: Dossier) -> dict[str, Any]:
        return {"created_at": clock.now()}


class ViewEditor(AssessmentEditor):
    """The short view of the reader's own department."""

    kind = "view"
    title = _l("Our short view")
    submit = _l("Save our view")
    saved = _l("The view is saved.")
    model = DepartmentView
    form = ViewForm
    names = ("text",)
    template = "view"

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        return dossier.access.decide(Action.WRITE, Level.DEPARTMENT, owner=dossier.access.reader.department)

    def anchor(self, item: uuid.UUID | None) -> str:
        return "view-own"

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return url_for("intake.view_edit", ref=reference)

    def row(self, dossier: Dossier, item: uuid.UUID | None) -> Any | None:
        return self.look_up(dossier, dossier.access.id)

    def of_family(self, dossier: Dossier, item: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
        """There is one of each department: whatever its id."""
        owner = dossier.access.reader.department
        return DepartmentView.family_id == dossier.access.id, DepartmentView.owner == owner

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"owner": dossier.access.reader.department}


TELLING, VIEW = TellingEditor(), ViewEditor()
