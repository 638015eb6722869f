"""A word to the family that somebody leaves, and who comes: written by its keepers, kept, and printed."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, make_response, redirect, render_template, url_for
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.terms import Action, Decision, Level, Recipient
from hfi.audit import service as audit
from hfi.closing.letter_form import LetterForm
from hfi.closing.letter_views import Leaver, LetterLine, PrintedLetter, Whom
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.families.sealing import opened
from hfi.family_page.dossier import Dossier
from hfi.family_page.present import present_contacts, present_coordinator
from hfi.family_page.views import Contact
from hfi.phases.models import Letter
from hfi.printing.document import pdf
from hfi.printing.paper import render
from hfi.printing.recipient import papers
from hfi.programmes.model import programme_of

CALLED = (AttachmentKind.CONTACT_PERSON, AttachmentKind.COORDINATOR)
"""Those whom a family knows well enough to be told."""


def write(access: FamilyAccess, item: uuid.UUID) -> Response:
    """Open the form about somebody who leaves, or keep the letter; the ones that were written stand below."""
    decision = refuse_unless_keeper(access)
    tie = find_leaver(access, item)
    dossier = Dossier(access)
    form = LetterForm(data={"item": str(uuid.uuid4()), "comes": follower(access, tie)})
    form.offer(others(access, tie), recipients(dossier))
    family, letters = dossier.family.name, load_letters(dossier)
    audit.read_family(access.reader, access.id, "form:letter", decision.why)
    db.session.commit()
    if form.validate_on_submit():
        keep(access, tie.id, form)
        url = url_for("closing.write_letter", ref=access.reference, item=item, _anchor="letters")
        return make_response(redirect(url, 303))
    names = {"ref": access.reference, "family": family, "tie": Leaver(tie.id, tie.name, tie.to_on)}
    page = render_template("closing/letter.html", form=form, letters=letters, **names)
    return make_response(page, 422 if form.errors else 200)


def refuse_unless_keeper(access: FamilyAccess) -> Decision:
    """Contact persons and the coordinator write to the family; others get 403, and it is logged."""
    decision = access.decide(Action.WRITE, Level.PLAN)
    if not decision:
        audit.refuse(access.reader, access.id, "form:letter", decision.why)
    audit.because(decision.why)
    return decision


def select_ties(access: FamilyAccess) -> sa.Select[Any]:
    """The family's attachments of those whom it calls, but for substitutes, the latest first."""
    days = Attachment.from_on, Attachment.to_on
    columns: list[Any] = [Attachment.id, Attachment.user_id, Attachment.kind, *days, User.name]
    statement = sa.select(*columns).join(User, User.id == Attachment.user_id)
    mine = Attachment.family_id == access.id, Attachment.kind.in_(CALLED), Attachment.absence_id.is_(None)
    began = sa.or_(Attachment.to_on.is_(None), Attachment.to_on >= Attachment.from_on)
    return statement.where(*mine, began).order_by(Attachment.from_on.desc(), User.name)


def find_leaver(access: FamilyAccess, item: uuid.UUID) -> Any:
    """The attachment that has a last day; 404 when there is none, or nobody leaves."""
    row = db.session.execute(select_ties(access).where(Attachment.id == item)).one_or_none()
    if row is None or row.to_on is None:
        db.session.commit()
        abort(404)
    return row


def others(access: FamilyAccess, tie: Any) -> list[Any]:
    """Who may be the one that comes: somebody else whom the family calls on the day after, or later."""
    rows = db.session.execute(select_ties(access).where(Attachment.user_id != tie.user_id))
    return [one for one in rows if one.to_on is None or one.to_on > tie.to_on]


def follower(access: FamilyAccess, tie: Any) -> uuid.UUID | None:
    """Who probably comes: the latest of the same kind that began after who leaves."""
    return next((one.id for one in others(access, tie) if one.kind is tie.kind and one.from_on > tie.from_on), None)


def recipients(dossier: Dossier) -> list[tuple[str, str]]:
    """Whom a letter can be for: the household, or one person with papers of their own."""
    return [(one.value, one.words) for one in papers(dossier) if one.recipient is not Recipient.PROFESSIONALS]


def keep(access: FamilyAccess, leaves_id: uuid.UUID, form: LetterForm) -> None:
    """Keep the letter. What two clicks send is kept once."""
    if db.session.scalar(sa.select(Letter.id).where(Letter.id == form.new_id())) is None:
        row = Letter(id=form.new_id(), family_id=access.id, leaves_id=leaves_id, comes_id=form.comes.data)
        row.person_id, row.words = form.person_id, form.words.data or ""
        row.written_at, row.written_by_id = clock.now(), access.reader.user_id
        db.session.add(row)
    db.session.commit()


def select_letters(dossier: Dossier) -> sa.Select[Any]:
    """The family's letters, with whom they name."""
    gone, new = aliased(Attachment), aliased(Attachment)
    leaver, comer, writer = aliased(User), aliased(User), aliased(User)
    ids = leaver.id.label("leaver_id"), comer.id.label("comer_id")
    leaves = leaver.name.label("leaves"), leaver.phone.label("phone"), leaver.hours.label("hours")
    comes = comer.name.label("comes"), comer.phone.label("new_phone"), comer.hours.label("new_hours")
    return (
        dossier.of_family(Letter, *ids, *leaves, gone.to_on, gone.kind, *comes, new.from_on, writer.name.label("by"))
        .join(gone, gone.id == Letter.leaves_id)
        .join(leaver, leaver.id == gone.user_id)
        .outerjoin(new, new.id == Letter.comes_id)
        .outerjoin(comer, comer.id == new.user_id)
        .join(writer, writer.id == Letter.written_by_id)
        .order_by(Letter.written_at.desc(), Letter.id)
    )


def load_letters(dossier: Dossier) -> tuple[LetterLine, ...]:
    """All letters that were written, the latest first."""
    rows = db.session.execute(select_letters(dossier)).all()
    return tuple(
        LetterLine(row.id, row.leaves, row.comes or "", addressee(dossier, row), row.written_at, row.by) for row in rows
    )


def addressee(dossier: Dossier, row: Any) -> str:
    """Whom the letter is for."""
    names = {one.id: one.name for one in dossier.everybody}
    return str(names[row.person_id] if row.person_id else dossier.family.name)


def load_paper(access: FamilyAccess, item: uuid.UUID) -> PrintedLetter:
    """One letter; 403 for those who may not print, 404 when there is none. It is logged."""
    decision = access.decide(Action.PRINT, Level.PLAN)
    if not decision:
        audit.refuse(access.reader, access.id, "print:letter", decision.why)
    dossier = Dossier(access)
    found = opened(Letter, db.session.execute(select_letters(dossier).where(Letter.id == item)))
    paper = present_letter(dossier, found[0]) if found else None
    audit.read_family(access.reader, access.id, "print:letter", decision.why)
    db.session.commit()
    return paper or abort(404)


def present_letter(dossier: Dossier, row: Any) -> PrintedLetter:
    """The letter on paper; of somebody whose last day was taken back since, the day on which it was written."""
    programme = programme_of(dossier.access.programme)
    last_on = row.to_on or clock.local(row.written_at).date()
    is_contact = row.kind is programme.contact_kind
    comes = Whom(row.comes, row.new_phone, row.new_hours, row.from_on) if row.comes else None
    return PrintedLetter(
        family=dossier.family.name,
        to=addressee(dossier, row),
        municipality=programme.municipality_name,
        programme=programme.name,
        title=(programme.contact_title if is_contact else programme.coordinator_title).lower(),
        leaves=Whom(row.leaves, row.phone, row.hours, last_on),
        comes=comes,
        overlap=comes is not None and comes.day <= last_on,
        others=staying(dossier, row),
        words=row.words,
        by=row.by,
        written_on=clock.local(row.written_at).date(),
    )


def staying(dossier: Dossier, row: Any) -> tuple[Contact, ...]:
    """Whom the family can ring as before: its other contact persons, and its coordinator."""
    coordinator = present_coordinator(dossier)
    found = [*present_contacts(dossier), *([coordinator] if coordinator else [])]
    return tuple(one for one in found if one.user_id not in (row.leaver_id, row.comer_id))


def letter_pdf(paper: PrintedLetter) -> bytes:
    """The letter as PDF/UA-1. Raises PrintUnavailableError."""
    return pdf(render("print/letter.html", paper=paper))
