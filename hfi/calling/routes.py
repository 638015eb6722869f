"""Addresses of a family's plan meetings: the list, one meeting, calling it, calling it off, reminding."""

import uuid

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.calling import service
from hfi.calling.answers import answer_edit, open_for_keepers
from hfi.calling.forms import CancelForm
from hfi.calling.queries import load_list, load_meeting
from hfi.families.scope import open_family
from hfi.family_page.dossier import Dossier

blueprint = Blueprint("calling", __name__)
MEETINGS = "/families/<reference:ref>/meetings"
MEETING = f"{MEETINGS}/<uuid:item>"
BOTH = ["GET", "POST"]


@blueprint.get(MEETINGS)
@requires(Right.FAMILY_READ)
def show_list(ref: str) -> Response:
    """All meetings, held and coming."""
    page = load_list(Dossier(open_family(principal(), ref)))
    return make_response(render_template("calling/list.html", page=page))


@blueprint.route(f"{MEETINGS}/new", methods=BOTH)
@requires(Right.FAMILY_WRITE)
def call(ref: str) -> Response:
    """Call a meeting."""
    return answer_edit(ref)


@blueprint.get(MEETING)
@requires(Right.FAMILY_READ)
def show(ref: str, item: uuid.UUID) -> Response:
    """One meeting: who is called, what is to be settled, who is not ready."""
    page = load_meeting(Dossier(open_family(principal(), ref)), item)
    return make_response(render_template("calling/meeting.html", page=page))


@blueprint.route(f"{MEETING}/edit", methods=BOTH)
@requires(Right.FAMILY_WRITE)
def edit(ref: str, item: uuid.UUID) -> Response:
    """Move the meeting, or change who is called."""
    return answer_edit(ref, item)


@blueprint.route(f"{MEETING}/cancel", methods=BOTH)
@requires(Right.FAMILY_WRITE)
def cancel(ref: str, item: uuid.UUID) -> Response:
    """Call the meeting off, with a reason."""
    dossier = open_for_keepers(ref, "meeting-cancel")
    form = CancelForm()
    if form.validate_on_submit():
        if not service.cancel(dossier, item, form.reason.data or ""):
            abort(404)
        return make_response(redirect(url_for("calling.show", ref=ref, item=item), 303))
    page = load_meeting(dossier, item)
    return make_response(
        render_template("calling/cancel.html", page=page, form=form), 422 if form.is_submitted() else 200
    )


@blueprint.post(f"{MEETING}/remind")
@requires(Right.FAMILY_WRITE)
def remind(ref: str, item: uuid.UUID) -> Response:
    """Remind everybody whose section is not ready."""
    if not service.remind(open_for_keepers(ref, "meeting-remind"), item):
        abort(404)
    return make_response(redirect(url_for("calling.show", ref=ref, item=item, _anchor="ready"), 303))
