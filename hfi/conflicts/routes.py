"""Saying that somebody stands too near to a family, and taking it back."""

import uuid

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.access.terms import Action
from hfi.conflicts import declaring, service
from hfi.conflicts.access import enter
from hfi.conflicts.forms import ColleagueForm, ConflictForm, DeclareForm
from hfi.conflicts.queries import load_conflicts, load_name
from hfi.families.scope import FamilyAccess
from hfi.texts import _

blueprint = Blueprint("conflicts", __name__)
FAMILY = "/families/<reference:ref>"
BOTH = ["GET", "POST"]


@blueprint.route("/conflicts", methods=BOTH)
@requires(Right.CONFLICT_DECLARE)
def declare() -> Response:
    """I stand too near to a family, which I need not be able to see."""
    form = DeclareForm()
    if not form.validate_on_submit():
        page = render_template("conflicts/declare.html", form=form, action=url_for("conflicts.declare"), family="")
        return make_response(page, 422 if form.is_submitted() else 200)
    declaring.declare(principal(), **form.values(("family", "kind", "reason")))
    return make_response(redirect(url_for("conflicts.noted"), 303))


@blueprint.get("/conflicts/noted")
@requires(Right.CONFLICT_DECLARE)
def noted() -> Response:
    """The same sentence, whether there is such a family or not."""
    return make_response(render_template("conflicts/noted.html"))


@blueprint.route(f"{FAMILY}/conflict", methods=BOTH)
@requires(Right.CONFLICT_DECLARE)
def declare_here(ref: str) -> Response:
    """I stand too near to this family."""
    access, decision = enter(principal(), ref, Action.BLOCK, oneself=True)
    form = ConflictForm()
    if form.validate_on_submit():
        service.declare_here(access, **form.values(("kind", "reason")))
        return make_response(redirect(url_for("conflicts.noted"), 303))
    action = url_for("conflicts.declare_here", ref=access.reference)
    page = render_template(
        "conflicts/declare.html", form=form, action=action, family=load_name(access, decision.why), reference=ref
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@blueprint.route(f"{FAMILY}/conflicts", methods=BOTH)
@requires(Right.CONFLICT_DECIDE)
def of_family(ref: str) -> Response:
    """Whom the family is hidden from, and a manager's word about a colleague."""
    access, decision = enter(principal(), ref, Action.BLOCK)
    form = ColleagueForm()
    if form.validate_on_submit() and set_for(access, form):
        return make_response(redirect(url_for("conflicts.of_family", ref=ref), 303))
    page = render_template("conflicts/family.html", form=form, page=load_conflicts(access, decision.why))
    return make_response(page, 422 if form.is_submitted() else 200)


def set_for(access: FamilyAccess, form: ColleagueForm) -> bool:
    """Hide the family from the colleague; false, with a word at the field, when there is none with this e-mail."""
    user_id = service.find_user(form.email.data or "")
    if user_id is None or user_id == access.reader.user_id:
        form.email.errors = [_("No colleague of yours logs in with this e-mail. Check it.")]
        return False
    service.set_for(access, user_id, **form.values(("kind", "reason")))
    return True


@blueprint.post(f"{FAMILY}/conflicts/<uuid:item>/lift")
@requires(Right.CONFLICT_DECIDE)
def lift(ref: str, item: uuid.UUID) -> Response:
    """The colleague may work with the family again. Nobody gets here for themselves: the family is hidden from them."""
    access, _decision = enter(principal(), ref, Action.BLOCK)
    if not service.lift(access, item):
        abort(404)
    return make_response(redirect(url_for("conflicts.of_family", ref=ref), 303))
