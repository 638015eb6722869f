"""Appointments, once or every week."""

import uuid
from datetime import date, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyScoped, PersonLink, Versioned, choice, sealed
from hfi.extensions import Model


class Repeats(StrEnum):
    """How often an appointment takes place."""

    ONCE = "once"
    WEEKLY = "weekly"


class Appointment(FamilyScoped, Versioned, Model):
    """A time in the family's week, usually of a measure. `from_on` is the day, or a weekly one's first day.

    Weekly appointments take place on the weekday of `from_on`, until `until_on` when there is one.
    """

    __tablename__ = "appointments"
    __table_args__ = (sa.CheckConstraint("starts < ends", "starts_before_ends"),)

    section_id: Mapped[str] = mapped_column(sa.String(80))
    measure_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("measures.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = sealed()
    repeats: Mapped[Repeats] = mapped_column(choice(Repeats))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    starts: Mapped[time]
    ends: Mapped[time]
    place: Mapped[str] = sealed()
    sensitive: Mapped[bool] = mapped_column(default=False)
    person_links: Mapped[list["AppointmentPerson"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class AppointmentPerson(PersonLink, Model):
    """Who attends an appointment."""

    __tablename__ = "appointment_persons"

    appointment_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("appointments.id", ondelete="CASCADE"), primary_key=True
    )
