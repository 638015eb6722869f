"""Addresses of the lists: each kind's, an entry, and the forms that add, change, close and reopen one."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for

from hfi import clock
from hfi.access.guard import requires
from hfi.access.principal import Principal, principal
from hfi.access.roles import Right
from hfi.parameters import entries, queries, service
from hfi.parameters.entries import Entry
from hfi.parameters.forms import CloseForm, ReopenForm, entry_form, first_values
from hfi.parameters.models import Kind
from hfi.parameters.service import ChangedMeanwhileError
from hfi.parameters.words import KIND_TITLES
from hfi.texts import _l

blueprint = Blueprint("parameters", __name__)
BOTH = ["GET", "POST"]
LIST = "/parameters/<any(measures,rules,deadlines,areas,scales):kind>"
ENTRY = "/parameters/<uuid:item>"
CHANGED_MEANWHILE = _l("Somebody changed it while you were writing. See what holds now, and save again.")


@blueprint.get("/parameters")
@requires(Right.PARAMETERS_MANAGE)
def show() -> Response:
    """The first of the lists."""
    return list_page(Kind.MEASURES)


@blueprint.get(LIST)
@requires(Right.PARAMETERS_MANAGE)
def show_list(kind: str) -> Response:
    """The lists of one kind."""
    return list_page(Kind(kind))


def list_page(kind: Kind) -> Response:
    """The page of the kind."""
    return make_response(render_template("parameters/list.html", page=queries.load_list(kind)))


@blueprint.route(f"{LIST}/<path:owner>/new", methods=BOTH)
@requires(Right.PARAMETERS_MANAGE)
def add(kind: str, owner: str) -> Response:
    """A new entry of a section's or a programme's list."""
    which = Kind(kind)
    title = entries.owners(which).get(owner) or abort(404)
    new = {"item": str(uuid.uuid4()), "valid_from": clock.today()}
    form = entry_form(which, owner, first_values(which, owner) | new)
    form.belongs(entries.entries_of(which, owner))
    if form.validate_on_submit():
        service.add(principal(), which, owner, form)
        return to_entry(form.new_id())
    return form_page("new", form, kind=kind, list_title=str(KIND_TITLES[which]), owner_title=title)


@blueprint.get(ENTRY)
@requires(Right.PARAMETERS_MANAGE)
def show_entry(item: uuid.UUID) -> Response:
    """One entry and its history."""
    page = queries.load_entry(queries.find_entry(item))
    return make_response(render_template("parameters/entry.html", page=page))


@blueprint.route(f"{ENTRY}/edit", methods=BOTH)
@requires(Right.PARAMETERS_MANAGE)
def edit(item: uuid.UUID) -> Response:
    """Change an entry that an administrator wrote; what came with the program is closed, and replaced."""
    entry = queries.find_entry(item)
    if not entry.own:
        abort(404)
    form = entry_form(entry.kind, entry.owner, stored_values(entry))
    form.belongs(entries.entries_of(entry.kind, entry.owner), entry)
    return save("edit", form, entry, service.change)


def stored_values(entry: Entry) -> dict[str, Any]:
    """What stands in the form at first."""
    return {**vars(entry), **entry.details, "words": entry.words_da, "item": str(entry.id)}


@blueprint.route(f"{ENTRY}/close", methods=BOTH)
@requires(Right.PARAMETERS_MANAGE)
def close(item: uuid.UUID) -> Response:
    """Say which day is the entry's last."""
    entry = queries.find_entry(item)
    form = CloseForm(data={"version": entry.version, "valid_until": entry.valid_until or clock.today()})
    form.entry = entry
    return save("close", form, entry, service.close)


@blueprint.route(f"{ENTRY}/reopen", methods=BOTH)
@requires(Right.PARAMETERS_MANAGE)
def reopen(item: uuid.UUID) -> Response:
    """Take the entry's last day away."""
    entry = queries.find_entry(item)
    form = ReopenForm(data={"version": entry.version})
    form.entry = entry
    form.others = tuple(one for one in entries.entries_of(entry.kind, entry.owner) if one.id != entry.id)
    return save("reopen", form, entry, service.reopen)


def save(page: str, form: Any, entry: Entry, write: Callable[[Principal, Entry, Any], None]) -> Response:
    """Write what was typed, or show the form: with what is wrong, or that somebody else was quicker."""
    if form.validate_on_submit():
        try:
            write(principal(), entry, form)
            return to_entry(entry.id)
        except ChangedMeanwhileError:
            entry = queries.find_entry(entry.id)
            form.version.data = str(entry.version)
            form.form_errors.append(str(CHANGED_MEANWHILE))
            return form_page(page, form, 409, page=queries.load_entry(entry))
    return form_page(page, form, page=queries.load_entry(entry))


def to_entry(item: uuid.UUID) -> Response:
    """To the entry's page."""
    return make_response(redirect(url_for("parameters.show_entry", item=item), 303))


def form_page(name: str, form: Any, status: int = 422, **values: Any) -> Response:
    """A page with a form; with what was typed, when something is wrong."""
    page = render_template(f"parameters/{name}.html", form=form, **values)
    return make_response(page, status if form.errors else 200)
