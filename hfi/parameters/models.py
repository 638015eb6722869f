"""What administrators wrote beside the program's own lists, and who changed what of it."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import Identified, UtcDateTime, Versioned, choice
from hfi.extensions import Model


class Kind(StrEnum):
    """The lists that an administrator keeps; the values stand in addresses."""

    MEASURES = "measures"
    RULES = "rules"
    DEADLINES = "deadlines"
    AREAS = "areas"
    SCALES = "scales"


class Deed(StrEnum):
    """What was done to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "reopened"


class Parameter(Identified, Versioned, Model):
    """An entry of a list, or, when it is `baseline`, the last day of one that came with the program.

    `owner` is the section or the programme whose list it is. `details` has what only entries of its kind have. Nothing
    is ever deleted: what was chosen once keeps its words.
    """

    __tablename__ = "parameters"
    __table_args__ = (sa.Index("ix_parameters_kind_owner", "kind", "owner"),)

    kind: Mapped[Kind] = mapped_column(choice(Kind))
    owner: Mapped[str] = mapped_column(sa.String(80))
    key: Mapped[str] = mapped_column(sa.String(80))
    baseline: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(sa.String(200), default="")
    words_en: Mapped[str] = mapped_column(sa.String(200), default="")
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(sa.String(200), default="")


class ParameterChange(Identified, Model):
    """Who did what to an entry, with the fields that changed before and after; the database lets rows only be added."""

    __tablename__ = "parameter_changes"

    parameter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("parameters.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    deed: Mapped[Deed] = mapped_column(choice(Deed))
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    after: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.String(400), default="")
