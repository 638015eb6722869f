"""Referrals with what visitation found, and what the family tells in the joint assessment."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.columns import FamilyScoped, UtcDateTime, Versioned, choice, sealed, sealed_json
from hfi.consent.models import Manner
from hfi.extensions import Model


class Source(StrEnum):
    """Where a referral comes from."""

    DEPARTMENT = "department"
    SCHOOL = "school"
    HEALTH_VISITOR = "health_visitor"
    FAMILY = "family"
    OTHER = "other"


class Outcome(StrEnum):
    """What visitation decided."""

    ENROL = "enrol"
    WAIT = "wait"
    DECLINE = "decline"


class Referral(FamilyScoped, Versioned, Model):
    """Why a family is referred, in words that it may read itself, and what became of it.

    `family_name` is what the referrer called the family: of what others write later they see nothing. `answers` holds
    the codes of the `departments` that have a case, and the keys of the `difficulties`.
    """

    __tablename__ = "referrals"
    __table_args__ = (sa.UniqueConstraint("family_id"),)

    referrer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[Source] = mapped_column(choice(Source))
    source_name: Mapped[str] = sealed()
    family_name: Mapped[str] = sealed()
    answers: Mapped[dict[str, Any]] = sealed_json()
    why: Mapped[str] = sealed()
    manner: Mapped[Manner] = mapped_column(choice(Manner))
    consented_on: Mapped[date]
    contact_1_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    contact_2_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    outcome_reason: Mapped[str] = sealed()
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))


class RuleAnswer(FamilyScoped, Model):
    """What somebody found out about a rule of the target group that the referral leaves open."""

    __tablename__ = "rule_answers"
    __table_args__ = (sa.UniqueConstraint("family_id", "rule_key"),)

    rule_key: Mapped[str] = mapped_column(sa.String(40))
    met: Mapped[bool]
    note: Mapped[str] = sealed()
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))


class Theme(StrEnum):
    """What something that the family tells is about."""

    HISTORY = "history"
    MATTERS = "matters"
    RESOURCES = "resources"
    WORRIES = "worries"
    DREAMS = "dreams"
    WORKED = "worked"


class Telling(FamilyScoped, Versioned, Model):
    """One thing that somebody told, in their own words: who, when, and whether to ask about it again."""

    __tablename__ = "tellings"

    theme: Mapped[Theme] = mapped_column(choice(Theme))
    words: Mapped[str] = sealed()
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id", ondelete="SET NULL"))
    told_by: Mapped[str] = sealed()
    told_on: Mapped[date]
    ask_not_again: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DepartmentView(FamilyScoped, Versioned, Model):
    """A department's short view beside what the family tells. It is written for the family: plan level."""

    __tablename__ = "department_views"
    __table_args__ = (sa.UniqueConstraint("family_id", "owner"),)

    owner: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = sealed()


class AssessmentApproval(FamilyScoped, Model):
    """The family said that the joint assessment is right: who, how and when. The latest one counts."""

    __tablename__ = "assessment_approvals"

    who: Mapped[str] = sealed()
    manner: Mapped[Manner] = mapped_column(choice(Manner))
    approved_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
