"""Logins are rows on the server: they are found by a random token, end by time, and can be listed and ended."""

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Row

from hfi import clock
from hfi.access.models import LoginSession, SecondFactor, User
from hfi.access.principal import Principal
from hfi.extensions import system_session

SEEN_EVERY = timedelta(minutes=1)
CODE_WITHIN = timedelta(minutes=5)
"""So long a login waits for its one-time code."""
LAPSED_WITHIN = timedelta(hours=12)
"""So long after it ran out, a login's own text may still be kept for its user."""
KEPT = timedelta(days=30)
"""So long an old login stays in the table."""


@dataclass(frozen=True)
class Login:
    """One of a user's own logins, as the list shows it."""

    id: uuid.UUID
    device: str
    created_at: datetime
    last_seen_at: datetime
    is_this: bool


def start_session(user_id: uuid.UUID, device: str = "") -> Principal | None:
    """A new login of this user, with a new random token."""
    return find_principal(open_session(user_id, device))


def open_session(user_id: uuid.UUID, device: str = "", *, awaits_code: bool = False) -> str:
    """The token of a new login. One that awaits its code opens nothing yet. Logins of long ago are forgotten."""
    token, now = secrets.token_urlsafe(32), clock.now()
    with system_session() as session:
        session.execute(sa.delete(LoginSession).where(LoginSession.created_at < now - KEPT))
        session.add(
            LoginSession(
                token_hash=token_hash(token),
                user_id=user_id,
                device=device,
                created_at=now,
                last_seen_at=now,
                awaits_code=awaits_code,
            )
        )
    return token


def find_principal(token: str) -> Principal | None:
    """Who the token belongs to; None when the login ended, was idle too long, or the user is no longer active."""
    now = clock.now()
    with system_session() as session:
        row = session.execute(whose(token).where(*is_live(now))).one_or_none()
        if row is not None and row.last_seen_at < now - SEEN_EVERY:
            session.execute(of_token(token).values(last_seen_at=now))
    return as_principal(token, row)


def find_lapsed(token: str) -> Principal | None:
    """Whose login this was, when nothing but time ended it, not long ago; None for one that somebody ended."""
    now = clock.now()
    lately = LoginSession.last_seen_at > now - LAPSED_WITHIN
    with system_session() as session:
        row = session.execute(whose(token).where(lately, sa.not_(sa.and_(*is_live(now))))).one_or_none()
    return as_principal(token, row)


def find_awaiting(token: str) -> uuid.UUID | None:
    """The user whose login has the password and awaits the one-time code."""
    waiting = sa.select(User.id).join(LoginSession, LoginSession.user_id == User.id)
    with system_session() as session:
        return session.scalar(
            waiting.where(
                LoginSession.token_hash == token_hash(token),
                LoginSession.ended_at.is_(None),
                LoginSession.awaits_code,
                LoginSession.created_at > clock.now() - CODE_WITHIN,
                User.active,
            )
        )


def renew_session(token: str) -> str:
    """The token of a login that goes on in this one's place: its user just proved again who they are.

    It is as old as the one before, so that no login lives longer than its day. One that was ended stays ended.
    """
    fresh, now = secrets.token_urlsafe(32), clock.now()
    with system_session() as session:
        live = (LoginSession.token_hash == token_hash(token), *is_live(now))
        old = session.scalar(sa.select(LoginSession).where(*live))
        if old is None:
            return token
        session.add(
            LoginSession(
                token_hash=token_hash(fresh),
                user_id=old.user_id,
                device=old.device,
                created_at=old.created_at,
                last_seen_at=now,
                stepped_up_at=now,
            )
        )
        old.ended_at = now
    return fresh


def logins_of(user: Principal) -> list[Login]:
    """The user's logins that are open now, this one first, then the latest used."""
    columns = (LoginSession.id, LoginSession.device, LoginSession.created_at, LoginSession.last_seen_at)
    is_this = (LoginSession.token_hash == token_hash(user.token)).label("is_this")
    found = sa.select(*columns, is_this).where(LoginSession.user_id == user.user_id, *is_live(clock.now()))
    with system_session() as session:
        rows = session.execute(found.order_by(is_this.desc(), LoginSession.last_seen_at.desc())).all()
    return [Login(*row) for row in rows]


def end_session(token: str) -> None:
    """End the login on the server; the cookie is worth nothing from now on."""
    end(LoginSession.token_hash == token_hash(token))


def end_logins(user: Principal, items: Collection[uuid.UUID]) -> None:
    """End these of the user's own logins; nobody else's, and those that are over already stay so."""
    end(LoginSession.id.in_(items), LoginSession.user_id == user.user_id)


def end_other_sessions(user: Principal) -> None:
    """End the user's logins everywhere but here."""
    end(LoginSession.user_id == user.user_id, LoginSession.token_hash != token_hash(user.token))


def end_all_sessions(user_id: uuid.UUID) -> None:
    """End every login of the user, for whoever administers users: a lost telephone, somebody who leaves."""
    end(LoginSession.user_id == user_id)


def end(*which: sa.ColumnElement[bool]) -> None:
    """End these logins."""
    ending = sa.update(LoginSession).where(LoginSession.ended_at.is_(None), *which)
    with system_session() as session:
        session.execute(ending.values(ended_at=clock.now()))


def whose(token: str) -> sa.Select[*tuple[Any, ...]]:
    """When the login was last used, and what a Principal is made of; no row when somebody ended it."""
    return (
        sa.select(
            LoginSession.last_seen_at,
            User.id,
            User.name,
            User.role,
            User.department,
            User.profession,
            User.language,
            User.changes_seen_at,
            LoginSession.stepped_up_at,
            SecondFactor.confirmed_at.is_not(None),
        )
        .join(User, User.id == LoginSession.user_id)
        .outerjoin(SecondFactor, SecondFactor.user_id == User.id)
        .where(LoginSession.token_hash == token_hash(token), LoginSession.ended_at.is_(None), User.active)
        .where(~LoginSession.awaits_code)
    )


def is_live(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on a login that can be used at this moment."""
    return (
        LoginSession.ended_at.is_(None),
        ~LoginSession.awaits_code,
        LoginSession.created_at > now - current_app.config["SESSION_ABSOLUTE"],
        LoginSession.last_seen_at > now - current_app.config["SESSION_IDLE"],
    )


def as_principal(token: str, row: Row[*tuple[Any, ...]] | None) -> Principal | None:
    """What the rest of the program sees of the login."""
    return Principal(token, token_hash(token)[:12], *row[1:]) if row else None


def of_token(token: str) -> sa.Update:
    """A change of the token's row."""
    return sa.update(LoginSession).where(LoginSession.token_hash == token_hash(token))


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()
