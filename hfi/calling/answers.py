"""The steps of the form that calls a meeting: who may, what was typed, a colleague who was faster, the answer."""

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from hfi.access.principal import principal
from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.calling.editor import EDITOR
from hfi.calling.queries import MEETING, log_meeting
from hfi.extensions import db
from hfi.families.scope import open_family
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import ConflictError, RefusedError


def open_for_keepers(reference: str, what: str) -> Dossier:
    """The family, for somebody who keeps its plan; 403 for everybody else, and logged."""
    dossier = Dossier(open_family(principal(), reference))
    decision = dossier.access.decide(Action.WRITE)
    if not decision:
        audit.refuse(principal(), dossier.access.id, what, decision.why)
    audit.because(decision.why)
    return dossier


def answer_edit(reference: str, item: uuid.UUID | None = None) -> Response:
    """Open the form, or save it."""
    dossier = open_for_keepers(reference, "form:meeting")
    row = EDITOR.row(dossier, item)
    if row is not None and (row.held or row.cancelled_at):
        db.session.commit()
        return make_response(redirect(url_for("calling.show", ref=reference, item=row.id), 303))
    form = EDITOR.open_form(dossier, row, request.form if request.method == "POST" else None)
    if request.method == "GET":
        return answer_form(dossier, item, form, 200)
    db.session.commit()
    if not form.validate():
        return answer_form(dossier, item, form, 422)
    return save(dossier, item, form, row.id if row is not None else None)


def save(dossier: Dossier, item: uuid.UUID | None, form: Any, stored: uuid.UUID | None) -> Response:
    """Store what was typed, unless a colleague was faster."""
    try:
        saved = EDITOR.store(dossier, stored, form)
    except ConflictError:
        conflict = EDITOR.conflict(dossier, stored, form)
        if conflict.differences:
            return answer_form(dossier, item, form, 409, conflict)
        saved = stored or uuid.UUID(form.item.data)
    except RefusedError as refused:
        form[refused.field].errors = [refused.message]
        return answer_form(dossier, item, form, 422)
    return make_response(redirect(url_for("calling.show", ref=dossier.access.reference, item=saved), 303))


def answer_form(dossier: Dossier, item: uuid.UUID | None, form: Any, status: int, conflict: Any = None) -> Response:
    """The form on its page."""
    family, reference = dossier.family.name, dossier.access.reference
    weeks = dossier.programme.follow_up_weeks
    log_meeting(dossier, MEETING)
    page = render_template(
        "calling/edit.html", form=form, item=item, family=family, reference=reference, weeks=weeks, conflict=conflict
    )
    return make_response(page, status)
