"""Grounds for sharing one department's content with another: a person's consent, or a paragraph of the law."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyData, FamilyScoped, UtcDateTime, choice, sealed
from hfi.extensions import Model

COORDINATION = "coordination"
"""The reading side of a consent for coordinators, who belong to no department of their own."""


class Extent(StrEnum):
    """What was said yes to: nothing, when something takes place, what the department writes, the sensitive as well."""

    NONE = "none"
    TIMES_ONLY = "times_only"
    FULL = "full"
    SENSITIVE = "sensitive"

    @property
    def rank(self) -> int:
        """Its place from the least to the most."""
        return list(Extent).index(self)


class Manner(StrEnum):
    """How somebody gave a consent."""

    WRITTEN = "written"
    READ_ALOUD = "read_aloud"
    ORAL = "oral"


class Ending(StrEnum):
    """Why a consent ended before its time."""

    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Consent(FamilyScoped, Model):
    """What one giver says of one person: `owner` may share what it has with `reader` (codes), until it is ended.

    The giver is the person, or one of those who have custody; without one it stands for all who were to be asked on
    the day it was given, as older consents do.
    """

    __tablename__ = "consents"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    owner: Mapped[str] = mapped_column(sa.String(20))
    reader: Mapped[str] = mapped_column(sa.String(20))
    extent: Mapped[Extent] = mapped_column(choice(Extent))
    given_on: Mapped[date]
    expires_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    # Without its giver a consent would speak for all: it goes with them.
    given_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"))
    manner: Mapped[Manner | None] = mapped_column(choice(Manner))
    purpose: Mapped[str] = mapped_column(sa.String(40), default="")
    text_version: Mapped[str] = mapped_column(sa.String(20), default="")
    explained: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    ending: Mapped[Ending | None] = mapped_column(choice(Ending))
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))


class LegalGroundPerson(FamilyData, Model):
    """Whom a legal ground is about."""

    __tablename__ = "legal_ground_persons"

    ground_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("legal_grounds.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)

    @property
    def target_id(self) -> uuid.UUID:
        """What the link points at."""
        return self.person_id


class LegalGround(FamilyScoped, Model):
    """The law lets `owner` share with `reader` without a consent: by which paragraph, and why (sealed)."""

    __tablename__ = "legal_grounds"

    owner: Mapped[str] = mapped_column(sa.String(20))
    reader: Mapped[str] = mapped_column(sa.String(20))
    extent: Mapped[Extent] = mapped_column(choice(Extent))
    paragraph: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[str] = sealed()
    from_on: Mapped[date]
    to_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    person_links: Mapped[list[LegalGroundPerson]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")
