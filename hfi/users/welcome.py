"""The link with which somebody chooses a password: it works once, for three days, and only after the approval."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from hfi import clock
from hfi.access.models import User
from hfi.access.passwords import hash_password
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.users.models import AccountRequest, Answer
from hfi.users.service import end_sessions, link_hash

WORKS_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Welcome:
    """A link that works."""

    request_id: uuid.UUID
    user_id: uuid.UUID


def find_welcome(token: str) -> Welcome | None:
    """Whose link it is; None when it was never given out, was used, is too old, or nobody approved it (yet)."""
    with system_session() as session:
        return look_up(session, token)


def look_up(session: Session, token: str) -> Welcome | None:
    """The same, in a transaction."""
    later = aliased(AccountRequest)
    works = (
        AccountRequest.link_hash == link_hash(token),
        AccountRequest.link_used_at.is_(None),
        AccountRequest.answer == Answer.APPROVED,
        AccountRequest.answered_at > clock.now() - WORKS_FOR,
        ~sa.exists().where(later.user_id == AccountRequest.user_id, later.asked_at > AccountRequest.asked_at),
        User.active,
    )
    statement = sa.select(AccountRequest.id, AccountRequest.user_id).join(User, User.id == AccountRequest.user_id)
    row = session.execute(statement.where(*works).with_for_update(of=AccountRequest)).one_or_none()
    return Welcome(*row) if row else None


def choose_password(token: str, password: str) -> bool:
    """Give the account its password, and end its logins; False when the link works no longer."""
    # Only for a link that works: everybody reaches this, and the hash takes long on purpose. So it is made before the
    # transaction, which looks again.
    if find_welcome(token) is None:
        return False
    hashed = hash_password(password)
    with system_session() as session:
        welcome = look_up(session, token)
        if welcome is None:
            return False
        session.get_one(AccountRequest, welcome.request_id).link_used_at = clock.now()
        session.get_one(User, welcome.user_id).password_hash = hashed
        end_sessions(session, welcome.user_id)
        audit.record(None, "choose_password", session=session, what=f"user:{welcome.user_id}:password")
    return True
