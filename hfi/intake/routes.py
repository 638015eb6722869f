"""Addresses of the way in."""

from flask import Blueprint, Response, make_response, render_template, request

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.drafts.rescue import keeps_drafts
from hfi.families.scope import open_family
from hfi.family_page.routes import edit_view
from hfi.intake import assessing, enrolling, referring, visiting
from hfi.intake.assessment_editors import TELLING, VIEW
from hfi.intake.incoming_form import IncomingFilter
from hfi.intake.queries import load_referrals

blueprint = Blueprint("intake", __name__)
FAMILY = "/families/<reference:ref>"
BOTH = ["GET", "POST"]


@blueprint.get("/referrals")
@requires(Right.REFERRAL_WRITE)
def show() -> Response:
    """What I referred; and for those who decide, what waits."""
    form = IncomingFilter(request.args)
    form.offer()
    fits = form.validate()
    page = load_referrals(principal(), form.programme.data if fits else "")
    return make_response(render_template("intake/referrals.html", page=page, form=form), 200 if fits else 422)


@blueprint.route("/referrals/new", methods=BOTH)
@keeps_drafts
@requires(Right.REFERRAL_WRITE)
def refer() -> Response:
    """A new referral."""
    return referring.refer(principal())


@blueprint.get(f"{FAMILY}/referral")
@requires(Right.FAMILY_READ)
def show_referral(ref: str) -> Response:
    """The referral, the target group's rules one by one, and what was decided."""
    return visiting.answer_page(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/referral/answer", methods=BOTH)
@requires(Right.TEAM_WRITE)
def answer_rule(ref: str) -> Response:
    """What somebody found out about a rule."""
    return visiting.answer_rule(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/referral/decision", methods=BOTH)
@requires(Right.TEAM_WRITE)
def decide(ref: str) -> Response:
    """What is decided."""
    return visiting.decide(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/enrolment", methods=BOTH)
@requires(Right.TEAM_WRITE)
def enrol(ref: str) -> Response:
    """The family's contact persons, its coordinator and its first meeting."""
    return enrolling.enrol(open_family(principal(), ref))


@blueprint.get(f"{FAMILY}/assessment")
@requires(Right.FAMILY_READ)
def assessment(ref: str) -> Response:
    """The joint assessment."""
    return assessing.answer_page(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/assessment/approval", methods=BOTH)
@requires(Right.FAMILY_WRITE)
def approve(ref: str) -> Response:
    """The family said that it is right."""
    return assessing.approve(open_family(principal(), ref))


blueprint.add_url_rule(f"{FAMILY}/tellings/new", "telling_new", edit_view(TELLING), methods=BOTH)
blueprint.add_url_rule(f"{FAMILY}/tellings/<uuid:item>/edit", "telling_edit", edit_view(TELLING), methods=BOTH)
blueprint.add_url_rule(f"{FAMILY}/assessment/view/edit", "view_edit", edit_view(VIEW), methods=BOTH)
