"""Agreements at the table: a new one, and what becomes of the others."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, make_response, redirect, render_template, request

from hfi import clock, hx
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import ConflictError, Editor
from hfi.family_page.queries import log_reading
from hfi.meeting_mode import steps
from hfi.meeting_mode.forms import SettleForm
from hfi.meeting_mode.kept import drop
from hfi.meeting_mode.saving import Table, answer_step, step_url, typed_values
from hfi.meeting_mode.views import AgreementStep, Form
from hfi.plan.models import Agreement, AgreementStatus


def answer_agreed(table: Table, editor: Editor) -> Response:
    """Store a new agreement. The form's id makes one row of two sends, also of one whose answer was lost."""
    form = steps.new_agreement(table.dossier, table.meeting, typed_values())
    db.session.commit()
    if not form.form.validate():
        return answer(table, steps.agreements(table.dossier, table.meeting, form), 422)
    try:
        editor.store(table.dossier, None, form.form)
    except ConflictError:
        db.session.rollback()
    drop(table.dossier, request.path)
    return answer_done(table)


def answer_settled(table: Table, item: uuid.UUID, status: AgreementStatus) -> Response:
    """Tick it, open it again, or call it off with a reason."""
    form = SettleForm()
    if status is AgreementStatus.DROPPED and not form.validate():
        settled = Form(form, request.path)
        return answer(table, steps.agreements(table.dossier, table.meeting, settle=settled, settled=item), 422)
    reason = form.reason.data or "" if status is AgreementStatus.DROPPED else ""
    if not settle(table.dossier, item, status, reason):
        abort(404)
    return answer_done(table)


def settle(dossier: Dossier, item: uuid.UUID, status: AgreementStatus, reason: str) -> bool:
    """Write what became of the agreement; false when the family has none with this id. Twice is the same as once."""
    mine = Agreement.id == item, Agreement.family_id == dossier.access.id
    agreement: Any = db.session.scalar(sa.select(Agreement).where(*mine))
    if agreement is not None and agreement.status is not status:
        agreement.status, agreement.dropped_reason = status, reason
        agreement.done_on = clock.today() if status is AgreementStatus.DONE else None
        agreement.updated_at, agreement.updated_by_id = clock.now(), dossier.access.reader.user_id
    db.session.commit()
    return agreement is not None


def answer_done(table: Table) -> Response:
    """The lists as they are now; a browser without htmx opens the step anew."""
    if not hx.wants_fragment():
        back = step_url(table.dossier.access.reference, table.meeting.id, "agreements")
        return make_response(redirect(back, 303))
    fresh = Dossier(table.dossier.access)
    return answer(table, steps.agreements(fresh, table.meeting), 200)


def answer(table: Table, page: AgreementStep, status: int) -> Response:
    """The lists alone for htmx, with the form when it was the one that was sent."""
    if not hx.wants_fragment():
        return answer_step(table, page, status)
    log_reading(table.dossier.access, "meeting-mode")
    db.session.commit()
    part = "meeting_mode/_agreed.html" if hx.target() == "new-agreement" else "meeting_mode/_agreements.html"
    return make_response(render_template(part, page=page), status)
