"""Addresses of a family's team, of the managers' page, of handing families over, and of absences."""

import uuid
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from hfi import clock
from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.families.scope import open_family
from hfi.team import absences, handover, service
from hfi.team.forms import AbsenceForm, AttachForm, ChangeForm, HandOverForm
from hfi.team.presence import load_absence, load_absences
from hfi.team.queries import load_page, load_team, open_for_change
from hfi.team.staff import load_staff

blueprint = Blueprint("team", __name__)
FAMILY = "/families/<reference:ref>"
BOTH = ["GET", "POST"]


@blueprint.get(f"{FAMILY}/team")
@requires(Right.FAMILY_READ)
def show_family(ref: str) -> Response:
    """Who works with the family, and ever did."""
    return make_response(render_template("team/family.html", team=load_team(open_family(principal(), ref))))


@blueprint.route(f"{FAMILY}/attachments/new", methods=BOTH)
@requires(Right.TEAM_WRITE)
def attach(ref: str) -> Response:
    """Somebody begins to work with the family."""
    access, _nobody = open_for_change(principal(), ref)
    form = AttachForm(data={"item": str(uuid.uuid4()), "from_on": clock.today()})
    form.user_id.offer(load_staff())
    if form.validate_on_submit() and form.stores(lambda: service.attach(access, form)):
        return to_team(ref)
    return form_page("team/attach.html", form, ref=ref)


@blueprint.route(f"{FAMILY}/attachments/<uuid:item>/edit", methods=BOTH)
@requires(Right.TEAM_WRITE)
def change(ref: str, item: uuid.UUID) -> Response:
    """Somebody works with the family until another day."""
    access, tie = open_for_change(principal(), ref, item)
    form = ChangeForm(data={"to_on": tie.to_on or clock.today()})
    if form.validate_on_submit() and form.stores(lambda: service.change(access, item, form)):
        return to_team(ref)
    return form_page("team/change.html", form, ref=ref, tie=tie)


def to_team(ref: str) -> Response:
    """Back to who works with the family."""
    return make_response(redirect(url_for("team.show_family", ref=ref), 303))


def form_page(template: str, form: Any, **values: Any) -> Response:
    """A page with a form; with what was typed, when something is wrong."""
    return make_response(render_template(template, form=form, **values), 422 if form.errors else 200)


@blueprint.get("/team")
@requires(Right.TEAM_LEAD)
def show() -> Response:
    """What a manager looks after: families that lack somebody, who is away, what ended."""
    return make_response(render_template("team/page.html", page=load_page(principal())))


@blueprint.get("/team/handover")
@requires(Right.TEAM_LEAD)
def choose_giver() -> Response:
    """Whose families are to be handed over."""
    asked = request.args.get("from", "")
    givers = handover.load_givers(principal())
    if asked in {str(one[0]) for one in givers}:
        return make_response(redirect(url_for("team.hand_over", giver=asked), 303))
    return make_response(render_template("team/givers.html", givers=givers))


@blueprint.route("/team/handover/<uuid:giver>", methods=BOTH)
@requires(Right.TEAM_LEAD)
def hand_over(giver: uuid.UUID) -> Response:
    """All of somebody's families, or those that are ticked, go to a colleague."""
    person, families = handover.load_movable(principal(), giver)
    form = HandOverForm(data={"item": str(uuid.uuid4()), "from_on": clock.today(), "overlap": 14})
    form.offer([one for one in load_staff() if one.user_id != giver], families)
    if form.validate_on_submit() and form.stores(lambda: handover.hand_over(principal(), giver, form)):
        return make_response(render_template("team/handed_over.html", result=form.result))
    if person is None:
        abort(404)
    return form_page("team/handover.html", form, person=person, families=families)


@blueprint.route("/absences", methods=BOTH)
@requires(Right.ABSENCE_WRITE)
def away() -> Response:
    """Who is away, and a new absence."""
    page = load_absences(principal())
    form = AbsenceForm(data={"item": str(uuid.uuid4()), "from_on": clock.today()})
    form.offer(page.people, page.colleagues)
    if form.validate_on_submit() and form.stores(lambda: absences.write_absence(principal(), form)):
        return to_absences()
    return form_page("team/absences.html", form, page=page)


@blueprint.route("/absences/<uuid:item>/edit", methods=BOTH)
@requires(Right.ABSENCE_WRITE)
def change_absence(item: uuid.UUID) -> Response:
    """Other days or other substitutes, or back at work."""
    page = load_absences(principal())
    absence = load_absence(principal(), item)
    form = AbsenceForm(data=absence.values())
    form.offer(page.people, page.colleagues)
    if form.is_submitted() and "call_off" in request.form:
        absences.call_off(principal(), item)
        return to_absences()
    if form.validate_on_submit() and form.stores(lambda: absences.change_absence(principal(), item, form)):
        return to_absences()
    return form_page("team/absence.html", form, absence=absence)


def to_absences() -> Response:
    """Back to who is away."""
    return make_response(redirect(url_for("team.away"), 303))
