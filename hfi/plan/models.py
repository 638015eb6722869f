"""Goals, measures, agreements, sections and sector plans: typed, because more than one department reads them."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyData, FamilyScoped, PersonLink, UtcDateTime, Versioned, choice, sealed, sealed_json
from hfi.extensions import Model
from hfi.texts import LazyString, _l


class GoalStatus(StrEnum):
    """Where a goal is in its life."""

    ACTIVE = "active"
    REACHED = "reached"
    DROPPED = "dropped"


class Goal(FamilyScoped, Versioned, Model):
    """A shared goal in the family's own words, on the LØFT scale from 0 to 10.

    `preferred_future` is how it is when the goal is reached; `signs`, one on each line, tell that it gets nearer.
    `scale` is the key of one of the programme's scales; empty for the one that the programme names first.
    """

    __tablename__ = "goals"
    __table_args__ = tuple(
        sa.CheckConstraint(f"{name} BETWEEN 0 AND 10", name) for name in ("start", "last", "now", "good_enough")
    )

    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    start: Mapped[int | None]
    last: Mapped[int | None]
    now: Mapped[int | None]
    good_enough: Mapped[int | None]
    next_step: Mapped[str] = mapped_column(sa.Text, default="")
    preferred_future: Mapped[str] = sealed()
    signs: Mapped[str] = sealed()
    status: Mapped[GoalStatus] = mapped_column(choice(GoalStatus), default=GoalStatus.ACTIVE)
    agreed_on: Mapped[date]
    scale: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")


class MeasureStatus(StrEnum):
    """Where a measure is in its life."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"


MEASURE_STATUS_TITLES: dict[MeasureStatus, LazyString] = {
    MeasureStatus.PROPOSED: _l("Proposed"),
    MeasureStatus.AGREED: _l("Agreed"),
    MeasureStatus.RUNNING: _l("Running"),
    MeasureStatus.PAUSED: _l("Paused"),
    MeasureStatus.ENDED: _l("Ended"),
    MeasureStatus.DECLINED: _l("Declined by the family"),
}


class MeasureOutcome(StrEnum):
    """How far a measure came until it ended."""

    REACHED = "reached"
    PARTLY = "partly"
    STOPPED = "stopped"


MEASURE_OUTCOME_TITLES: dict[MeasureOutcome, LazyString] = {
    MeasureOutcome.REACHED: _l("It reached what it was for"),
    MeasureOutcome.PARTLY: _l("It reached a part of it"),
    MeasureOutcome.STOPPED: _l("It was stopped"),
}
LIVE_STATUSES = (MeasureStatus.PROPOSED, MeasureStatus.AGREED, MeasureStatus.RUNNING, MeasureStatus.PAUSED)


class Measure(FamilyScoped, Versioned, Model):
    """What a department does for somebody in the family. `section_id` is "area/section", `type_key` its catalogue's."""

    __tablename__ = "measures"

    section_id: Mapped[str] = mapped_column(sa.String(80), index=True)
    type_key: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = sealed()
    plain_words: Mapped[str] = sealed()
    responsible_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    provider: Mapped[str] = sealed()
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    status: Mapped[MeasureStatus] = mapped_column(choice(MeasureStatus), default=MeasureStatus.PROPOSED)
    status_reason: Mapped[str] = sealed()
    outcome: Mapped[MeasureOutcome | None] = mapped_column(choice(MeasureOutcome))
    next_step: Mapped[str] = sealed()
    legal_ground: Mapped[str] = sealed()
    sensitive: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_links: Mapped[list["MeasurePerson"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")
    goal_links: Mapped[list["MeasureGoal"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")
    kept_from_links: Mapped[list["MeasureKeptFrom"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class MeasurePerson(PersonLink, Model):
    """Whom a measure is for."""

    __tablename__ = "measure_persons"

    measure_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True)


class MeasureGoal(FamilyData, Model):
    """The shared goals that a measure serves."""

    __tablename__ = "measure_goals"

    measure_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("goals.id"), primary_key=True)

    @property
    def target_id(self) -> uuid.UUID:
        """What the link points at."""
        return self.goal_id


class MeasureKeptFrom(PersonLink, Model):
    """Who shall not see a measure on paper, because the child asked for it."""

    __tablename__ = "measure_kept_from"

    measure_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True)


class AgreementStatus(StrEnum):
    """Where an agreement is in its life."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Agreement(FamilyScoped, Versioned, Model):
    """Who does what by when: somebody in the family, or somebody at work with it.

    `carried` counts the meetings that it was carried over at.
    """

    __tablename__ = "agreements"

    text: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    due_on: Mapped[date | None]
    rhythm: Mapped[str] = mapped_column(sa.String(80), default="")
    goal_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("goals.id"))
    status: Mapped[AgreementStatus] = mapped_column(choice(AgreementStatus), default=AgreementStatus.OPEN)
    done_on: Mapped[date | None]
    dropped_reason: Mapped[str] = sealed()
    carried: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_from_links: Mapped[list["AgreementKeptFrom"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class AgreementKeptFrom(PersonLink, Model):
    """Who shall not see an agreement on paper, because the child asked for it."""

    __tablename__ = "agreement_kept_from"

    agreement_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True
    )


class SectionRecord(FamilyScoped, Versioned, Model):
    """What a department says in one section: its assessment in plain words and, in `details`, its own fields.

    It concerns the people of `person_links`; those of the section's measures when nobody is chosen.
    """

    __tablename__ = "section_records"
    __table_args__ = (sa.UniqueConstraint("family_id", "section_id"),)

    section_id: Mapped[str] = mapped_column(sa.String(80))
    assessment: Mapped[str] = sealed()
    details: Mapped[dict[str, Any]] = sealed_json()
    ready: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    person_links: Mapped[list["SectionPerson"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")
    kept_from_links: Mapped[list["SectionKeptFrom"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class SectionPerson(PersonLink, Model):
    """Whom a section's own text concerns."""

    __tablename__ = "section_persons"

    record_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("section_records.id", ondelete="CASCADE"), primary_key=True
    )


class SectionKeptFrom(PersonLink, Model):
    """Who shall not see a section's own text on paper, because the child asked for it."""

    __tablename__ = "section_kept_from"

    record_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("section_records.id", ondelete="CASCADE"), primary_key=True
    )


class SectorPlanStatus(StrEnum):
    """Where a department's own plan is in its life."""

    PLANNED = "planned"
    IN_FORCE = "in_force"
    ENDED = "ended"


SECTOR_PLAN_STATUS_TITLES: dict[SectorPlanStatus, LazyString] = {
    SectorPlanStatus.PLANNED: _l("Being prepared"),
    SectorPlanStatus.IN_FORCE: _l("In force"),
    SectorPlanStatus.ENDED: _l("Ended"),
}


class SectorPlan(FamilyScoped, Versioned, Model):
    """A reference to a department's own plan (jobplan, barnets plan, PPV …): the lines that matter, never a copy.

    `decided_on` is the day of the decision that the plan has to follow, `followed_up_on` the day of its last follow-up.
    `replaces` has the kinds of other plans that it stands for, by commas; those of `yes_links` have said yes to it.
    """

    __tablename__ = "sector_plans"

    section_id: Mapped[str] = mapped_column(sa.String(80), index=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    status: Mapped[SectorPlanStatus] = mapped_column(choice(SectorPlanStatus), default=SectorPlanStatus.PLANNED)
    dated_on: Mapped[date | None]
    deadline_on: Mapped[date | None]
    reference: Mapped[str] = sealed()
    lines: Mapped[str] = sealed()
    owner_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_on: Mapped[date | None]
    followed_up_on: Mapped[date | None]
    replaces: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    yes_links: Mapped[list["SectorPlanYes"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class SectorPlanYes(PersonLink, Model):
    """Who has said yes to that a sector plan replaces others."""

    __tablename__ = "sector_plan_yes"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("sector_plans.id", ondelete="CASCADE"), primary_key=True)


class Reading(FamilyScoped, Versioned, Model):
    """A person's value of an indicator in a month (the first day of it): school absence in %, for one."""

    __tablename__ = "readings"
    __table_args__ = (sa.UniqueConstraint("family_id", "person_id", "indicator", "month"),)

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id"))
    section_id: Mapped[str] = mapped_column(sa.String(80))
    indicator: Mapped[str] = mapped_column(sa.String(40), index=True)
    month: Mapped[date]
    value: Mapped[int]
