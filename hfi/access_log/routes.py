"""The addresses of the log: a family's, the way to it, and the sample checks."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import ServiceUnavailable

from hfi import errors
from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.access_log import checks
from hfi.access_log.forms import VERDICTS, CheckForm, LogFilter, ReferenceForm, row_number
from hfi.access_log.queries import Wanted, load_log, load_paper, load_people
from hfi.access_log.scope import look_up, open_log
from hfi.access_log.words import Did
from hfi.audit.chain import BrokenLogError
from hfi.audit.samples import last_month, load_months, load_sample
from hfi.families.reference import is_reference
from hfi.printing.document import pdf
from hfi.printing.paper import render
from hfi.printing.routes import pdf_response
from hfi.texts import _, force_locale

blueprint = Blueprint("access_log", __name__)


@blueprint.get("/families/<reference:ref>/log")
@requires(Right.LOG_READ)
def show(ref: str) -> Response:
    """Who has opened this case."""
    access = open_log(principal(), ref)
    form = LogFilter(request.args)
    form.offer(load_people(access))
    fits = form.validate()
    page = load_log(access, wanted(form) if fits else Wanted(), request.args.get("before", type=row_number))
    answer = render_template(
        "access_log/family.html", page=page, form=form, by_office=not principal().has(Right.FAMILY_READ)
    )
    return make_response(answer, 200 if fits else 422)


def wanted(form: LogFilter) -> Wanted:
    """What was chosen in the filter."""
    person = uuid.UUID(form.person.data) if form.person.data else None
    return Wanted(person, Did(form.action.data) if form.action.data else None, form.since.data, form.until.data)


@blueprint.get("/families/<reference:ref>/log.pdf")
@requires(Right.LOG_READ)
def paper(ref: str) -> Response:
    """The log for the family, in Danish, without the names of those who work here."""
    access = open_log(principal(), ref)
    form = LogFilter(request.args)
    form.offer(load_people(access))
    with force_locale("da"):
        document = pdf(render("print/log.html", log=load_paper(access, wanted(form) if form.validate() else Wanted())))
    return pdf_response(document, f"{access.reference}-log.pdf")


@blueprint.get("/log")
@requires(Right.LOG_CHECK)
def families() -> Response:
    """The way to every family's log, by its reference."""
    form = ReferenceForm(request.args)
    asked = (form.reference.data or "").upper() if form.validate() else ""
    if asked and look_up(principal(), asked):
        return make_response(redirect(url_for("access_log.show", ref=asked), 303))
    if asked:
        form.reference.errors = [_("There is no case with this reference.")]
    after = request.args.get("after", "")
    # PostgreSQL takes no text with a NUL in it, not even to compare.
    after = after if is_reference(after) else ""
    page = checks.load_families(principal(), after)
    due = load_sample(last_month())
    answer = render_template("access_log/families.html", form=form, page=page, paged=bool(after), due=due)
    return make_response(answer, 422 if form.errors else 200)


@blueprint.get("/log/checks")
@requires(Right.LOG_CHECK)
def months() -> Response:
    """The sample checks, month by month."""
    return make_response(render_template("access_log/months.html", months=load_months()))


@blueprint.route("/log/checks/<int:year>-<int:month>", methods=["GET", "POST"])
@requires(Right.LOG_CHECK)
def list_checks(year: int, month: int) -> Response:
    """A month's sample, and picking it."""
    first = month_or_404(year, month)
    if request.method == "POST":
        checks.make_list(principal(), first)
        return back_to(first)
    found, sample = checks.load_checks(first), load_sample(first)
    answer = render_template("access_log/checks.html", month=sample, checks=found, verdicts=VERDICTS)
    return make_response(answer)


def month_or_404(year: int, month: int) -> date:
    """The first day of a month that is over."""
    try:
        first = date(year, month, 1)
    except ValueError:
        abort(404)
    if first > last_month():
        abort(404)
    return first


def back_to(month: date) -> Response:
    """To the month's sample."""
    return make_response(redirect(url_for("access_log.list_checks", year=month.year, month=month.month), 303))


@blueprint.route("/log/checks/<uuid:item>", methods=["GET", "POST"])
@requires(Right.LOG_CHECK)
def check(item: uuid.UUID) -> Response:
    """One picked row, and the sign-off."""
    found: Any = checks.load_check(item)
    if found is None:
        abort(404)
    form = CheckForm(data={"verdict": found.verdict, "note": found.note})
    if form.validate_on_submit():
        checks.sign_off(principal(), item, form.verdict.data, form.note.data or "")
        return back_to(found.month)
    answer = render_template("access_log/check.html", check=found, form=form)
    return make_response(answer, 422 if form.errors else 200)


@blueprint.app_errorhandler(BrokenLogError)
def log_is_broken(error: BrokenLogError) -> tuple[str, int]:
    """What cannot be logged is not shown; whoever looks after the machine reads of it in its log."""
    g.fault = error
    return errors.answer(ServiceUnavailable())
