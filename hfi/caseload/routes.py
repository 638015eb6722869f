"""The caseload, on screen and on paper."""

from flask import Blueprint, Response, make_response, render_template

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.caseload.queries import load_caseload
from hfi.emergency.queries import load_waiting
from hfi.notices.queries import load_notices
from hfi.printing.document import pdf
from hfi.printing.paper import render
from hfi.printing.routes import pdf_response
from hfi.programmes.model import main_programme
from hfi.texts import force_locale

blueprint = Blueprint("caseload", __name__)


@blueprint.get("/caseload")
@requires(Right.CASELOAD_READ)
def show() -> Response:
    """The manager's page."""
    reader = principal()
    caseload, notices = load_caseload(reader, main_programme()), load_notices(reader)
    waiting = load_waiting(reader) if caseload.whole_programme else None
    return make_response(render_template("caseload/page.html", caseload=caseload, notices=notices, waiting=waiting))


@blueprint.get("/caseload.pdf")
@requires(Right.CASELOAD_READ)
def paper() -> Response:
    """The same on one page of paper, in Danish."""
    caseload = load_caseload(principal(), main_programme())
    with force_locale("da"):
        document = pdf(render("print/caseload.html", caseload=caseload))
    return pdf_response(document, f"caseload-{caseload.day.isoformat()}.pdf")
