"""Addresses of what is printed for one family, and the answer of a machine that cannot print."""

from flask import Blueprint, Response, g, make_response, render_template, request

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.families.scope import open_family
from hfi.printing.consent import consent_pdf, load_consent
from hfi.printing.document import PrintUnavailableError
from hfi.printing.paper import plan_pdf
from hfi.printing.queries import load_choice, load_plan
from hfi.texts import _, force_locale

blueprint = Blueprint("printing", __name__)


@blueprint.get("/families/<reference:ref>/plan.pdf")
@requires(Right.FAMILY_PRINT)
def plan(ref: str) -> Response:
    """The plan for the one whom `for` names, in Danish whatever language its reader works in."""
    access = open_family(principal(), ref)
    with force_locale("da"):
        document = plan_pdf(load_plan(access, request.args.get("for", "")))
    return pdf_response(document, f"{access.reference}-plan.pdf")


@blueprint.get("/families/<reference:ref>/print")
@requires(Right.FAMILY_PRINT)
def choose(ref: str) -> Response:
    """Whom the copy is for, and what it will show: looked at before anything is printed."""
    page = load_choice(open_family(principal(), ref), request.args.get("for", ""))
    return make_response(render_template("printing/choose.html", page=page))


@blueprint.get("/families/<reference:ref>/consent.pdf")
@requires(Right.FAMILY_PRINT)
def consent(ref: str) -> Response:
    """The consent form to sign, of one person (`for`) or of everybody at home; in Danish."""
    access = open_family(principal(), ref)
    with force_locale("da"):
        document = consent_pdf(load_consent(access, request.args.get("for", "")))
    return pdf_response(document, f"{access.reference}-consent.pdf")


def pdf_response(document: bytes, name: str) -> Response:
    """The document, shown in the browser and saved under this name."""
    response = make_response(document)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@blueprint.app_errorhandler(PrintUnavailableError)
def cannot_print(error: PrintUnavailableError) -> tuple[str, int]:
    """Say which packages are missing; whoever looks after the machine needs their names."""
    g.fault = error
    page = render_template(
        "error.html",
        code=503,
        title=_("Printing does not work on this machine"),
        text=_("These system packages are missing: %(packages)s. Everything else works.", packages=str(error)),
        request_id=g.get("request_id", ""),
    )
    return page, 503
