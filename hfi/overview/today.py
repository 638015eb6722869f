"""What today asks of the reader: their families' plan meetings, and appointments of measures they answer for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.principal import Principal
from hfi.extensions import db
from hfi.families.keys import WRAPPED
from hfi.families.models import FamilyKey, Person
from hfi.families.sealing import opened
from hfi.filters import and_list, first_name
from hfi.meetings.models import PlanMeeting
from hfi.overview.mine import MyFamilies, MyFamily
from hfi.overview.views import ComingMeeting, Today
from hfi.overview.words import local_day
from hfi.plan.department import registry
from hfi.plan.models import LIVE_STATUSES, Measure
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats
from hfi.schedule.queries import somebody_protected
from hfi.texts import _

AHEAD = timedelta(days=14)
BETWEEN_NAMES = "|"


def load_meetings(mine: MyFamilies, today: date) -> list[Any]:
    """Plan meetings from today until two weeks ahead, in time order."""
    first, last = clock.at(today, 0), clock.at(today + AHEAD + timedelta(days=1), 0)
    statement = (
        sa.select(
            PlanMeeting.id,
            PlanMeeting.family_id,
            PlanMeeting.starts_at,
            PlanMeeting.minutes,
            PlanMeeting.place,
            PlanMeeting.interpreter_booked,
            PlanMeeting.held,
        )
        .where(PlanMeeting.family_id.in_(mine), PlanMeeting.cancelled_at.is_(None))
        .where(PlanMeeting.starts_at >= first, PlanMeeting.starts_at < last)
        .order_by(PlanMeeting.starts_at, PlanMeeting.id)
    )
    return list(db.session.execute(statement))


def load_appointments(reader: Principal, mine: MyFamilies, today: date) -> list[Any]:
    """Today's appointments of live measures that the reader is responsible for, with the names of those who attend."""
    statement = (
        sa.select(
            Appointment.id,
            Appointment.family_id,
            Appointment.section_id,
            Appointment.title,
            Appointment.from_on,
            Appointment.starts,
            Appointment.ends,
            Appointment.place,
            sa.or_(Appointment.sensitive, Measure.sensitive).label("sensitive"),
            attending().label("people"),
            somebody_protected().label("protected"),
            *WRAPPED,
        )
        .outerjoin(FamilyKey, FamilyKey.family_id == Appointment.family_id)
        .join(Measure, Measure.id == Appointment.measure_id)
        .where(Appointment.family_id.in_(mine), Measure.responsible_id == reader.user_id)
        .where(Measure.status.in_(LIVE_STATUSES), may_take_place(today))
    )
    return opened(
        Appointment, (row for row in db.session.execute(statement) if row.from_on.weekday() == today.weekday())
    )


def may_take_place(day: date) -> sa.ColumnElement[bool]:
    """Once on the day, or every week around it; SQL's two dialects name weekdays differently, so they are left out."""
    every_week = Appointment.from_on <= day, sa.or_(Appointment.until_on.is_(None), Appointment.until_on >= day)
    return sa.or_(
        sa.and_(Appointment.repeats == Repeats.ONCE, Appointment.from_on == day),
        sa.and_(Appointment.repeats == Repeats.WEEKLY, *every_week),
    )


def attending() -> sa.ScalarSelect[Any]:
    """The names of those who attend, as one text."""
    names = sa.func.aggregate_strings(Person.name, BETWEEN_NAMES)
    links = AppointmentPerson.appointment_id == Appointment.id, Person.id == AppointmentPerson.person_id
    return sa.select(names).where(*links).scalar_subquery()


def present_today(mine: MyFamilies, meetings: list[Any], appointments: list[Any], today: date) -> tuple[Today, ...]:
    """The day, in time order."""
    found = [present_meeting(mine[row.family_id], row) for row in meetings if local_day(row.starts_at) == today]
    found += [present_appointment(mine[row.family_id], row) for row in appointments]
    return tuple(sorted(found, key=lambda one: (one.starts, one.ends)))


def present_meeting(family: MyFamily, row: Any) -> Today:
    """A plan meeting of today."""
    starts = clock.local(row.starts_at)
    ends = starts + timedelta(minutes=row.minutes)
    details = (row.place, _("interpreter booked") if row.interpreter_booked else "")
    return Today(family.name, starts.time(), ends.time(), _("plan meeting"), tuple(filter(None, details)), row.id)


def present_appointment(family: MyFamily, row: Any) -> Today:
    """An appointment of today; without what it is about when its section is not for the reader any longer."""
    seen = row.section_id in registry().by_id and family.section_decision(row.section_id, row.sensitive)
    place = "" if row.protected else row.place
    details = (place, and_list(attending_names(row))) if seen else ()
    title = row.title if seen else _("appointment")
    return Today(family.name, row.starts, row.ends, title, tuple(filter(None, details)))


def attending_names(row: Any) -> Iterator[str]:
    """First names of those who attend."""
    return (first_name(name) for name in sorted((row.people or "").split(BETWEEN_NAMES)))


def present_coming(mine: MyFamilies, meetings: list[Any], today: date) -> tuple[ComingMeeting, ...]:
    """The meetings after today that are still to be held."""
    ahead = (row for row in meetings if local_day(row.starts_at) > today and not row.held)
    return tuple(ComingMeeting(mine[row.family_id].name, row.starts_at) for row in ahead)
