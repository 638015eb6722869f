"""Marking notices as seen; the list itself stands on the overview."""

from flask import Blueprint, Response, abort, make_response, redirect, url_for

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.notices import service
from hfi.notices.forms import SeenForm

blueprint = Blueprint("notices", __name__)


@blueprint.post("/notices/seen")
@requires(Right.OVERVIEW_READ)
def mark_seen() -> Response:
    """I have seen these."""
    until = SeenForm().moment()
    if until is None:
        abort(400)
    service.mark_seen(principal(), until)
    return make_response(redirect(url_for("overview.show"), 303))
