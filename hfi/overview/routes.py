"""My overview, the list of families, and the search."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from hfi import clock, hx
from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.audit.samples import last_month, load_sample
from hfi.emergency.queries import load_waiting
from hfi.notices.forms import SeenForm
from hfi.notices.queries import load_notices
from hfi.overview import service
from hfi.overview.consents import load_ending, load_law, load_law_ending
from hfi.overview.forms import FilterForm, SearchForm
from hfi.overview.lists import load_list
from hfi.overview.queries import load_new_changes, load_overview
from hfi.overview.search import find
from hfi.overview.words import FILTERS
from hfi.plan.department import registry

blueprint = Blueprint("overview", __name__)
blueprint.add_app_template_global(clock.today, "today")
for words in FILTERS:
    blueprint.add_app_template_filter(words)


@blueprint.app_template_global()
def area_icons() -> list[tuple[str, str]]:
    """The areas and their icons, in the order of the page: what the login picture is drawn from."""
    return [(one.key, one.icon) for one in registry().departments.values()]


@blueprint.get("/")
@requires(Right.OVERVIEW_READ)
def show() -> Response:
    """My overview; managers begin with the caseload, the data-protection officer with the log, and others without
    families with what their role is for.
    """
    reader = principal()
    if reader.has(Right.CASELOAD_READ):
        return make_response(redirect(url_for("caseload.show"), 303))
    notices = load_notices(reader)
    if reader.has(Right.EMERGENCY_REVIEW):
        waiting, due = load_waiting(reader), load_sample(last_month())
        return make_response(render_template("overview/officer.html", notices=notices, waiting=waiting, due=due))
    overview = load_overview(reader) if reader.has(Right.FAMILY_READ) else None
    if not overview or not (overview.families or overview.calls):
        return make_response(render_template("overview/nothing.html", role=reader.role.value, notices=notices))
    page = render_template("overview/show.html", page=overview, notices=notices, refreshed=hx.wants_fragment())
    return make_response(page)


@blueprint.post("/overview/seen")
@requires(Right.OVERVIEW_READ)
def mark_seen() -> Response:
    """I have seen what colleagues changed."""
    reader, until = principal(), SeenForm().moment()
    if until is None:
        abort(400)
    service.mark_seen(reader, until)
    if not hx.wants_fragment():
        return make_response(redirect(url_for("overview.show"), 303))
    return make_response(render_template("overview/changes.html", changes=load_new_changes(reader, until), seen=True))


@blueprint.get("/families")
@requires(Right.FAMILY_READ)
def families() -> Response:
    """The families that I may open."""
    form = FilterForm(request.args)
    after = request.args.get("after", "")
    page = load_list(principal(), form.wanted(), after)
    return make_response(render_template("overview/families.html", form=form, page=page, paged=bool(after)))


@blueprint.get("/consents")
@requires(Right.SHARING_WRITE)
def consents() -> Response:
    """Whose consent runs out soon in the families that I work with, and what is soon shared by law no more."""
    rows, laws = load_ending(principal()), load_law_ending(principal())
    return make_response(render_template("overview/consents.html", rows=rows, laws=laws))


@blueprint.get("/grounds")
@requires(Right.GROUNDS_READ)
def grounds() -> Response:
    """What is shared by law today: for the data-protection officer."""
    return make_response(render_template("overview/grounds.html", rows=load_law(principal())))


@blueprint.route("/search", methods=["GET", "POST"])
@requires(Right.FAMILY_READ)
def search() -> Response:
    """Find a family. A CPR number is looked for only when it was sent in the body: addresses are kept and logged."""
    form = SearchForm(request.values)
    asked = form.asked(in_address=request.method == "GET")
    found = find(principal(), asked) if asked else None
    page = render_template("overview/search.html", form=form, found=found)
    return make_response(page, 422 if form.errors else 200)
