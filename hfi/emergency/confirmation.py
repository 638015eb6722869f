"""Asking for the password once more before something that cannot be undone unseen."""

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import FailedLogin, User
from hfi.access.passwords import password_matches
from hfi.access.principal import Principal
from hfi.access.service import Attempt, refuse_guessing
from hfi.extensions import system_session
from hfi.vault import blind_index


def confirm(reader: Principal, password: str, address: str) -> bool:
    """Whether it is the reader's own password. Raises TooManyAttemptsError when it was guessed at too often."""
    attempt = Attempt(blind_index(f"confirm|{reader.user_id}"), blind_index("address|" + address))
    refuse_guessing(attempt)
    with system_session() as session:
        stored = session.scalar(sa.select(User.password_hash).where(User.id == reader.user_id))
    # Outside of the transaction: checking takes long, and on SQLite everybody who saves would wait for it.
    if password_matches(password, stored):
        return True
    with system_session() as session:
        session.add(FailedLogin(account_hash=attempt.account, address_hash=attempt.address, at=clock.now()))
    return False
