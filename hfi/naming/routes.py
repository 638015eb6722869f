"""Addresses of the page that says who is named in a family."""

import uuid

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.families.scope import open_family
from hfi.family_page.dossier import Dossier
from hfi.naming import pages, service

blueprint = Blueprint("naming", __name__)
FAMILY = "/families/<reference:ref>"


@blueprint.route(f"{FAMILY}/named", methods=["GET", "POST"])
@requires(Right.FAMILY_NAME)
def show(ref: str) -> Response:
    """Who is named, and the form that names one more."""
    dossier = Dossier(open_family(principal(), ref))
    form = pages.open_form(dossier)
    page = pages.load(dossier, form.is_submitted())
    if form.validate_on_submit():
        service.name_somebody(dossier, form)
        return make_response(redirect(url_for("naming.show", ref=ref), 303))
    return make_response(render_template("naming/page.html", page=page, form=form), 422 if form.errors else 200)


@blueprint.post(f"{FAMILY}/named/<uuid:item>/end")
@requires(Right.FAMILY_NAME)
def end(ref: str, item: uuid.UUID) -> Response:
    """End a naming."""
    service.end_naming(Dossier(open_family(principal(), ref)), item)
    return make_response(redirect(url_for("naming.show", ref=ref), 303))
