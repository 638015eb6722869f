"""Sending a referral. It is the program's own work: whoever refers a family has no way in to it, and gets none."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, Conflict, User
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.access.terms import Why
from hfi.audit import service as audit
from hfi.drafts import service as drafts
from hfi.extensions import system_session
from hfi.families import cpr
from hfi.families.models import Family, Person, PersonKind, Phase
from hfi.families.reference import next_reference
from hfi.families.scope import in_force
from hfi.intake.duplicates import same_people
from hfi.intake.forms import ELSEWHERE, PersonForm, ReferralForm, born_on
from hfi.intake.models import Referral
from hfi.notices.models import NoticeKind
from hfi.notices.recipients import active, programme_managers
from hfi.notices.service import notify
from hfi.parameters.current import housing_areas
from hfi.programmes.model import Programme
from hfi.texts import gettext

TRIES = 4
"""So often somebody else may take the same case reference at the very moment."""


def send(reader: Principal, programme: Programme, form: ReferralForm, address: str) -> None:
    """Store the referral, and tell those who look at it. What two clicks send is stored once.

    Whether somebody in it is known already changes nothing of the answer.
    """
    for left in reversed(range(TRIES)):
        try:
            with system_session() as session:
                if session.get(Referral, form.new_id()) is None:
                    write(session, reader, programme, form)
                drafts.drop(session, reader, address)
            return
        except IntegrityError:
            if not left:
                raise


def write(session: Session, reader: Principal, programme: Programme, form: ReferralForm) -> None:
    """The family, its people, the referral, and the coordinators who look at it."""
    audit.because(Why.OFFICE)
    family = new_family(session, programme, form)
    session.add(family)
    session.flush()
    for position, one in enumerate(form.written()):
        session.add(new_person(family.id, position, one))
    session.add(new_referral(reader, family.id, form))
    # Whoever said beforehand that they stand too near to somebody here is kept out from now on.
    session.flush()
    coordinators = attach_coordinators(session, family.id)
    notify({*coordinators} - {reader.user_id}, NoticeKind.REFERRED, family.id, session=session)
    tell_of_twice(session, family.id, coordinators)


def new_family(session: Session, programme: Programme, form: ReferralForm) -> Family:
    """The family's row: it has no plan yet."""
    area = "" if form.housing_area.data == ELSEWHERE else form.housing_area.data
    districts = {one.name: one.district for one in housing_areas(programme)}
    return Family(
        id=uuid.uuid4(),
        reference=next_reference(session, programme.reference_prefix, clock.today()),
        name=form.name.data,
        programme=programme.key,
        housing_area=area,
        district=districts.get(area, ""),
        interpreter_language=form.interpreter_language.data,
        phase=Phase.REFERRED,
    )


def new_person(family_id: uuid.UUID, position: int, form: PersonForm) -> Person:
    """Somebody in the family. A child without a birthday is one that is known to be there, and no more."""
    person = Person(
        id=uuid.uuid4(),
        family_id=family_id,
        name=form.name.data,
        kind=form.kind.data,
        relation=form.relation.data,
        born_on=born_on(form),
        position=position,
        lives_elsewhere=form.kind.data is PersonKind.NETWORK,
    )
    if form.cpr.data:
        cpr.set_cpr(person, form.cpr.data)
    return person


def new_referral(reader: Principal, family_id: uuid.UUID, form: ReferralForm) -> Referral:
    """What the referrer wrote."""
    first, second = form.suggested()
    return Referral(
        id=form.new_id(),
        family_id=family_id,
        referrer_id=reader.user_id,
        sent_at=clock.now(),
        source=form.source.data,
        source_name=form.source_name.data,
        family_name=form.name.data,
        answers={"departments": form.departments.data, "difficulties": form.difficulties.data or []},
        why=form.why.data,
        manner=form.consent_manner(),
        consented_on=form.consented_on.data,
        contact_1_id=first,
        contact_2_id=second,
        updated_by_id=reader.user_id,
    )


def attach_coordinators(session: Session, family_id: uuid.UUID) -> list[uuid.UUID]:
    """Everybody who coordinates looks at what is referred; but nobody who stands too near. Their ids."""
    near = sa.select(Conflict.user_id).where(Conflict.family_id == family_id, in_force(Conflict))
    found = session.scalars(active().where(User.role == Role.COORDINATOR, User.id.not_in(near))).all()
    reason = gettext("Visitation")
    for one in found:
        row = {"user_id": one, "kind": AttachmentKind.COORDINATOR, "from_on": clock.today(), "reason": reason}
        session.add(Attachment(id=uuid.uuid4(), family_id=family_id, **row))
    session.flush()
    return list(found)


def tell_of_twice(session: Session, family_id: uuid.UUID, coordinators: list[uuid.UUID]) -> None:
    """When somebody stands in another family that no coordinator here works with, a programme's manager looks at it."""
    others = set(session.scalars(same_people(family_id)))
    if not others:
        return
    tie = Attachment.family_id.in_(others), Attachment.user_id.in_(coordinators), in_force()
    seen = set(session.scalars(sa.select(Attachment.family_id).where(*tie)))
    if others - seen:
        near = sa.select(Conflict.user_id).where(Conflict.family_id.in_(others), in_force(Conflict))
        told = session.scalars(programme_managers().where(User.id.not_in(near))).all()
        notify(told, NoticeKind.TWICE, family_id, session=session)
