"""The steps of the assessment's page, and of the family's approval."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from hfi.access.terms import Action, Level
from hfi.audit import service as audit
from hfi.families.scope import FamilyAccess
from hfi.intake import assessment
from hfi.intake.assessment_editors import new_approval
from hfi.intake.assessment_forms import ApprovalForm


def answer_page(access: FamilyAccess, approval: Any = None, status: int = 200) -> Response:
    """The page; with what was typed, when something of the approval is wrong."""
    page = assessment.load_assessment(access)
    form = approval or new_approval()
    html = render_template("intake/assessment.html", page=page, editing=None, approval=form)
    return make_response(html, status)


def approve(access: FamilyAccess) -> Response:
    """Take the family's approval, from those who keep the plan."""
    decision = access.decide(Action.WRITE, Level.PLAN)
    if not decision:
        audit.refuse(access.reader, access.id, "form:approval", decision.why)
    audit.because(decision.why)
    if request.method == "GET":
        return answer_page(access)
    form = ApprovalForm()
    if not form.validate():
        return answer_page(access, form, 422)
    assessment.approve(access, form)
    url = url_for("intake.assessment", ref=access.reference, _anchor="approval")
    return make_response(redirect(url, 303))
