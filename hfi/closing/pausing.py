"""The work with a family rests for a while, and goes on: the follow-up clock stops, and begins anew."""

import uuid
from datetime import date

import sqlalchemy as sa
from flask import Response

from hfi import clock
from hfi.closing.forms import PauseForm, ResumeForm
from hfi.closing.office import answer_form, locked_family, refuse_unless_closing, stamp, to_page
from hfi.extensions import db
from hfi.families.models import Phase
from hfi.families.scope import FamilyAccess
from hfi.phases.models import Pause


def pause(access: FamilyAccess) -> Response:
    """Open the form, or let the work rest; only what runs can rest."""
    refuse_unless_closing(access, "pause")
    if access.closed or access.phase is not Phase.ENROLLED:
        return to_page(access)
    form = PauseForm(data={"from_on": clock.today()})
    return answer_form(access, "pause", form, lambda: begin_pause(access, form))


def resume(access: FamilyAccess) -> Response:
    """Open the form, or let the work go on; only what rests can."""
    refuse_unless_closing(access, "resume")
    if access.closed or access.phase is not Phase.PAUSED:
        return to_page(access)
    form = ResumeForm(data={"resumed_on": clock.today()})
    return answer_form(access, "resume", form, lambda: go_on(access, form))


def begin_pause(access: FamilyAccess, form: PauseForm) -> None:
    """Let the work rest. What two clicks send is done once."""
    family = locked_family(access)
    if family.phase is Phase.ENROLLED and family.closed_on is None:
        values = form.values(("from_on", "expected_until", "reason"))
        row = Pause(id=uuid.uuid4(), family_id=access.id, created_at=clock.now(), **values)
        row.updated_by_id = access.reader.user_id
        db.session.add(row)
        family.phase = Phase.PAUSED
        stamp(family, access)
    db.session.commit()


def go_on(access: FamilyAccess, form: ResumeForm) -> None:
    """End the pause."""
    family = locked_family(access)
    if family.phase is Phase.PAUSED and family.closed_on is None:
        end_pause(access, form.resumed_on.data)
        family.phase = Phase.ENROLLED
        stamp(family, access)
    db.session.commit()


def end_pause(access: FamilyAccess, day: date) -> None:
    """The pause that holds ends on the day, or on its own first one when that is later."""
    for row in db.session.scalars(sa.select(Pause).where(Pause.family_id == access.id, Pause.resumed_on.is_(None))):
        row.resumed_on = max(day, row.from_on)
        stamp(row, access)
