"""After the closing: the follow-up call, and opening the family again. Both are the office's, not the plan's."""

import sqlalchemy as sa
from flask import Response

from hfi import clock
from hfi.closing.forms import CallForm, ReopenForm
from hfi.closing.office import answer_form, locked_family, refuse_unless_closing, stamp, to_page
from hfi.extensions import db
from hfi.families.models import Phase
from hfi.families.scope import FamilyAccess
from hfi.phases.models import Closing, Retention


def note_call(access: FamilyAccess) -> Response:
    """Open the form, or note the call; there is one after each closing, and it may be noted anew."""
    refuse_unless_closing(access, "call")
    closing = find_closing(access)
    db.session.commit()
    if not access.closed or closing is None:
        return to_page(access)
    form = CallForm(data={"called_on": clock.today()})
    return answer_form(access, "call", form, lambda: store_call(access, form))


def reopen(access: FamilyAccess) -> Response:
    """Open the form, or open the family again."""
    refuse_unless_closing(access, "reopen")
    if not access.closed or not access.has_plan:
        return to_page(access)
    form = ReopenForm()
    return answer_form(access, "reopen", form, lambda: open_again(access, form))


def find_closing(access: FamilyAccess) -> Closing | None:
    """The closing in force, to write to."""
    mine = Closing.family_id == access.id, Closing.reopened_on.is_(None)
    return db.session.scalars(sa.select(Closing).where(*mine).order_by(Closing.updated_at.desc())).first()


def store_call(access: FamilyAccess, form: CallForm) -> None:
    """Note when somebody rang, and how the family is."""
    closing = find_closing(access)
    if closing is not None:
        closing.called_on, closing.call_note = form.called_on.data, form.call_note.data or ""
        closing.called_by_id = access.reader.user_id
        stamp(closing, access)
    db.session.commit()


def open_again(access: FamilyAccess, form: ReopenForm) -> None:
    """The family has a plan again, and is kept as long as that lasts; whoever works with it is attached anew."""
    family, closing = locked_family(access), find_closing(access)
    if family.closed_on is not None:
        if closing is not None:
            closing.reopened_on, closing.reopen_reason = clock.today(), form.reason.data or ""
            closing.reopened_by_id = access.reader.user_id
            stamp(closing, access)
        for row in db.session.scalars(sa.select(Retention).where(Retention.family_id == access.id)):
            db.session.delete(row)
        family.phase, family.closed_on = Phase.ENROLLED, None
        stamp(family, access)
    db.session.commit()
