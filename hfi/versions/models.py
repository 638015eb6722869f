"""Versions of the plan as they were handed over, who agreed to them, and what people say after the meeting."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyScoped, UtcDateTime, Versioned, choice, sealed, sealed_json
from hfi.extensions import Model
from hfi.texts import LazyString, _l


class PlanVersion(FamilyScoped, Model):
    """The plan as the household got it at the end of a meeting. It is written once and never changed.

    `content_hash` is the SHA-256 of the snapshot as canonical JSON, in hexadecimal.
    """

    __tablename__ = "plan_versions"
    __table_args__ = (sa.UniqueConstraint("family_id", "number"), sa.UniqueConstraint("meeting_id"))

    # Its snapshot is the history itself: the log says that it was made, not once more what it holds.
    audited = False

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_meetings.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    snapshot: Mapped[dict[str, Any]] = sealed_json()


class VersionPaper(FamilyScoped, Model):
    """The PDF that the household got, byte for byte, in base64. Apart from the version: only who opens it reads it."""

    __tablename__ = "version_papers"
    __table_args__ = (sa.UniqueConstraint("version_id"),)

    audited = False

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_versions.id", ondelete="CASCADE"))
    content: Mapped[str] = sealed()


class Consented(StrEnum):
    """How somebody agreed to the plan. Nothing ever depends on it."""

    SIGNED = "signed"
    ORALLY = "orally"
    LATER = "later"
    NOT = "not"


CONSENTED_TITLES: dict[Consented, LazyString] = {
    Consented.SIGNED: _l("Signed on paper"),
    Consented.ORALLY: _l("Said yes"),
    Consented.LATER: _l("Answers later"),
    Consented.NOT: _l("Does not agree"),
}


class Approval(FamilyScoped, Versioned, Model):
    """What one member of the family or one professional says to a version. `kept_at`: where the signed page lies."""

    __tablename__ = "approvals"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_versions.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    how: Mapped[Consented] = mapped_column(choice(Consented))
    said_on: Mapped[date]
    kept_at: Mapped[str] = sealed()


class Side(StrEnum):
    """Who answers after a meeting."""

    FAMILY = "family"
    STAFF = "staff"


class MeetingAnswer(FamilyScoped, Model):
    """Three answers from 0 to 10 after a meeting, for the outcomes; who gave them is not kept."""

    __tablename__ = "meeting_answers"
    __table_args__ = tuple(
        sa.CheckConstraint(f"{name} BETWEEN 0 AND 10", name) for name in ("heard", "clear", "hopeful")
    )

    audited = False

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_meetings.id", ondelete="CASCADE"), index=True)
    side: Mapped[Side] = mapped_column(choice(Side))
    heard: Mapped[int | None]
    clear: Mapped[int | None]
    hopeful: Mapped[int | None]
    words: Mapped[str] = sealed()
    given_on: Mapped[date]
