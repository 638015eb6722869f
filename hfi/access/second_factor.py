"""One-time codes (TOTP, RFC 6238) as the second factor, and recovery codes for the day when the telephone is lost."""

import hmac
import re
import secrets
import uuid
from datetime import datetime
from typing import Any, NamedTuple

import pyotp
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from hfi import clock, vault
from hfi.access.models import RecoveryCode, SecondFactor, User
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.extensions import system_session

MANDATORY = frozenset({Role.ADMINISTRATOR, Role.DPO, Role.MANAGER})
ISSUER = "Familieplan"
STEP_SECONDS = 30
DRIFT = (-1, 0, 1)
"""A telephone's clock may be a step wrong."""
MOST_WRONG_CODES = 50
"""After so many in a row, only a recovery code opens: whoever has the password may not try for ever."""
RECOVERY_CODES = 10
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
LENGTH = 10


class Setup(NamedTuple):
    """What an app is told: the secret, and the same as an address for its camera."""

    secret: str
    uri: str


class Status(NamedTuple):
    """Since when codes are asked for, and how many recovery codes are left."""

    since: datetime
    recovery_codes: int


def owed_by(user: Principal) -> bool:
    """Whether the user must set up codes before anything else: in production, those who see or decide much."""
    return bool(current_app.config["PRODUCTION"]) and user.role in MANDATORY and not user.has_code


def begin(user_id: uuid.UUID) -> None:
    """A new secret that is not asked for yet. One that is in use stays."""
    sealed = vault.seal(pyotp.random_base32(), place(user_id))
    with system_session() as session:
        if session.scalar(row_of(user_id, SecondFactor.confirmed_at.is_not(None))):
            return
        session.execute(sa.delete(SecondFactor).where(SecondFactor.user_id == user_id))
        session.add(SecondFactor(user_id=user_id, secret_sealed=sealed))


def setup(user_id: uuid.UUID) -> Setup | None:
    """What is being set up; None when nothing is begun, or when it is in use already."""
    with system_session() as session:
        begun = session.scalar(row_of(user_id, SecondFactor.confirmed_at.is_(None)))
        email = session.scalar(sa.select(User.email).where(User.id == user_id)) or ""
        secret = unsealed(begun) if begun else ""
    return Setup(secret, pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)) if secret else None


def confirm(user_id: uuid.UUID, code: str) -> list[str] | None:
    """Recovery codes, to be shown once, when the app gives the right code; from now on codes are asked for."""
    with system_session() as session:
        begun = session.scalar(row_of(user_id, SecondFactor.confirmed_at.is_(None)))
        if begun is None or not fits(session, begun, code):
            return None
        begun.confirmed_at = clock.now()
        session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
        codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
        session.add_all(RecoveryCode(user_id=user_id, code_hash=code_hash(user_id, one)) for one in codes)
    return codes


def status(user_id: uuid.UUID) -> Status | None:
    """How the user's codes stand; None when none are asked for."""
    left = sa.select(sa.func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)
    with system_session() as session:
        factor = session.scalar(row_of(user_id, SecondFactor.confirmed_at.is_not(None)))
        since = factor.confirmed_at if factor else None
        return Status(since, session.scalar(left) or 0) if since else None


def is_used(user_id: uuid.UUID) -> bool:
    """Whether codes are asked for."""
    with system_session() as session:
        return session.scalar(row_of(user_id, SecondFactor.confirmed_at.is_not(None))) is not None


def satisfied(user_id: uuid.UUID, code: str) -> bool:
    """Whether the code opens, or none is needed. A code opens once: an app's in its time step, a recovery code ever."""
    with system_session() as session:
        factor = session.scalar(row_of(user_id, SecondFactor.confirmed_at.is_not(None)))
        if factor is None:
            return True
        if factor.wrong_codes < MOST_WRONG_CODES and fits(session, factor, code):
            factor.wrong_codes = 0
            return True
        if spend_recovery_code(session, user_id, code):
            return True
        factor.wrong_codes += 1
        return False


def remove(user_id: uuid.UUID) -> None:
    """Ask for no code any more."""
    with system_session() as session:
        forget(session, user_id)


def forget(session: Session, user_id: uuid.UUID) -> None:
    """The same in somebody's transaction, such as an approver's when the telephone is lost."""
    for model in (RecoveryCode, SecondFactor):
        session.execute(sa.delete(model).where(model.user_id == user_id))


def fits(session: Session, factor: SecondFactor, code: str) -> bool:
    """Whether the code is the app's now, and of a later step than the last that opened."""
    now = int(clock.now().timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(unsealed(factor))
    given = plain(code).encode()
    steps = [now + one for one in DRIFT if hmac.compare_digest(app.generate_otp(now + one).encode(), given)]
    return bool(steps) and take_step(session, factor.user_id, steps[-1])


def take_step(session: Session, user_id: uuid.UUID, step: int) -> bool:
    """Use up the time step. One statement, so that of two that come at once one is refused."""
    taking = sa.update(SecondFactor).where(SecondFactor.user_id == user_id, SecondFactor.last_step < step)
    taken: Any = session.execute(taking.values(last_step=step))
    return bool(taken.rowcount)


def spend_recovery_code(session: Session, user_id: uuid.UUID, code: str) -> bool:
    """Use up the recovery code, if it is one."""
    spending = sa.delete(RecoveryCode).where(RecoveryCode.code_hash == code_hash(user_id, code))
    spent: Any = session.execute(spending)
    return bool(spent.rowcount)


def new_recovery_code() -> str:
    """`abcde-fghij`, of letters that nobody takes for one another: 50 bits."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def code_hash(user_id: uuid.UUID, code: str) -> bytes:
    """What the database keeps of a recovery code: it cannot be guessed from without the key."""
    return vault.blind_index(f"recovery|{user_id}|{plain(code)}")


def plain(code: str) -> str:
    """The code without the spaces and hyphens that people put in."""
    return re.sub(r"[\s-]", "", code).lower()


def row_of(user_id: uuid.UUID, *which: sa.ColumnElement[bool]) -> sa.Select[SecondFactor]:
    """The user's row."""
    return sa.select(SecondFactor).where(SecondFactor.user_id == user_id, *which)


def unsealed(factor: SecondFactor) -> str:
    """The app's secret."""
    return vault.unseal(factor.secret_sealed, place(factor.user_id))


def place(user_id: uuid.UUID) -> str:
    """Where the sealed secret belongs."""
    return f"second_factors|secret|{user_id}"
