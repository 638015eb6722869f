"""Closing a family: everything that ends with it, in one transaction. From then on nothing of it can be written."""

import uuid
from collections.abc import Iterator

import sqlalchemy as sa
from flask import Response, make_response, redirect, render_template, request

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.closing.closing_form import ClosingForm, closing_form
from hfi.closing.keeping import retentions
from hfi.closing.office import locked_family, refuse_unless_closing, stamp, to_page
from hfi.closing.pausing import end_pause
from hfi.closing.settling import load_draft
from hfi.closing.views import Item
from hfi.drafts import service as drafts
from hfi.extensions import db
from hfi.families.models import Phase
from hfi.families.scope import FamilyAccess
from hfi.family_page.dossier import Dossier
from hfi.family_page.pipeline import Autosave
from hfi.meetings.models import PlanMeeting
from hfi.meetings.queries import is_to_come
from hfi.phases.models import Becomes, Closing, ClosingLine, Ending
from hfi.plan.models import Agreement, AgreementStatus
from hfi.team.rows import end
from hfi.team.ties import holds
from hfi.texts import gettext

SETTLED = {Becomes.DONE: AgreementStatus.DONE, Becomes.DROPPED: AgreementStatus.DROPPED}


def close(access: FamilyAccess) -> Response:
    """Open the form, keep or discard its draft, or close the family; one without a running plan has only its page."""
    decision = refuse_unless_closing(access, "closing")
    if access.closed or not access.has_plan:
        return to_page(access)
    wish = request.form.get(drafts.FIELD)
    if wish == drafts.KEEP:
        return keep_draft(access)
    if wish == drafts.DISCARD:
        return discard_draft(access)
    kept = drafts.find(db.session(), access.reader, request.path) if request.method == "GET" else None
    page = load_draft(Dossier(access), decision)
    form = closing_form(page.items, kept, last_met_on=page.last_met_on, call_due_on=page.call_due_on)
    if form.validate_on_submit():
        store(access, form, page.items)
        return to_page(access, "closing")
    html = render_template("closing/close.html", form=form, page=page, draft=Autosave(kept.at if kept else None))
    return make_response(html, 422 if form.errors else 200)


def keep_draft(access: FamilyAccess) -> Response:
    """Keep what was typed so far, and say when."""
    drafts.keep(db.session(), access.reader, access.id, request.path, request.form)
    db.session.commit()
    return make_response(render_template("drafts/kept.html", at=clock.now()))


def discard_draft(access: FamilyAccess) -> Response:
    """Forget what was typed, and open the form anew."""
    drafts.drop(db.session(), access.reader, request.path)
    db.session.commit()
    return make_response(redirect(request.path, 303))


def store(access: FamilyAccess, form: ClosingForm, items: tuple[Item, ...]) -> None:
    """End the work with the family. What two clicks send is done once."""
    family = locked_family(access)
    if family.closed_on is not None:
        db.session.rollback()
        return
    closing = new_closing(access, form)
    db.session.add(closing)
    db.session.flush()
    db.session.add_all(lines(access, closing.id, form, items))
    settle_agreements(access, form, items)
    end_pause(access, clock.today())
    end_attachments(access)
    call_meetings_off(access)
    db.session.add_all(retentions(Dossier(access), clock.today()))
    family.phase, family.closed_on = Phase.CLOSED, clock.today()
    stamp(family, access)
    drafts.drop(db.session(), access.reader, request.path)
    db.session.commit()


def new_closing(access: FamilyAccess, form: ClosingForm) -> Closing:
    """The closing as a row; what is for another municipality only when there is one."""
    moves = form.ending.data is Ending.MOVED
    names = ("ending", "summary", "whom_to_call", "last_met_on", "call_due_on")
    return Closing(
        id=uuid.uuid4(),
        family_id=access.id,
        closed_on=clock.today(),
        closed_by_id=access.reader.user_id,
        updated_by_id=access.reader.user_id,
        municipality=form.municipality.data if moves else "",
        hand_over=form.hand_over.data if moves else "",
        **form.values(names),
    )


def lines(
    access: FamilyAccess, closing_id: uuid.UUID, form: ClosingForm, items: tuple[Item, ...]
) -> Iterator[ClosingLine]:
    """What becomes of each measure and agreement."""
    for one in items:
        tied = {"agreement_id" if one.is_agreement else "measure_id": one.id}
        told = {"becomes": form.becomes(one.id), "words": form.words(one.id)}
        yield ClosingLine(id=uuid.uuid4(), family_id=access.id, closing_id=closing_id, **tied, **told)


def settle_agreements(access: FamilyAccess, form: ClosingForm, items: tuple[Item, ...]) -> None:
    """Agreements are done or dropped; one that goes on stays open, with somebody else."""
    ids = [one.id for one in items if one.is_agreement and form.becomes(one.id) in SETTLED]
    still = Agreement.family_id == access.id, Agreement.status == AgreementStatus.OPEN
    for row in db.session.scalars(sa.select(Agreement).where(Agreement.id.in_(ids), *still)):
        becomes = form.becomes(row.id)
        row.status = SETTLED[becomes]
        row.done_on = clock.today() if becomes is Becomes.DONE else None
        row.dropped_reason = form.words(row.id) if becomes is Becomes.DROPPED else ""
        stamp(row, access)


def end_attachments(access: FamilyAccess) -> None:
    """Everybody's work ends today but the coordinator's, who rings the family and can open it again (rule 11)."""
    today = clock.today()
    others = Attachment.family_id == access.id, Attachment.kind != AttachmentKind.COORDINATOR
    for row in db.session.scalars(sa.select(Attachment).where(*others, holds(Attachment, today, today.max))):
        end(row, today, access.reader.user_id, gettext("The work with the family has ended"))


def call_meetings_off(access: FamilyAccess) -> None:
    """Meetings that were still to be held are not."""
    coming = PlanMeeting.family_id == access.id, is_to_come(clock.today())
    for row in db.session.scalars(sa.select(PlanMeeting).where(*coming)):
        row.cancelled_at, row.cancel_reason = clock.now(), gettext("The work with the family has ended")
        stamp(row, access)
