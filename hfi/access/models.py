"""Users, their sessions and failed logins, and which families they are attached to."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.access.roles import Profession, Role
from hfi.access.terms import Level
from hfi.columns import FamilyScoped, Identified, UtcDateTime, choice, sealed
from hfi.extensions import Model


class User(Identified, Model):
    """A member of staff. `department` is the municipal department's code, empty for those who belong to none."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(sa.String(200), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    role: Mapped[Role] = mapped_column(choice(Role))
    department: Mapped[str] = mapped_column(sa.String(20), default="")
    profession: Mapped[Profession | None] = mapped_column(choice(Profession))
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    hours: Mapped[str] = mapped_column(sa.String(80), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="da")
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    changes_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LoginSession(Model):
    """A login on the server. The cookie carries a random token; only its hash is here; the user's list has `id`."""

    __tablename__ = "login_sessions"

    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, unique=True, default=uuid.uuid4)
    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(sa.String(40), default="")
    awaits_code: Mapped[bool] = mapped_column(default=False)
    stepped_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondFactor(Model):
    """A user's app for one-time codes. Without `confirmed_at` it is being set up. The secret is sealed."""

    __tablename__ = "second_factors"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret_sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    wrong_codes: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Identified, Model):
    """A code that opens once instead of the app's; its row goes when it is used. Only a keyed hash is here."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)


class FailedLogin(Identified, Model):
    """A failed login, counted by account and by address. Neither is kept readable."""

    __tablename__ = "failed_logins"

    account_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    address_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class AttachmentKind(StrEnum):
    """How a member of staff belongs to a family."""

    CONTACT_PERSON = "contact_person"
    COORDINATOR = "coordinator"
    TEAM = "team"


class Attachment(FamilyScoped, Model):
    """A member of staff works with a family from a day, and until a day.

    One that ends before it begins was called off. With an absence, it is a substitute's.
    """

    __tablename__ = "attachments"
    __table_args__ = (sa.Index("ix_attachments_user_id_family_id", "user_id", "family_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    kind: Mapped[AttachmentKind] = mapped_column(choice(AttachmentKind))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    attached_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    end_reason: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    absence_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("absences.id"), index=True)


class ConflictKind(StrEnum):
    """Why somebody stands too near to a family."""

    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    FORMER_PARTNER = "former_partner"
    FRIEND = "friend"
    OTHER = "other"


class Conflict(FamilyScoped, Model):
    """A conflict of interest: as long as it holds, the family is not there for this member of staff."""

    __tablename__ = "conflicts"
    __table_args__ = (sa.Index("ix_conflicts_user_id_family_id", "user_id", "family_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    kind: Mapped[ConflictKind] = mapped_column(choice(ConflictKind))
    reason: Mapped[str] = sealed()
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    declared_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))


class BreakGlassCategory(StrEnum):
    """What made somebody open a family that is not theirs."""

    DANGER = "danger"
    ABSENCE = "absence"
    DUTY = "duty"
    OTHER = "other"


class Verdict(StrEnum):
    """What a review found."""

    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"


class BreakGlass(FamilyScoped, Model):
    """Somebody without a relation opened one family to read it, for an hour, and said why."""

    __tablename__ = "break_glass"
    __table_args__ = (sa.Index("ix_break_glass_user_id_family_id", "user_id", "family_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    category: Mapped[BreakGlassCategory] = mapped_column(choice(BreakGlassCategory))
    reason: Mapped[str] = sealed()
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    note: Mapped[str] = mapped_column(sa.Text, default="")


class Naming(FamilyScoped, Model):
    """Somebody was named to read content closer than their office gives.

    `section_id` is empty when it is about who people are, `person_id` when it holds for everybody in the family.
    """

    __tablename__ = "namings"
    __table_args__ = (sa.Index("ix_namings_user_id_family_id", "user_id", "family_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    level: Mapped[Level] = mapped_column(choice(Level))
    section_id: Mapped[str] = mapped_column(sa.String(80), default="")
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    named_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
