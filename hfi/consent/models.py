"""Consents: one person lets one department share with another, for a time, until withdrawn."""

import uuid
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyScoped, choice
from hfi.extensions import Model

COORDINATION = "coordination"
"""The reading side of a consent for coordinators, who belong to no department of their own."""


class Extent(StrEnum):
    """What the person said yes to: everything, or only when something takes place."""

    FULL = "full"
    TIMES_ONLY = "times_only"


class Consent(FamilyScoped, Model):
    """A person's consent: `owner` may share what it has about the person with `reader` (department codes)."""

    __tablename__ = "consents"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    owner: Mapped[str] = mapped_column(sa.String(20))
    reader: Mapped[str] = mapped_column(sa.String(20))
    extent: Mapped[Extent] = mapped_column(choice(Extent))
    given_on: Mapped[date]
    expires_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
