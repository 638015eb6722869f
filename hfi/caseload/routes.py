"""The caseload, on screen and on paper."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from hfi.access.guard import requires
from hfi.access.principal import Principal, principal
from hfi.access.roles import Right
from hfi.caseload.queries import load_caseload
from hfi.emergency.queries import load_waiting
from hfi.notices.queries import load_notices
from hfi.printing.document import pdf
from hfi.printing.paper import render
from hfi.printing.routes import pdf_response
from hfi.programmes.model import Programme, programmes_with
from hfi.texts import force_locale

blueprint = Blueprint("caseload", __name__)


@blueprint.get("/caseload")
@requires(Right.CASELOAD_READ)
def show() -> Response:
    """The manager's page."""
    reader = principal()
    caseload, notices = load_caseload(reader, wanted_programme(reader)), load_notices(reader)
    waiting = load_waiting(reader) if caseload.whole_programme else None
    return make_response(render_template("caseload/page.html", caseload=caseload, notices=notices, waiting=waiting))


@blueprint.get("/caseload.pdf")
@requires(Right.CASELOAD_READ)
def paper() -> Response:
    """The same on one page of paper, in Danish."""
    reader = principal()
    caseload = load_caseload(reader, wanted_programme(reader))
    with force_locale("da"):
        document = pdf(render("print/caseload.html", caseload=caseload))
    return pdf_response(document, f"caseload-{caseload.day.isoformat()}.pdf")


def wanted_programme(reader: Principal) -> Programme:
    """The programme that the address names, of those that the reader's department takes part in; else the first.

    404 for any other, whether it is there or not.
    """
    mine = programmes_with(reader.department)
    wanted = request.args.get("programme") or next(iter(mine))
    return mine.get(wanted) or abort(404)
