"""Contacts with the family in a few words, and whether somebody came to an agreed appointment."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyScoped, PersonLink, UtcDateTime, Versioned, choice, sealed
from hfi.extensions import Model
from hfi.texts import LazyString, _l


class How(StrEnum):
    """How somebody was in contact with the family."""

    VISIT = "visit"
    PHONE = "phone"
    MESSAGE = "message"
    MEETING = "meeting"
    LETTER = "letter"
    OTHER = "other"


HOW_TITLES: dict[How, LazyString] = {
    How.VISIT: _l("Visit at home"),
    How.PHONE: _l("Telephone"),
    How.MESSAGE: _l("Text message"),
    How.MEETING: _l("Talk with us"),
    How.LETTER: _l("Letter"),
    How.OTHER: _l("In another way"),
}


class ContactEntry(FamilyScoped, Versioned, Model):
    """A contact with the family, told by whoever had it: with whom, how, about what, on which day."""

    __tablename__ = "contact_entries"

    day: Mapped[date]
    how: Mapped[How] = mapped_column(choice(How))
    about: Mapped[str] = sealed()
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_links: Mapped[list["ContactPerson"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class ContactPerson(PersonLink, Model):
    """With whom of the family a contact was."""

    __tablename__ = "contact_persons"

    entry_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("contact_entries.id", ondelete="CASCADE"), primary_key=True
    )


class TurnoutOutcome(StrEnum):
    """What became of an agreed appointment."""

    CAME = "came"
    CANCELLED = "cancelled"
    MISSED = "missed"


TURNOUT_TITLES: dict[TurnoutOutcome, LazyString] = {
    TurnoutOutcome.CAME: _l("Came"),
    TurnoutOutcome.CANCELLED: _l("Cancelled"),
    TurnoutOutcome.MISSED: _l("Did not come"),
}


class Turnout(FamilyScoped, Versioned, Model):
    """Whether those who were expected came to an appointment on a day, and what stood in the way.

    `title` is what the appointment was called when it was written down: the week changes, what was does not. Who may
    not see what the appointment is about sees nothing of this either.
    """

    __tablename__ = "turnouts"

    appointment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("appointments.id", ondelete="CASCADE"))
    title: Mapped[str] = sealed()
    day: Mapped[date]
    outcome: Mapped[TurnoutOutcome] = mapped_column(choice(TurnoutOutcome))
    obstacle: Mapped[str] = sealed()
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_links: Mapped[list["TurnoutPerson"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class TurnoutPerson(PersonLink, Model):
    """About whom a turnout tells."""

    __tablename__ = "turnout_persons"

    turnout_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("turnouts.id", ondelete="CASCADE"), primary_key=True)
