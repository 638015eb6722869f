"""Presenter of the contact that young people were promised, beside what the contact log says came of it."""

import uuid
from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa

from hfi.access.models import Attachment, AttachmentKind
from hfi.contacts.models import ContactEntry, ContactPerson
from hfi.extensions import db
from hfi.families.sealing import opened
from hfi.family_page.dossier import Dossier
from hfi.family_page.young_views import Contacts, Month
from hfi.plan.section_form import last_months
from hfi.young.models import ContactPromise


def promises(dossier: Dossier) -> dict[uuid.UUID, Contacts]:
    """What each young person was promised, and got. One query, however many there are."""
    statement = dossier.of_family(ContactPromise, contact_days(last_months()[0]).label("days"))
    rows = opened(ContactPromise, db.session.execute(statement))
    return {row.person_id: present_promise(dossier, row) for row in rows}


def contact_days(since: date) -> sa.ScalarSelect[str]:
    """The days of the contacts with the young person, told by somebody who was a contact person on that day."""
    told_by_contact_person = sa.exists().where(
        Attachment.family_id == ContactEntry.family_id,
        Attachment.user_id == ContactEntry.user_id,
        Attachment.kind == AttachmentKind.CONTACT_PERSON,
        Attachment.from_on <= ContactEntry.day,
        sa.or_(Attachment.to_on.is_(None), Attachment.to_on >= ContactEntry.day),
    )
    days = sa.select(sa.func.aggregate_strings(sa.cast(ContactEntry.day, sa.String), ","))
    days = days.join(ContactPerson, ContactPerson.entry_id == ContactEntry.id)
    mine = ContactPerson.person_id == ContactPromise.person_id, ContactEntry.family_id == ContactPromise.family_id
    found = days.where(*mine, ContactEntry.day >= since, told_by_contact_person)
    return found.correlate(ContactPromise).scalar_subquery()


def present_promise(dossier: Dossier, row: Any) -> Contacts:
    """One promise with its last months."""
    days = [date.fromisoformat(one) for one in (row.days or "").split(",") if one]
    logged = Counter(one.replace(day=1) for one in days)
    this = dossier.today.replace(day=1)
    months = tuple(present_month(row, first, logged[first], first < this) for first in last_months())
    return Contacts(row.id, row.times, row.manner, months)


def present_month(row: Any, first: date, logged: int, is_over: bool) -> Month:
    """A month. Of one before the promise that nobody counted nothing is known; where both were counted, the most."""
    typed = row.counts.get(first.isoformat())
    is_counted = logged or typed is not None or first >= row.promised_on.replace(day=1)
    number = max(logged, typed or 0) if is_counted else None
    binds = first >= row.promised_on or typed is not None
    return Month(first, number, is_short=is_over and binds and number is not None and number < row.times)
