"""Logging in and out: sessions are rows on the server, and guessing is slowed down by account and by address."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import OperationalError

from hfi import clock
from hfi.access.models import FailedLogin, LoginSession, User
from hfi.access.passwords import password_matches
from hfi.access.principal import Principal
from hfi.connections import SYSTEM
from hfi.extensions import db, system_session
from hfi.vault import blind_index

WINDOW = timedelta(minutes=1)
FAILURES_PER_ACCOUNT = 5
FAILURES_PER_ADDRESS = 30
SEEN_EVERY = timedelta(minutes=1)


class TooManyAttemptsError(Exception):
    """Somebody is guessing: no password is checked until the window has passed."""


@dataclass(frozen=True)
class Attempt:
    """Keyed hashes of the account and the network address of a login attempt."""

    account: bytes
    address: bytes


def log_in(email: str, password: str, address: str) -> Principal | None:
    """A new session, or None when name or password is wrong. Raises TooManyAttemptsError."""
    email = email.strip().lower()
    attempt = Attempt(blind_index("account|" + email), blind_index("address|" + address))
    refuse_guessing(attempt)
    with system_session() as session:
        user = session.execute(
            sa.select(User.id, User.password_hash).where(User.email == email, User.active)
        ).one_or_none()
    if not password_matches(password, user.password_hash if user else None) or user is None:
        with system_session() as session:
            session.add(FailedLogin(account_hash=attempt.account, address_hash=attempt.address, at=clock.now()))
        return None
    return start_session(user.id)


def refuse_guessing(attempt: Attempt) -> None:
    """Raise TooManyAttemptsError when the account or the address failed too often just now; forget what is old."""
    since = clock.now() - WINDOW
    recent = sa.select(sa.func.count()).select_from(FailedLogin).where(FailedLogin.at >= since)
    with system_session() as session:
        session.execute(sa.delete(FailedLogin).where(FailedLogin.at < since - WINDOW))
        by_account = session.scalar(recent.where(FailedLogin.account_hash == attempt.account)) or 0
        by_address = session.scalar(recent.where(FailedLogin.address_hash == attempt.address)) or 0
    if by_account >= FAILURES_PER_ACCOUNT or by_address >= FAILURES_PER_ADDRESS:
        raise TooManyAttemptsError


def start_session(user_id: uuid.UUID) -> Principal | None:
    """A new session of this user, with a new random token."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    with system_session() as session:
        session.add(LoginSession(token_hash=token_hash(token), user_id=user_id, created_at=now, last_seen_at=now))
    return find_principal(token)


def find_principal(token: str) -> Principal | None:
    """Who the token belongs to; None when the session ended, was idle too long, or the user is no longer active."""
    now = clock.now()
    with system_session() as session:
        row = session.execute(
            sa.select(
                LoginSession.last_seen_at,
                User.id,
                User.name,
                User.role,
                User.department,
                User.profession,
                User.language,
                User.changes_seen_at,
            )
            .join(User, User.id == LoginSession.user_id)
            .where(
                LoginSession.token_hash == token_hash(token),
                LoginSession.ended_at.is_(None),
                LoginSession.created_at > now - current_app.config["SESSION_ABSOLUTE"],
                LoginSession.last_seen_at > now - current_app.config["SESSION_IDLE"],
                User.active,
            )
        ).one_or_none()
        if row is not None and row.last_seen_at < now - SEEN_EVERY:
            session.execute(
                sa.update(LoginSession).where(LoginSession.token_hash == token_hash(token)).values(last_seen_at=now)
            )
    return Principal(token, token_hash(token)[:12], *row[1:]) if row else None


def log_out(token: str) -> None:
    """End the session on the server; the cookie is worth nothing from now on."""
    with system_session() as session:
        session.execute(
            sa.update(LoginSession).where(LoginSession.token_hash == token_hash(token)).values(ended_at=clock.now())
        )


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


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()
