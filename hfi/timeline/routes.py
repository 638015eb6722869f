"""The address of a family's timeline."""

from flask import Blueprint, Response, make_response, render_template, request

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.families.scope import open_family
from hfi.timeline.events import Wanted, read_cursor
from hfi.timeline.forms import TimelineFilter
from hfi.timeline.history import History
from hfi.timeline.queries import load_timeline

blueprint = Blueprint("timeline", __name__)


@blueprint.get("/families/<reference:ref>/timeline")
@requires(Right.FAMILY_READ)
def show(ref: str) -> Response:
    """Everything that happened, the newest first."""
    history = History(open_family(principal(), ref))
    form = TimelineFilter(request.args)
    form.offer(history)
    fits = form.validate()
    page = load_timeline(history, form.wanted() if fits else Wanted(), read_cursor(request.args.get("before", "")))
    return make_response(render_template("timeline/show.html", page=page, form=form), 200 if fits else 422)
