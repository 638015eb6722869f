"""Saving at the table: at once, on the form's own words, with the answer that htmx or a browser without it needs."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from hfi import clock, hx
from hfi.access.principal import principal
from hfi.access.terms import Action, Decision
from hfi.audit import service as audit
from hfi.calling.queries import find_meeting
from hfi.extensions import db
from hfi.families.scope import open_family
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import ConflictError, Editor, RefusedError
from hfi.family_page.queries import log_reading
from hfi.meeting_mode.kept import drop
from hfi.meeting_mode.views import Form

OVERWRITE = "over"
"""The button that saves over a colleague's text names the version that its user has seen."""


@dataclass(frozen=True)
class Table:
    """A meeting under way."""

    dossier: Dossier
    meeting: Any


def sit_down(reference: str, item: uuid.UUID, to_write: bool = False, also_over: bool = False) -> Table:
    """The family at its meeting. 403 for who may not print its plan, or write it; 404 for a meeting that is over."""
    dossier = Dossier(open_family(principal(), reference))
    decision = table_decision(dossier, to_write)
    if not decision:
        audit.refuse(principal(), dossier.access.id, "meeting-mode", decision.why)
    meeting = find_meeting(dossier, item)
    if (meeting.held or meeting.cancelled_at) and not also_over:
        db.session.commit()
        abort(404)
    if to_write:
        audit.because(decision.why)
    return Table(dossier, meeting)


def table_decision(dossier: Dossier, to_write: bool) -> Decision:
    """Whether the reader may show the plan to the household, and write in it."""
    shown = dossier.access.decide(Action.PRINT)
    return dossier.access.decide(Action.WRITE) if shown and to_write else shown


def answer_step(table: Table, page: Any, status: int = 200) -> Response:
    """A step as a whole page, logged."""
    log_reading(table.dossier.access, "meeting-mode")
    db.session.commit()
    return make_response(render_template(page.template, page=page), status)


def typed_values() -> Any:
    """What was typed; with the version that its user has seen, when they save over a colleague's text."""
    values = request.form.copy()
    if values.get(OVERWRITE):
        values["version"] = values[OVERWRITE]
    return values


def save(table: Table, editor: Editor, row: Any, form: Form, show: Callable[[Form], Any], back: str) -> Response:
    """Store what was typed. `show` presents the whole step again, for a browser without htmx; `back` is its address."""
    db.session.commit()
    if not form.form.validate():
        return answer_form(table, form, show, 422)
    try:
        saved = editor.store(table.dossier, row.id if row else None, form.form)
    except ConflictError:
        conflict = editor.conflict(table.dossier, row.id if row else None, form.form)
        if conflict.differences:
            return answer_form(table, replace(form, conflict=conflict), show, 409)
        saved = row.id if row else uuid.UUID(form.form.item.data)
    except RefusedError as refused:
        form.form[refused.field].errors = [refused.message]
        return answer_form(table, form, show, 422)
    drop(table.dossier, request.path)
    if not hx.wants_fragment():
        return make_response(redirect(back, 303))
    version = str(editor.find(table.dossier, saved).version)
    db.session.commit()
    return make_response(render_template("meeting_mode/_saved.html", at=clock.now(), version=version))


def answer_form(table: Table, form: Form, show: Callable[[Form], Any], status: int) -> Response:
    """What is wrong, or a colleague's text, beside the form; nothing that was typed is touched."""
    if hx.wants_fragment():
        log_reading(table.dossier.access, "meeting-mode")
        db.session.commit()
        return make_response(render_template("meeting_mode/_trouble.html", part=form), status)
    return answer_step(table, show(form), status)


def step_url(reference: str, item: uuid.UUID, name: str, **more: Any) -> str:
    """The address of a step."""
    return url_for("meeting_mode.step", ref=reference, item=item, name=name, **more)
