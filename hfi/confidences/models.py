"""Confidential notes, whom they concern, and who may read them. Their text is sealed."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyData, FamilyScoped, PersonLink, UtcDateTime, Versioned, choice, sealed
from hfi.extensions import Model
from hfi.texts import LazyString, _l


class ConfidenceKind(StrEnum):
    """What a note holds."""

    CHILDS_CONFIDENCE = "childs_confidence"
    CONCERN = "concern"
    OTHER = "other"


CONFIDENCE_KIND_TITLES: dict[ConfidenceKind, LazyString] = {
    ConfidenceKind.CHILDS_CONFIDENCE: _l("What a child has told in confidence"),
    ConfidenceKind.CONCERN: _l("Report of concern"),
    ConfidenceKind.OTHER: _l("Something else"),
}


class Confidence(FamilyScoped, Versioned, Model):
    """A note that only named people of its own department know of. `owner` is the department's code."""

    __tablename__ = "confidences"

    owner: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[ConfidenceKind] = mapped_column(choice(ConfidenceKind))
    text: Mapped[str] = sealed()
    author_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_links: Mapped[list["ConfidencePerson"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")
    reader_links: Mapped[list["ConfidenceReader"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class ConfidencePerson(PersonLink, Model):
    """Whom a note concerns."""

    __tablename__ = "confidence_persons"

    confidence_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("confidences.id", ondelete="CASCADE"), primary_key=True
    )


class ConfidenceReader(FamilyData, Model):
    """Who is named to read a note; its author always is."""

    __tablename__ = "confidence_readers"

    confidence_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("confidences.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)

    @property
    def target_id(self) -> uuid.UUID:
        """What the link points at."""
        return self.user_id
