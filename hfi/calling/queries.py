"""Reading the meetings of one family for their pages, and logging it."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import abort

from hfi.access.models import User
from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.calling.views import Called, MeetingLine, MeetingList, MeetingPage, Readiness
from hfi.extensions import db
from hfi.families.sealing import opened
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import columns
from hfi.family_page.present import coming, section_mark
from hfi.family_page.present_sections import section_people
from hfi.meetings.models import MeetingPerson, MeetingUser, PlanMeeting
from hfi.plan.department import registry
from hfi.plan.section import Section

MEETING = "meeting"
"""What the log calls the reading of a meeting's page."""


def find_meeting(dossier: Dossier, item: uuid.UUID) -> Any:
    """The family's meeting with this id, opened; 404 when there is none."""
    rows = db.session.execute(
        sa.select(*columns(PlanMeeting)).where(PlanMeeting.id == item, PlanMeeting.family_id == dossier.access.id)
    )
    found = opened(PlanMeeting, rows)
    if not found:
        db.session.commit()
        abort(404)
    return found[0]


def log_meeting(dossier: Dossier, what: str) -> None:
    """The reading, and the end of its transaction."""
    why = dossier.access.decide(Action.READ).why
    audit.read_family(dossier.access.reader, dossier.access.id, what, why)
    db.session.commit()


def load_list(dossier: Dossier) -> MeetingList:
    """All meetings of the family."""
    lines = [present_line(one) for one in dossier.meetings]
    found = MeetingList(
        reference=dossier.access.reference,
        family=dossier.family.name,
        coming=tuple(one for one in lines if one.to_come),
        past=tuple(one for one in reversed(lines) if not one.to_come),
        versions=tuple(sorted((one.version for one in lines if one.version), reverse=True)),
        may_call=rights.may_edit_plan(dossier),
    )
    log_meeting(dossier, MEETING)
    return found


def present_line(row: Any) -> MeetingLine:
    """One meeting of the list; one that was closed here led to a version that is kept."""
    version = row.edition if row.closed_at else None
    gone = row.cancelled_at is not None
    return MeetingLine(row.id, row.starts_at, row.place, row.held, gone, is_open(row), row.edition, version)


def is_open(row: Any) -> bool:
    """Whether the meeting can still be held: one that nobody closed may be late."""
    return not row.held and row.cancelled_at is None


def load_meeting(dossier: Dossier, item: uuid.UUID) -> MeetingPage:
    """One meeting with who is called and which sections are ready."""
    row = find_meeting(dossier, item)
    may_run = rights.may_edit_plan(dossier) and is_open(row)
    page = MeetingPage(
        id=row.id,
        version=row.version,
        reference=dossier.access.reference,
        family=dossier.family.name,
        starts_at=row.starts_at,
        minutes=row.minutes,
        place=row.place,
        interpreter=row.interpreter_booked,
        question=row.question,
        guests=row.guests,
        held=row.held,
        to_come=coming(row),
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
        people=called_people(dossier, item),
        staff=called_staff(dossier, item),
        sections=present_readiness(dossier) if is_open(row) else (),
        reminded_at=row.reminded_at,
        edition=row.edition,
        made_version=row.edition if row.closed_at else None,
        may_run=may_run,
        may_open=bool(dossier.access.decide(Action.PRINT)) and is_open(row),
    )
    log_meeting(dossier, MEETING)
    return page


def called_people(dossier: Dossier, item: uuid.UUID) -> tuple[Called, ...]:
    """Who of the family and its network is called, in the family's order."""
    links = sa.select(MeetingPerson.person_id, MeetingPerson.present).where(
        MeetingPerson.meeting_id == item, MeetingPerson.family_id == dossier.access.id
    )
    present: dict[uuid.UUID, bool] = {row.person_id: row.present for row in db.session.execute(links)}
    called = [one for one in dossier.everybody if one.id in present]
    return tuple(Called(one.id, one.name, None, one.relation, present[one.id]) for one in called)


def called_staff(dossier: Dossier, item: uuid.UUID) -> tuple[Called, ...]:
    """Which professionals are called, by name."""
    links = (
        sa.select(User.id, User.name, User.department, MeetingUser.present)
        .join(MeetingUser, MeetingUser.user_id == User.id)
        .where(MeetingUser.meeting_id == item, MeetingUser.family_id == dossier.access.id)
        .order_by(User.name)
    )
    marks = {code: registry().mark_of_code(code, dossier.programme) for code in departments(dossier)}
    rows = db.session.execute(links)
    return tuple(Called(row.id, row.name, marks.get(row.department), row.department or "", row.present) for row in rows)


def departments(dossier: Dossier) -> list[str]:
    """The codes of the programme's departments."""
    return [one.code for one in dossier.programme.departments]


def present_readiness(dossier: Dossier) -> tuple[Readiness, ...]:
    """The sections that say something of the family, or do something for it, the ones that wait first."""
    found = [readiness(dossier, one) for one in registry().sections if is_at_work(dossier, one)]
    return tuple(sorted(found, key=lambda one: one.ready))


def is_at_work(dossier: Dossier, section: Section) -> bool:
    """Whether a department is at work in the section."""
    return section.id in dossier.records or any(one.section_id == section.id for one in dossier.live_measures)


def readiness(dossier: Dossier, section: Section) -> Readiness:
    """Whether one section is ready."""
    record = dossier.records.get(section.id)
    keepers = tuple(one.name for one in section_people(dossier, section))
    mark = section_mark(dossier, section.id)
    return Readiness(section.anchor, str(section.title), mark, bool(record and record.ready), keepers)
