"""Addresses of the versions of a plan: one, its paper, who agreed, two side by side, and the questions afterwards."""

import uuid

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.calling.answers import open_for_keepers
from hfi.calling.queries import log_meeting
from hfi.calling.routes import MEETING
from hfi.families.scope import open_family
from hfi.family_page.dossier import Dossier
from hfi.printing.routes import pdf_response
from hfi.texts import force_locale
from hfi.versions.answers import is_held, keep_answers
from hfi.versions.approving import ApprovalEditor, keep_approval
from hfi.versions.forms import AnswersForm
from hfi.versions.queries import find_version, load_comparison, load_paper, load_version
from hfi.versions.sheet import load_sheet, sheet_pdf

blueprint = Blueprint("versions", __name__)
VERSIONS = "/families/<reference:ref>/versions"
VERSION = f"{VERSIONS}/<int:number>"
BOTH = ["GET", "POST"]


@blueprint.get(VERSION)
@requires(Right.FAMILY_PRINT)
def show(ref: str, number: int) -> Response:
    """One version, with its minutes and who agreed."""
    dossier = Dossier(open_family(principal(), ref))
    form = ApprovalEditor().open_form(dossier, None, None)
    return make_response(render_template("versions/version.html", page=load_version(dossier, number), form=form))


@blueprint.get(f"{VERSION}/plan.pdf")
@requires(Right.FAMILY_PRINT)
def paper(ref: str, number: int) -> Response:
    """The paper as it was handed over: the same bytes each time."""
    dossier = Dossier(open_family(principal(), ref))
    return pdf_response(load_paper(dossier, number), f"{dossier.access.reference}-plan-{number}.pdf")


@blueprint.post(f"{VERSION}/approvals")
@requires(Right.FAMILY_WRITE)
def approve(ref: str, number: int) -> Response:
    """Write down what somebody says to the version."""
    dossier = open_for_keepers(ref, "version")
    version = find_version(dossier, number)
    form = ApprovalEditor().open_form(dossier, None, request.form)
    if form.validate():
        keep_approval(dossier, version.id, form)
        return make_response(redirect(url_for("versions.show", ref=ref, number=number, _anchor="approvals"), 303))
    page = load_version(dossier, number)
    return make_response(render_template("versions/version.html", page=page, form=form), 422)


@blueprint.get(f"{VERSIONS}/compare")
@requires(Right.FAMILY_PRINT)
def compare(ref: str) -> Response:
    """Two versions side by side; 404 for one that there is not."""
    old, new = request.args.get("old", 0, int), request.args.get("new", 0, int)
    page = load_comparison(Dossier(open_family(principal(), ref)), old, new)
    return make_response(render_template("versions/compare.html", page=page))


@blueprint.route(f"{MEETING}/answers", methods=BOTH)
@requires(Right.FAMILY_WRITE)
def answers(ref: str, item: uuid.UUID) -> Response:
    """The three questions after the meeting."""
    dossier = Dossier(open_family(principal(), ref))
    decision = dossier.access.decide(Action.WRITE, contribution=True)
    if not decision:
        audit.refuse(principal(), dossier.access.id, "meeting", decision.why)
    form = AnswersForm()
    if not is_held(dossier, item):
        log_meeting(dossier, "meeting")
        abort(404)
    if form.validate_on_submit():
        keep_answers(dossier, item, form)
        return make_response(redirect(url_for("versions.thanks", ref=ref, item=item), 303))
    log_meeting(dossier, "meeting")
    page = render_template("versions/answers.html", form=form, reference=ref, item=item)
    return make_response(page, 422 if form.is_submitted() else 200)


@blueprint.get(f"{MEETING}/answers/thanks")
@requires(Right.FAMILY_WRITE)
def thanks(ref: str, item: uuid.UUID) -> Response:
    """It is kept; the next one may answer."""
    dossier = Dossier(open_family(principal(), ref))
    held = is_held(dossier, item)
    log_meeting(dossier, "meeting")
    if not held:
        abort(404)
    return make_response(render_template("versions/thanks.html", reference=dossier.access.reference, item=item))


@blueprint.get(f"{MEETING}/questions.pdf")
@requires(Right.FAMILY_PRINT)
def questions(ref: str, item: uuid.UUID) -> Response:
    """The same questions on paper, two half pages to a sheet, in Danish."""
    dossier = Dossier(open_family(principal(), ref))
    with force_locale("da"):
        document = sheet_pdf(load_sheet(dossier, item))
    return pdf_response(document, f"{dossier.access.reference}-questions.pdf")
