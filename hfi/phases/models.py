"""Pauses, moves to another programme, closings with what becomes of each thing, and letters about who leaves."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyScoped, UtcDateTime, Versioned, choice, sealed
from hfi.extensions import Model
from hfi.texts import LazyString, _l


class Pause(FamilyScoped, Versioned, Model):
    """The work with a family rests from a day until it was taken up again; without that day it rests still."""

    __tablename__ = "pauses"

    from_on: Mapped[date]
    expected_until: Mapped[date | None]
    reason: Mapped[str] = sealed()
    resumed_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProgrammeMove(FamilyScoped, Model):
    """A family went on in another programme of the municipality. Its reference stayed: it stands on all its papers."""

    __tablename__ = "programme_moves"

    from_programme: Mapped[str] = mapped_column(sa.String(40))
    to_programme: Mapped[str] = mapped_column(sa.String(40))
    moved_on: Mapped[date]
    reason: Mapped[str] = sealed()
    moved_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))


class Ending(StrEnum):
    """Why the work with a family ends."""

    PLANNED = "planned"
    STOPPED = "stopped"
    MOVED = "moved"
    OTHER = "other"


ENDING_TITLES: dict[Ending, LazyString] = {
    Ending.PLANNED: _l("As planned: the family goes on by itself, or with less help"),
    Ending.STOPPED: _l("The family does not want to go on"),
    Ending.MOVED: _l("The family moves to another municipality"),
    Ending.OTHER: _l("Something else"),
}


class Closing(FamilyScoped, Versioned, Model):
    """The end of the work with a family, told in its own words; one that was opened again has a `reopened_on`.

    `whom_to_call` says who takes over and whom the family rings; `hand_over` is written for it to give to another
    municipality. `called_on` is the day of the call that is due some months later.
    """

    __tablename__ = "closings"

    ending: Mapped[Ending] = mapped_column(choice(Ending))
    closed_on: Mapped[date]
    closed_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    last_met_on: Mapped[date | None]
    summary: Mapped[str] = sealed()
    whom_to_call: Mapped[str] = sealed()
    municipality: Mapped[str] = sealed()
    hand_over: Mapped[str] = sealed()
    call_due_on: Mapped[date] = mapped_column(index=True)
    called_on: Mapped[date | None]
    call_note: Mapped[str] = sealed()
    called_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    reopened_on: Mapped[date | None]
    reopen_reason: Mapped[str] = sealed()
    reopened_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))


class Becomes(StrEnum):
    """What becomes of a measure, or of an open agreement, when the work ends."""

    ENDS = "ends"
    DONE = "done"
    DROPPED = "dropped"
    GOES_ON = "goes_on"


class ClosingLine(FamilyScoped, Model):
    """What was settled about one measure or one agreement: it ends, or goes on with somebody.

    A measure itself is not changed by it: that is its department's. `words` say with whom, or why not.
    """

    __tablename__ = "closing_lines"

    closing_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("closings.id", ondelete="CASCADE"), index=True)
    measure_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("measures.id", ondelete="CASCADE"))
    agreement_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("agreements.id", ondelete="CASCADE"))
    becomes: Mapped[Becomes] = mapped_column(choice(Becomes))
    words: Mapped[str] = sealed()


class Retention(FamilyScoped, Model):
    """Until when at least the family's content is kept for one person's sake. `archive`: then it goes to an archive."""

    __tablename__ = "retentions"
    __table_args__ = (sa.UniqueConstraint("family_id", "person_id"),)

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"))
    keep_until: Mapped[date]
    archive: Mapped[bool] = mapped_column(default=False)


class Letter(FamilyScoped, Model):
    """A word to the family that somebody leaves, and who comes. Without a person it is for the whole household."""

    __tablename__ = "letters"

    leaves_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attachments.id", ondelete="CASCADE"))
    comes_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("attachments.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"))
    words: Mapped[str] = sealed()
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
