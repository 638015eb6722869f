"""A family, and the people in it and around it."""

import uuid
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from hfi.columns import FamilyData, FamilyScoped, Identified, Versioned, choice, sealed
from hfi.extensions import Model
from hfi.vault import Wrapped


class Phase(StrEnum):
    """Where a family is on its way through a programme. Until it is enrolled it has no plan, and stands in no list."""

    REFERRED = "referred"
    WAITING = "waiting"
    ENROLLED = "enrolled"
    PAUSED = "paused"
    CLOSED = "closed"
    DECLINED = "declined"


BEFORE_PLAN = frozenset({Phase.REFERRED, Phase.WAITING})
WITH_PLAN = frozenset({Phase.ENROLLED, Phase.PAUSED, Phase.CLOSED})
"""The phases of a family that has a plan, or had one."""


class Family(FamilyData, Identified, Versioned, Model):
    """One family in one programme, with what the family itself has told, told once."""

    __tablename__ = "families"

    audited = True

    reference: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200), index=True)
    programme: Mapped[str] = mapped_column(sa.String(40), index=True)
    address: Mapped[str] = sealed()
    housing_area: Mapped[str] = mapped_column(sa.String(80), default="", index=True)
    district: Mapped[str] = mapped_column(sa.String(80), default="")
    interpreter_language: Mapped[str] = mapped_column(sa.String(40), default="")
    phase: Mapped[Phase] = mapped_column(
        choice(Phase), default=Phase.ENROLLED, server_default=Phase.ENROLLED.value, index=True
    )
    enrolled_on: Mapped[date | None]
    expected_end_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    dream: Mapped[str] = mapped_column(sa.Text, default="")
    story: Mapped[str] = mapped_column(sa.Text, default="")
    what_works: Mapped[str] = mapped_column(sa.Text, default="")
    do_not_ask_again: Mapped[str] = mapped_column(sa.Text, default="")
    story_told_on: Mapped[date | None]

    # Its own id, under the name that every other row of the family has.
    family_id: Mapped[uuid.UUID] = synonym("id")


class FamilyKey(Wrapped, FamilyScoped, Model):
    """The key that seals the family's content. Without it nothing that was sealed can ever be read again."""

    __tablename__ = "family_keys"
    __table_args__ = (sa.UniqueConstraint("family_id"),)

    # It is no content of the family: neither its making nor its new wrapping is anybody's change.
    audited = False
    family: Mapped[Family] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> str:
        return f"family_keys|wrapped|{self.family_id}"


class PersonKind(StrEnum):
    """A person's place in the family."""

    ADULT = "adult"
    CHILD = "child"
    HOUSEHOLD = "household"
    NETWORK = "network"


class Person(FamilyScoped, Versioned, Model):
    """Somebody in the household, a parent who lives elsewhere, or somebody in the network around the family.

    `cpr_index` finds the sealed CPR number by equality and keeps it unique within the family. A child of parents apart
    may stand in two families, and none may learn of the other.
    """

    __tablename__ = "persons"
    __table_args__ = (sa.UniqueConstraint("family_id", "cpr_index"),)

    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[PersonKind] = mapped_column(choice(PersonKind))
    relation: Mapped[str] = mapped_column(sa.String(80), default="")
    born_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    lives_elsewhere: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = sealed()
    protected: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str] = sealed()
    note: Mapped[str] = sealed()
    position: Mapped[int] = mapped_column(default=0)
    left_on: Mapped[date | None]
    cpr: Mapped[str] = sealed()
    cpr_index: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), index=True)
    custody_links: Mapped[list["CustodyHolder"]] = relationship(
        cascade="all, delete-orphan", lazy="raise_on_sql", foreign_keys="CustodyHolder.child_id"
    )


class CustodyHolder(FamilyData, Model):
    """Who has custody of a child; where nobody is named, the parents in the family have."""

    __tablename__ = "custody_holders"

    child_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    holder_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)

    @property
    def target_id(self) -> uuid.UUID:
        """What the link points at."""
        return self.holder_id
