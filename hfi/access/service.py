"""Logging in: the password, then the one-time code of those who use one."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from hfi.access import second_factor, sessions, throttle
from hfi.access.models import User
from hfi.access.passwords import hash_password, password_matches
from hfi.access.principal import Principal
from hfi.connections import SYSTEM
from hfi.extensions import db, system_session


def log_in(email: str, password: str, address: str, device: str = "") -> str | None:
    """The token of a new login, or None when name or password is wrong. Raises TooManyAttemptsError.

    The login of somebody who uses codes opens nothing until the code is given.
    """
    email = email.strip().lower()
    attempt = throttle.attempt(email, address)
    throttle.refuse_guessing(attempt)
    with system_session() as session:
        user = session.execute(sa.select(User.id, User.password_hash).where(User.email == email, User.active)).first()
    if not password_matches(password, user.password_hash if user else None) or user is None:
        throttle.count_failure(attempt)
        return None
    return sessions.open_session(user.id, device, awaits_code=second_factor.is_used(user.id))


def enter_code(awaiting: str, code: str, address: str, device: str = "") -> Principal | None:
    """The login that the code opens, under a new token; None when it is wrong. Raises TooManyAttemptsError."""
    user_id = sessions.find_awaiting(awaiting)
    if user_id is None:
        return None
    with system_session() as session:
        email = session.scalar(sa.select(User.email).where(User.id == user_id)) or ""
    attempt = throttle.attempt(email, address)
    throttle.refuse_guessing(attempt)
    if not second_factor.satisfied(user_id, code):
        throttle.count_failure(attempt)
        return None
    sessions.end_session(awaiting)
    return sessions.start_session(user_id, device)


def set_password(user_id: uuid.UUID, password: str) -> None:
    """Give the account another password."""
    # Hashed before the transaction: it takes long on purpose.
    hashed = hash_password(password)
    with system_session() as session:
        session.execute(sa.update(User).where(User.id == user_id).values(password_hash=hashed))


def has_demo_users() -> bool:
    """Whether anybody invented could log in; no when there are no tables yet, or no database to ask."""
    try:
        with db.engines[SYSTEM].connect() as connection:
            known = sa.inspect(connection).has_table(User.__tablename__)
            return known and bool(connection.scalar(sa.select(sa.exists().where(User.demo, User.active))))
    except OperationalError:
        return False


def set_language(user_id: uuid.UUID, language: str) -> None:
    """Remember the user's language."""
    with system_session() as session:
        session.execute(sa.update(User).where(User.id == user_id).values(language=language))
