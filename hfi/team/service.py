"""Attaching somebody to a family, and ending it. Every change is logged by the session, with who did it and why."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from flask import abort
from sqlalchemy.exc import IntegrityError

from hfi import clock
from hfi.access.models import Attachment
from hfi.access.terms import Action, Decision
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.programmes.model import programme_of
from hfi.team.covering import cover, load_stand_ins
from hfi.team.forms import AttachForm, ChangeForm
from hfi.team.rows import end, new_row
from hfi.team.rules import Somebody, Tie, TieRefusedError, refuse_unfit
from hfi.team.staff import find_somebody
from hfi.team.ties import load_conflicts, load_ties, lock
from hfi.texts import gettext


def may_attach(access: FamilyAccess, user_id: uuid.UUID | None = None) -> Decision:
    """Whether the reader may say who works with the family; of themselves nobody may."""
    return access.decide(Action.ATTACH, oneself=user_id == access.reader.user_id)


def attach(access: FamilyAccess, form: AttachForm) -> None:
    """Attach whom the form names. Raises TieRefusedError. What two clicks send is stored once."""
    try:
        lock(db.session(), [access.id])
        if db.session.scalar(sa.select(Attachment.id).where(Attachment.id == form.new_id())) is None:
            begin(access, form)
        db.session.commit()
    except IntegrityError:
        # Two clicks at the same moment: the other one's row is there.
        db.session.rollback()
    except TieRefusedError:
        db.session.rollback()
        raise


def begin(access: FamilyAccess, form: AttachForm) -> None:
    """Add the new row, when nothing forbids it, with those who stand in. Raises TieRefusedError."""
    somebody = find_somebody(db.session(), form.user_id.data)
    if somebody is None:
        raise TieRefusedError(gettext("Choose somebody from the list"))
    if not may_attach(access, somebody.user_id):
        raise TieRefusedError(gettext("You cannot attach yourself. Ask another manager, or the coordinator."))
    days = form.from_on.data, form.to_on.data
    wanted = Tie(form.new_id(), somebody.user_id, somebody.department, form.kind.data, *days)
    others = check(access, wanted, somebody)
    db.session.add(new_row(access, wanted, form.reason.data or ""))
    stand_ins = load_stand_ins(db.session(), somebody.user_id)
    conflicts = load_conflicts(db.session(), [access.id], [one.user_id for one in stand_ins])
    db.session.add_all(cover(access, wanted, stand_ins, others, conflicts))


def check(access: FamilyAccess, wanted: Tie, somebody: Somebody) -> list[Tie]:
    """The family's other attachments. Raises TieRefusedError when this one cannot be beside them."""
    conflicts = load_conflicts(db.session(), [access.id], [somebody.user_id])
    others = load_ties(db.session(), [access.id])[access.id]
    refuse_unfit(wanted, somebody, bool(conflicts), others, programme_of(access.programme))
    return others


def find_row(access: FamilyAccess, item: uuid.UUID) -> Attachment:
    """The attachment, when it is this family's and may still be changed. 404 when it is not."""
    running = sa.or_(Attachment.to_on.is_(None), Attachment.to_on >= clock.today())
    own = Attachment.id == item, Attachment.family_id == access.id, Attachment.absence_id.is_(None), running
    row = db.session.scalar(sa.select(Attachment).where(*own))
    if row is None:
        db.session.rollback()
        abort(404)
    return row


def change(access: FamilyAccess, item: uuid.UUID, form: ChangeForm) -> None:
    """Give the attachment another last day. Raises TieRefusedError."""
    lock(db.session(), [access.id])
    row = find_row(access, item)
    try:
        refuse_change(access, row, form.to_on.data, form.sure.data)
    except TieRefusedError:
        db.session.rollback()
        raise
    end(row, form.to_on.data, access.reader.user_id, form.end_reason.data or "")
    db.session.commit()


def refuse_change(access: FamilyAccess, row: Attachment, last_on: date | None, sure: bool) -> None:
    """Raise TieRefusedError when the attachment cannot end so, or when nobody said that they mean it."""
    if last_on and last_on < clock.today() - timedelta(days=1):
        raise TieRefusedError(gettext("Choose yesterday or a later day"), "to_on")
    others = [one for one in load_ties(db.session(), [access.id])[access.id] if one.id != row.id]
    if last_on is None or (row.to_on and last_on > row.to_on):
        prolong(access, row, last_on)
    elif row.kind is programme_of(access.programme).contact_kind and not sure and is_last(row, others, last_on):
        raise TieRefusedError(
            gettext("The family would have no contact person then. Attach another one first, or tick the box."), "sure"
        )


def prolong(access: FamilyAccess, row: Attachment, last_on: date | None) -> None:
    """Raise TieRefusedError when it cannot go on for longer: it is as if it were new."""
    somebody = find_somebody(db.session(), row.user_id)
    if somebody is None:
        return
    wanted = Tie(row.id, somebody.user_id, somebody.department, row.kind, row.from_on, last_on)
    try:
        check(access, wanted, somebody)
    except TieRefusedError as refused:
        raise TieRefusedError(refused.message, "to_on") from refused


def is_last(row: Attachment, others: Sequence[Tie], last_on: date) -> bool:
    """Whether nobody of the others is attached in the same way on the day after."""
    after = last_on + timedelta(days=1)
    return not any(one.kind is row.kind and one.meets(after, after) for one in others)
