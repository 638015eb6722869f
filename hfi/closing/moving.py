"""A family goes on in another programme of its municipality: other people, other sections; everything told stays.

Its reference stays, because it stands on all its papers. Consents name departments, which are the municipality's, so
they hold as before. What stands in sections that the new programme does not use is kept, and not shown.
"""

import uuid
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, make_response, render_template

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.access.roles import Role
from hfi.access.terms import Decision
from hfi.audit import service as audit
from hfi.closing.office import locked_family, refuse_unless_closing, stamp, to_page
from hfi.closing.settling import sees_measure
from hfi.extensions import db
from hfi.families.models import BEFORE_PLAN, Phase
from hfi.families.scope import FamilyAccess
from hfi.family_page.dossier import Dossier
from hfi.fields import TextField
from hfi.intake.enrolment import fitting, load_candidates
from hfi.intake.enrolment_form import PeopleForm
from hfi.phases.models import ProgrammeMove
from hfi.plan.department import registry
from hfi.programmes.model import Programme, programme_of, programmes
from hfi.team.rows import end, new_row
from hfi.team.rules import Tie, TieRefusedError
from hfi.team.ties import holds, load_ties
from hfi.texts import _l, gettext

CALLED = (AttachmentKind.CONTACT_PERSON, AttachmentKind.COORDINATOR)


class MoveForm(PeopleForm):
    """Who works with the family in the new programme, and why it goes there."""

    reason = TextField(_l("Why?"), must=_l("Write why the family moves to the other programme"), limit=2000)


@dataclass(frozen=True)
class MovePage:
    """What changes: parts of the plan that come and go, and measures that will stand in none of them."""

    reference: str
    family: str
    before: str
    after: str
    come: tuple[str, ...]
    go: tuple[str, ...]
    homeless: tuple[str, ...]


def move(access: FamilyAccess, key: str) -> Response:
    """Open the form, or move the family. 404 for a programme that the municipality has not."""
    decision = refuse_unless_closing(access, "move")
    if key not in programmes() or access.phase in BEFORE_PLAN:
        abort(404)
    if access.closed or key == access.programme or access.phase is Phase.DECLINED:
        return to_page(access)
    programme = programme_of(key)
    form = open_form(access, programme)
    page = load_page(Dossier(access), programme, decision)
    if form.validate_on_submit() and form.stores(lambda: store(access, programme, form)):
        return to_page(access, "moves")
    html = render_template("closing/move.html", form=form, page=page, key=key, programme=programme)
    return make_response(html, 422 if form.errors else 200)


def open_form(access: FamilyAccess, programme: Programme) -> MoveForm:
    """The form, with those who are there already as far as the programme has a place for them."""
    # First of all: it looks beyond the family, in a session of its own.
    candidates = load_candidates(access)
    ties = [one for one in load_ties(db.session(), [access.id])[access.id] if one.to_on is None]
    contacts = [one.user_id for one in ties if one.kind is AttachmentKind.CONTACT_PERSON]
    coordinators = [one.user_id for one in ties if one.kind is AttachmentKind.COORDINATOR]
    first: dict[str, Any] = dict(zip(("contact_1", "contact_2"), contacts, strict=False))
    form = MoveForm(data=first | {"coordinator": next(iter(coordinators), None)})
    form.offer(programme, candidates[Role.PROFESSIONAL], candidates[Role.COORDINATOR])
    return form


def load_page(dossier: Dossier, programme: Programme, decision: Decision) -> MovePage:
    """What changes, as far as the reader may see it; the reading is logged."""
    before = {one.id: str(one.title) for one in registry().sections_in(dossier.programme)}
    after = {one.id: str(one.title) for one in registry().sections_in(programme)}
    left = [row for row in dossier.live_measures if row.section_id not in after and sees_measure(dossier, row)]
    page = MovePage(
        reference=dossier.access.reference,
        family=dossier.family.name,
        before=dossier.programme.name,
        after=programme.name,
        come=tuple(title for one, title in after.items() if one not in before),
        go=tuple(title for one, title in before.items() if one not in after),
        homeless=tuple(row.title for row in left),
    )
    audit.read_family(dossier.access.reader, dossier.access.id, "form:move", decision.why)
    db.session.commit()
    return page


def store(access: FamilyAccess, programme: Programme, form: MoveForm) -> None:
    """Move the family. Raises TieRefusedError. What two clicks send is done once."""
    family = locked_family(access)
    if family.programme == programme.key or family.closed_on is not None:
        db.session.rollback()
        return
    try:
        attach_people(replace(access, programme=programme.key), form)
    except TieRefusedError:
        db.session.rollback()
        raise
    db.session.add(
        ProgrammeMove(
            family_id=access.id,
            from_programme=family.programme,
            to_programme=programme.key,
            moved_on=clock.today(),
            reason=form.reason.data or "",
            moved_by_id=access.reader.user_id,
        )
    )
    family.programme = programme.key
    stamp(family, access)
    db.session.commit()


def attach_people(access: FamilyAccess, form: MoveForm) -> None:
    """Attach who was chosen and is not there yet; whom the family called before and calls no more ends today."""
    here = [one for one in load_ties(db.session(), [access.id])[access.id] if one.kind in CALLED and one.to_on is None]
    kept: list[Tie] = []
    chosen = [(one, AttachmentKind.CONTACT_PERSON) for one in form.contacts()]
    for field, kind in [*chosen, (form.coordinator, AttachmentKind.COORDINATOR)]:
        found = next((one for one in here if one.user_id == field.data and one.kind is kind), None)
        tie = found or fitting(access, field, kind, clock.today(), kept)
        if found is None:
            db.session.add(new_row(access, tie, gettext("From the move to another programme")))
        kept.append(tie)
    db.session.flush()
    end_others(access, {one.id for one in kept})


def end_others(access: FamilyAccess, kept: set[uuid.UUID]) -> None:
    """The team stays: it is the departments'. Contact persons and coordinators who were not chosen go."""
    today = clock.today()
    mine = Attachment.family_id == access.id, Attachment.kind.in_(CALLED), Attachment.id.not_in(kept)
    for row in db.session.scalars(sa.select(Attachment).where(*mine, holds(Attachment, today, today.max))):
        end(row, today, access.reader.user_id, gettext("The family moved to another programme"))
