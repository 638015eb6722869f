"""Addresses of the meeting's screen: the six steps, what is written in them, and the closing."""

import uuid

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from hfi import clock
from hfi.access.guard import requires
from hfi.access.roles import Right
from hfi.calling.routes import MEETING
from hfi.drafts.rescue import keeps_drafts
from hfi.meeting_mode import steps
from hfi.meeting_mode.closing import answer_closing, closed_before
from hfi.meeting_mode.editors import NEW_AGREEMENT, NEXT, PRESENCE, TalkEditor
from hfi.meeting_mode.frame import is_under_way
from hfi.meeting_mode.saving import answer_step, save, sit_down, step_url, typed_values
from hfi.meeting_mode.settling import answer_agreed, answer_settled
from hfi.meeting_mode.views import Form
from hfi.plan.models import AgreementStatus

blueprint = Blueprint("meeting_mode", __name__)
BOTH = ["GET", "POST"]
STOP_ASKING = 286
"""htmx stops to poll at this status."""


@blueprint.get(f"{MEETING}/<any(welcome,since,goals,week,agreements,next):name>")
@requires(Right.FAMILY_PRINT)
def step(ref: str, item: uuid.UUID, name: str) -> Response:
    """One of the six steps; of the goals the one with the number `n`."""
    table = sit_down(ref, item)
    if name == "goals":
        return answer_step(table, steps.goals(table.dossier, table.meeting, request.args.get("n", 1, int)))
    return answer_step(table, steps.PLAIN[name](table.dossier, table.meeting))


@blueprint.post(f"{MEETING}/presence")
@requires(Right.FAMILY_WRITE)
def presence(ref: str, item: uuid.UUID) -> Response:
    """Who is here."""
    table = sit_down(ref, item, to_write=True)
    row = PRESENCE.find(table.dossier, item)
    typed = steps.everybody(table.dossier, item, typed_values())
    form = Form(PRESENCE.open_form(table.dossier, row, typed), request.path)
    back = step_url(ref, item, "welcome")
    return save(table, PRESENCE, row, form, lambda shown: steps.welcome(table.dossier, table.meeting, shown), back)


@blueprint.post(f"{MEETING}/goals/<uuid:goal_id>")
@keeps_drafts
@requires(Right.FAMILY_WRITE)
def talk(ref: str, item: uuid.UUID, goal_id: uuid.UUID) -> Response:
    """Where a goal is, why, and one step up."""
    table = sit_down(ref, item, to_write=True)
    editor, place = TalkEditor(item), steps.place_of(table.dossier, goal_id)
    row = editor.find(table.dossier, goal_id)
    form = steps.talk_form(table.dossier, table.meeting, goal_id, typed_values())
    back = step_url(ref, item, "goals", n=place)
    return save(table, editor, row, form, lambda shown: steps.goals(table.dossier, table.meeting, place, shown), back)


@blueprint.post(f"{MEETING}/agreements")
@keeps_drafts
@requires(Right.FAMILY_WRITE)
def agree(ref: str, item: uuid.UUID) -> Response:
    """A new agreement."""
    return answer_agreed(sit_down(ref, item, to_write=True), NEW_AGREEMENT)


@blueprint.post(f"{MEETING}/agreements/<uuid:agreement_id>/<any(done,open,dropped):status>")
@requires(Right.FAMILY_WRITE)
def settle(ref: str, item: uuid.UUID, agreement_id: uuid.UUID, status: str) -> Response:
    """Tick an agreement, take the tick back, or call it off with a reason."""
    return answer_settled(sit_down(ref, item, to_write=True), agreement_id, AgreementStatus(status))


@blueprint.post(f"{MEETING}/decisions")
@keeps_drafts
@requires(Right.FAMILY_WRITE)
def decide(ref: str, item: uuid.UUID) -> Response:
    """What was decided, and when everybody meets again."""
    table = sit_down(ref, item, to_write=True)
    row = NEXT.find(table.dossier, item)
    form = Form(NEXT.open_form(table.dossier, row, typed_values()), request.path)
    back = step_url(ref, item, "next")
    return save(table, NEXT, row, form, lambda shown: steps.next_meeting(table.dossier, table.meeting, shown), back)


@blueprint.post(f"{MEETING}/alive")
@requires(Right.FAMILY_WRITE)
def stay(ref: str, item: uuid.UUID) -> Response:
    """A page in meeting mode says that the meeting goes on; it is told to stop when its time is over."""
    return Response("", 204 if is_under_way(sit_down(ref, item).meeting, clock.now()) else STOP_ASKING)


@blueprint.route(f"{MEETING}/close", methods=BOTH)
@requires(Right.FAMILY_WRITE)
def close(ref: str, item: uuid.UUID) -> Response:
    """The minutes, how it goes with each goal, whether to revise the plan; and a new version of it."""
    table = sit_down(ref, item, to_write=True, also_over=True)
    number = closed_before(table)
    if number:
        return make_response(redirect(url_for("versions.show", ref=ref, number=number), 303))
    page, status = answer_closing(table)
    if page is None:
        return make_response(redirect(url_for("versions.show", ref=ref, number=status), 303))
    return make_response(render_template("meeting_mode/close.html", page=page), status)
