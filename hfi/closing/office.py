"""Who may let the work with a family rest, end it, and open it again; and the row that all of that writes to."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Response, make_response, redirect, render_template, url_for

from hfi import clock
from hfi.access.terms import Action, Decision
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.models import Family
from hfi.families.scope import FamilyAccess
from hfi.team.ties import lock


def refuse_unless_closing(access: FamilyAccess, what: str) -> Decision:
    """The decision, when it is the reader's office; otherwise 403, and logged."""
    decision = access.decide(Action.CLOSE)
    if not decision:
        audit.refuse(access.reader, access.id, f"form:{what}", decision.why)
    audit.because(decision.why)
    return decision


def locked_family(access: FamilyAccess) -> Family:
    """The family to write to; whoever else wants to end or change its work waits."""
    lock(db.session(), [access.id])
    return db.session.scalars(sa.select(Family).where(Family.id == access.id)).one()


def stamp(row: Any, access: FamilyAccess) -> None:
    """Say who changed the row, and when."""
    row.updated_at, row.updated_by_id = clock.now(), access.reader.user_id


def family_name(access: FamilyAccess, what: str, decision: Decision) -> str:
    """The family's name for the head of a form; the reading is logged."""
    name = db.session.scalar(sa.select(Family.name).where(Family.id == access.id)) or ""
    audit.read_family(access.reader, access.id, f"form:{what}", decision.why)
    db.session.commit()
    return name


def to_page(access: FamilyAccess, anchor: str = "") -> Response:
    """Back to where the family's way stands."""
    return make_response(redirect(url_for("closing.show", ref=access.reference, _anchor=anchor or None), 303))


def answer_form(access: FamilyAccess, what: str, form: Any, store: Callable[[], None], **values: Any) -> Response:
    """The form's page, or, when it could be stored, the way back."""
    decision = refuse_unless_closing(access, what)
    if form.validate_on_submit():
        store()
        return to_page(access)
    name = family_name(access, what, decision)
    page = render_template(f"closing/{what}.html", form=form, ref=access.reference, family=name, **values)
    return make_response(page, 422 if form.errors else 200)
