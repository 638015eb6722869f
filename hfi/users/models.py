"""What an administrator asked for about an account, and who decided it: the history of everybody's rights."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hfi.access.roles import Profession, Role
from hfi.columns import Identified, UtcDateTime, choice
from hfi.extensions import Model


class Answer(StrEnum):
    """How a request ended."""

    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class AccountRequest(Identified, Model):
    """An account is to have this role, department and profession, and be open.

    Perhaps it gets a link to a new password, or is asked no more for the codes of an app that is lost.
    Nothing of it holds before somebody else approves it. `was_role` is empty for a new account. Of the link only the
    hash is kept; it works for three days from the approval, once.
    """

    __tablename__ = "account_requests"
    __table_args__ = (sa.UniqueConstraint("user_id", "waiting"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    department: Mapped[str] = mapped_column(sa.String(20), default="")
    profession: Mapped[Profession | None] = mapped_column(choice(Profession))
    was_role: Mapped[str] = mapped_column(sa.String(40), default="")
    was_department: Mapped[str] = mapped_column(sa.String(20), default="")
    was_profession: Mapped[str] = mapped_column(sa.String(40), default="")
    was_active: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(sa.Text)
    asked_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resets_code: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    link_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    link_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # True or NULL, which is equal to nothing: so the database lets one request at a time wait for each account.
    waiting: Mapped[bool | None] = mapped_column(default=True)
    answer: Mapped[Answer | None] = mapped_column(choice(Answer))
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
