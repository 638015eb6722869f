"""What several features ask of appointments."""

import sqlalchemy as sa

from hfi.families.models import Person
from hfi.schedule.models import Appointment, AppointmentPerson


def somebody_protected() -> sa.ColumnElement[bool]:
    """Whether somebody protected attends the appointment: then its place could lead to where they are."""
    links = AppointmentPerson.appointment_id == Appointment.id, Person.id == AppointmentPerson.person_id
    return sa.exists().where(*links, Person.protected).correlate(Appointment)
