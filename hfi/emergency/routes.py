"""Opening a family in an emergency, leaving it, and the reviews."""

import uuid

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for

from hfi.access import step_up
from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.access.throttle import TooManyAttemptsError
from hfi.emergency import reviews, service
from hfi.emergency.forms import EmergencyForm, ReviewForm
from hfi.emergency.queries import load_queue
from hfi.texts import _

blueprint = Blueprint("emergency", __name__)
BOTH = ["GET", "POST"]


@blueprint.route("/emergency", methods=BOTH)
@requires(Right.EMERGENCY_USE)
def show() -> Response:
    """The form, and opening the family."""
    form = EmergencyForm()
    if not form.validate_on_submit():
        return answer(form, 422 if form.is_submitted() else 200)
    status = check_password(form)
    if status != 200:
        return answer(form, status)
    wanted = service.Emergency(**form.values(("family", "category", "reason")))
    reference = service.open_in_emergency(principal(), wanted)
    if reference:
        step_up.renew(principal())
        return make_response(redirect(url_for("family_page.show", ref=reference), 303))
    form.family.errors = [_("No family can be opened with this. Check what you wrote, or ring the colleague on duty.")]
    return answer(form, 422)


def check_password(form: EmergencyForm) -> int:
    """200 when it is the reader's own; otherwise the status of the answer, with a word at the field."""
    try:
        return 200 if form.confirmed(principal()) else 422
    except TooManyAttemptsError:
        form.password.errors = [_("Too many attempts. Wait a minute and try again.")]
        return 429


def answer(form: EmergencyForm, status: int) -> Response:
    """The page with the form as it was filled in."""
    return make_response(render_template("emergency/show.html", form=form), status)


@blueprint.post("/emergency/<reference:ref>/end")
@requires(Right.EMERGENCY_USE)
def leave(ref: str) -> Response:
    """I am finished."""
    if not service.leave(principal(), ref):
        abort(404)
    return make_response(redirect(url_for("emergency.left"), 303))


@blueprint.get("/emergency/left")
@requires(Right.EMERGENCY_USE)
def left() -> Response:
    """The family is closed again."""
    return make_response(render_template("emergency/left.html"))


@blueprint.get("/emergency/reviews")
@requires(Right.EMERGENCY_REVIEW)
def queue() -> Response:
    """What waits for review, and what was reviewed lately."""
    return make_response(render_template("emergency/reviews.html", queue=load_queue(principal())))


@blueprint.route("/emergency/reviews/<uuid:item>", methods=BOTH)
@requires(Right.EMERGENCY_REVIEW)
def review(item: uuid.UUID) -> Response:
    """One emergency, and the verdict on it."""
    found = reviews.open_review(principal(), item)
    form = ReviewForm()
    if form.validate_on_submit():
        reviews.give_verdict(principal(), item, **form.values(("verdict", "note")))
        return make_response(redirect(url_for("emergency.queue"), 303))
    page = render_template("emergency/review.html", review=found, form=form)
    return make_response(page, 422 if form.is_submitted() else 200)
