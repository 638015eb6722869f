"""The steps of visitation's forms: each answers with the referral's page, in which what was typed stays."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from hfi.families.scope import FamilyAccess, open_family
from hfi.family_page.editing import own_ids
from hfi.intake import deciding
from hfi.intake.decision_forms import AnswerForm, DecisionForm
from hfi.intake.models import Outcome
from hfi.intake.visitation import load_referral
from hfi.programmes.model import programme_of
from hfi.texts import _

MEANWHILE = 409


def answer_page(access: FamilyAccess, status: int = 200, **forms: Any) -> Response:
    """The page with its forms; `decision` or `answer` is one in which something is wrong."""
    page = load_referral(access)
    decision = forms.get("decision") or DecisionForm(formdata=None, data={"version": str(page.version)})
    if status == MEANWHILE:
        decision.version.data, decision.version.raw_data = str(page.version), None
    own_ids(decision, "decision")
    wrong = forms.get("answer")
    answers = {one.key: answer_form(one.key, wrong) for one in page.checks if one.may_answer}
    html = render_template("intake/referral.html", page=page, decision=decision, answers=answers)
    return make_response(html, status)


def answer_form(key: str, wrong: AnswerForm | None) -> AnswerForm:
    """The form about one rule."""
    mine = wrong is not None and wrong.rule.data == key
    form = wrong if wrong is not None and mine else AnswerForm(formdata=None, data={"rule": key})
    own_ids(form, f"answer-{key}")
    return form


def to_page(access: FamilyAccess, anchor: str = "") -> Response:
    """Back to the referral."""
    url = url_for("intake.show_referral", ref=access.reference, _anchor=anchor or None)
    return make_response(redirect(url, 303))


def answer_rule(access: FamilyAccess) -> Response:
    """Take what was found out about a rule. A rule that the programme has not is nobody's to answer."""
    deciding.refuse_unless_deciding(access, "referral")
    if request.method == "GET":
        return answer_page(access)
    form = AnswerForm()
    known = {one.key for one in programme_of(access.programme).target_group}
    if access.has_plan or form.rule.data not in known:
        return to_page(access)
    if not form.validate():
        return answer_page(access, 422, answer=form)
    deciding.answer_rule(access, form)
    return to_page(access, "target")


def decide(access: FamilyAccess) -> Response:
    """Take the decision. Whoever is offered a place is enrolled on the next page."""
    deciding.refuse_unless_deciding(access, "referral")
    if request.method == "GET":
        return answer_page(access)
    form = DecisionForm()
    if access.has_plan:
        return to_page(access)
    if not form.validate():
        return answer_page(access, 422, decision=form)
    try:
        deciding.decide_referral(access, form)
    except deciding.DecidedMeanwhileError:
        return answer_meanwhile(access, form)
    if form.outcome.data is Outcome.ENROL:
        return make_response(redirect(url_for("intake.enrol", ref=access.reference), 303))
    return to_page(access, "decision")


def answer_meanwhile(access: FamilyAccess, form: DecisionForm) -> Response:
    """Somebody else decided first: their decision stands above the form, which keeps what was typed."""
    form.outcome.errors = [_("A colleague decided while you were writing. Look at it, and decide again if you must.")]
    return answer_page(open_family(access.reader, access.reference), MEANWHILE, decision=form)
