"""Enrolling a family: its contact persons, its coordinator, its first meeting; visitation's attachments end."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import alphabet, clock
from hfi.access.models import Attachment, AttachmentKind, Conflict, User
from hfi.access.roles import Role
from hfi.access.terms import Decision
from hfi.audit import service as audit
from hfi.extensions import db, system_session
from hfi.families.models import BEFORE_PLAN, Family, Person, PersonKind, Phase
from hfi.families.scope import FamilyAccess, in_force, running, visible_families
from hfi.intake.deciding import stamp, tell_referrer
from hfi.intake.enrolment_form import EnrolmentForm
from hfi.intake.models import Outcome, Referral
from hfi.intake.proposal import Candidate, Wish, propose
from hfi.intake.visitation import load_row
from hfi.meetings.models import MeetingPerson, MeetingUser, PlanMeeting
from hfi.programmes.model import Programme, programme_of
from hfi.team.rows import end, new_row
from hfi.team.rules import Tie, TieRefusedError, refuse_unfit
from hfi.team.staff import find_somebody
from hfi.team.ties import holds, load_conflicts, load_ties, lock
from hfi.texts import gettext

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Staff:
    """Whom the form offers, and what it shows at first."""

    contacts: tuple[Candidate, ...]
    coordinators: tuple[Candidate, ...]
    first: dict[str, Any]
    family: str


def load_staff(access: FamilyAccess, decision: Decision) -> Staff | None:
    """Who can be chosen, with a proposal; None when the family is not to be enrolled. Logged as read."""
    candidates = load_candidates(access)
    row = load_row(access)
    name = db.session.scalar(sa.select(Family.name).where(Family.id == access.id)) or ""
    near = set(
        db.session.scalars(sa.select(Conflict.user_id).where(Conflict.family_id == access.id, in_force(Conflict)))
    )
    audit.read_family(access.reader, access.id, "form:enrolment", decision.why)
    db.session.commit()
    if row is None or row.outcome is not Outcome.ENROL or access.phase not in BEFORE_PLAN:
        return None
    contacts, coordinators = candidates[Role.PROFESSIONAL], candidates[Role.COORDINATOR]
    programme = programme_of(access.programme)
    suggested = [one for one in (row.contact_1_id, row.contact_2_id) if one]
    wish = Wish(
        programme.contact_persons,
        programme.most_families_per_contact_person,
        programme.contact_persons_from_different_departments,
        suggested,
        row.answers["departments"],
        near,
    )
    return Staff(contacts, coordinators, first_values(access, propose(contacts, wish), coordinators, near), name)


def load_candidates(access: FamilyAccess) -> dict[Role, tuple[Candidate, ...]]:
    """Who can be chosen, with the number of their families, of those that the reader may open."""
    carried = (
        sa.select(sa.func.count(Attachment.family_id.distinct()))
        .join(Family, Family.id == Attachment.family_id)
        .where(Attachment.user_id == User.id, Attachment.kind == AttachmentKind.CONTACT_PERSON, running())
        .where(holds(Attachment, clock.today()), visible_families(access.reader))
        .scalar_subquery()
    )
    columns: list[Any] = [User.role, User.id, User.name, User.department, carried]
    statement = sa.select(*columns).where(User.active, User.role.in_((Role.PROFESSIONAL, Role.COORDINATOR)))
    with system_session() as session:
        rows = session.execute(statement.order_by(alphabet.in_order(User.name), User.id)).all()
    kinds = (Role.PROFESSIONAL, Role.COORDINATOR)
    return {kind: tuple(Candidate(*row[1:]) for row in rows if row.role is kind) for kind in kinds}


def first_values(
    access: FamilyAccess, proposed: Sequence[uuid.UUID], coordinators: Sequence[Candidate], near: set[uuid.UUID]
) -> dict[str, Any]:
    """What the form shows at first."""
    months, today = programme_of(access.programme).enrolment_months, clock.today()
    others = [one.user_id for one in coordinators if one.user_id not in near]
    mine = [one for one in others if one == access.reader.user_id]
    chosen = dict(zip(("contact_1", "contact_2"), proposed, strict=False))
    ending = {"expected_end_on": clock.months_after(today, months)} if months else {}
    return {"enrolled_on": today, "coordinator": next(iter(mine or others), None), **chosen, **ending}


def enrol(access: FamilyAccess, form: EnrolmentForm) -> None:
    """Enrol the family. Raises TieRefusedError. What two clicks send is done once."""
    lock(db.session(), [access.id])
    family = db.session.scalars(sa.select(Family).where(Family.id == access.id)).one()
    referral = db.session.scalars(sa.select(Referral).where(Referral.family_id == access.id)).one()
    if family.phase not in BEFORE_PLAN or referral.outcome is not Outcome.ENROL:
        db.session.rollback()
        return
    try:
        attach_all(access, form)
    except TieRefusedError:
        db.session.rollback()
        raise
    family.phase = Phase.ENROLLED
    family.enrolled_on, family.expected_end_on = form.enrolled_on.data, form.expected_end_on.data
    family.updated_at, family.updated_by_id = clock.now(), access.reader.user_id
    stamp(referral, access)
    call_meeting(access, form)
    tell_referrer(access, referral)
    db.session.commit()


def attach_all(access: FamilyAccess, form: EnrolmentForm) -> None:
    """Attach who was chosen, and end what visitation needed. Raises TieRefusedError."""
    ties = load_ties(db.session(), [access.id])[access.id]
    kept = [one for one in ties if is_kept(one, form)]
    reason = gettext("From the enrolment")
    for field, kind in wanted(form, kept):
        first = form.enrolled_on.data if kind is AttachmentKind.CONTACT_PERSON else clock.today()
        tie = fitting(access, field, kind, first, kept)
        db.session.add(new_row(access, tie, reason))
        kept.append(tie)
    db.session.flush()
    end_others(access, {one.id for one in kept})


def is_kept(tie: Tie, form: EnrolmentForm) -> bool:
    """Whether it is the coordinator's who stays."""
    return tie.kind is AttachmentKind.COORDINATOR and tie.user_id == form.coordinator.data


def wanted(form: EnrolmentForm, kept: Sequence[Tie]) -> Iterator[tuple[Any, AttachmentKind]]:
    """The fields of those who are to be attached."""
    yield from ((one, AttachmentKind.CONTACT_PERSON) for one in form.contacts())
    if not kept:
        yield form.coordinator, AttachmentKind.COORDINATOR


def fitting(access: FamilyAccess, field: Any, kind: AttachmentKind, first: date, others: Sequence[Tie]) -> Tie:
    """The new attachment, when nothing forbids it. Raises TieRefusedError at the field."""
    somebody = find_somebody(db.session(), field.data)
    if somebody is None or somebody.user_id == access.reader.user_id:
        raise TieRefusedError(gettext("Choose somebody from the list"), field.short_name)
    tie = Tie(uuid.uuid4(), somebody.user_id, somebody.department, kind, first, None)
    near = bool(load_conflicts(db.session(), [access.id], [somebody.user_id]))
    programme: Programme = programme_of(access.programme)
    try:
        refuse_unfit(tie, somebody, near, others, programme)
    except TieRefusedError as refused:
        raise TieRefusedError(refused.message, field.short_name) from refused
    return tie


def end_others(access: FamilyAccess, kept: set[uuid.UUID]) -> None:
    """Visitation is over for the others; for whoever enrols the family at the end of the day."""
    rows = db.session.scalars(
        sa.select(Attachment).where(Attachment.family_id == access.id, holds(Attachment, clock.today(), clock.today()))
    )
    for row in rows:
        if row.id not in kept:
            mine = row.user_id == access.reader.user_id
            last = clock.today() if mine else clock.today() - DAY
            end(row, last, access.reader.user_id, gettext("Visitation is over"))


def call_meeting(access: FamilyAccess, form: EnrolmentForm) -> None:
    """The first plan meeting, when a day was chosen: the household is called, and who the family can call."""
    if form.meeting_on.data is None:
        return
    here = Person.family_id == access.id, Person.left_on.is_(None), Person.expected_on.is_(None)
    household = db.session.scalars(sa.select(Person.id).where(*here, Person.kind != PersonKind.NETWORK))
    staff = [one.data for one in form.contacts()]
    db.session.add(
        PlanMeeting(
            id=uuid.uuid4(),
            family_id=access.id,
            starts_at=starts_at(form),
            place=form.meeting_place.data or "",
            interpreter_booked=form.interpreter_booked.data,
            updated_by_id=access.reader.user_id,
            person_links=[MeetingPerson(person_id=one, family_id=access.id) for one in household],
            user_links=[MeetingUser(user_id=one, family_id=access.id) for one in {*staff, form.coordinator.data}],
        )
    )


def starts_at(form: EnrolmentForm) -> datetime:
    """When the first meeting begins."""
    time = form.meeting_at.data
    return clock.at(form.meeting_on.data, time.hour, time.minute)
