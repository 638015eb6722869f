"""Guessing is slowed down, by account and by network address; passwords and one-time codes count together."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from werkzeug.exceptions import TooManyRequests

from hfi import clock
from hfi.access.models import FailedLogin
from hfi.extensions import system_session
from hfi.logs import note
from hfi.vault import blind_index

WINDOW = timedelta(minutes=1)
FAILURES_PER_ACCOUNT = 5
FAILURES_PER_ADDRESS = 30


class TooManyAttemptsError(TooManyRequests):
    """Somebody is guessing: nothing is checked until the window has passed. It answers 429 by itself."""


@dataclass(frozen=True)
class Attempt:
    """Keyed hashes of the account and the network address of an attempt to prove who one is."""

    account: bytes
    address: bytes

    @property
    def mark(self) -> str:
        """By what the log tells one account from another, without saying whose it is."""
        return self.account[:6].hex()


def attempt(email: str, address: str) -> Attempt:
    """An attempt as it is counted: nobody can read from it who tried, or from where."""
    return Attempt(blind_index("account|" + email), blind_index("address|" + address))


def refuse_guessing(one: Attempt) -> None:
    """Raise TooManyAttemptsError when the account or the address failed too often just now; forget what is old."""
    since = clock.now() - WINDOW
    recent = sa.select(sa.func.count()).select_from(FailedLogin).where(FailedLogin.at >= since)
    with system_session() as session:
        session.execute(sa.delete(FailedLogin).where(FailedLogin.at < since - WINDOW))
        by_account = session.scalar(recent.where(FailedLogin.account_hash == one.account)) or 0
        by_address = session.scalar(recent.where(FailedLogin.address_hash == one.address)) or 0
    if by_account >= FAILURES_PER_ACCOUNT or by_address >= FAILURES_PER_ADDRESS:
        note("guessing_refused", account=one.mark)
        raise TooManyAttemptsError


def count_failure(one: Attempt) -> None:
    """Remember that the attempt failed, and log it."""
    note("proof_failed", account=one.mark)
    with system_session() as session:
        session.add(FailedLogin(account_hash=one.account, address_hash=one.address, at=clock.now()))
