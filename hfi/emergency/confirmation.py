"""Fields for a form whose sender must prove once more who they are."""

import sqlalchemy as sa
from flask import request
from wtforms import PasswordField

from hfi import clock
from hfi.access.models import FailedLogin, User
from hfi.access.passwords import password_matches
from hfi.access.principal import Principal
from hfi.access.service import Attempt, refuse_guessing
from hfi.extensions import system_session
from hfi.fields import required
from hfi.texts import _, _l
from hfi.vault import blind_index


class StepUpFields:
    """The password, once more."""

    password = PasswordField(
        _l("Your password, once more"),
        validators=required(_l("Write your password")),
        render_kw={"autocomplete": "current-password"},
    )

    def confirmed(self, user: Principal) -> bool:
        """Whether it is them; if not, the password says so. Raises TooManyAttemptsError."""
        if confirm(user, self.password.data or ""):
            return True
        self.password.errors = [_("This is not your password. Write it again.")]
        return False


def confirm(user: Principal, password: str) -> bool:
    """Whether it is the user's own password. Raises TooManyAttemptsError when it was guessed at too often."""
    address = blind_index("address|" + (request.remote_addr or ""))
    attempt = Attempt(blind_index(f"confirm|{user.user_id}"), address)
    refuse_guessing(attempt)
    with system_session() as session:
        stored = session.scalar(sa.select(User.password_hash).where(User.id == user.user_id))
    # Outside of the transaction: checking takes long, and on SQLite everybody who saves would wait for it.
    if password_matches(password, stored):
        return True
    with system_session() as session:
        session.add(FailedLogin(account_hash=attempt.account, address_hash=attempt.address, at=clock.now()))
    return False
