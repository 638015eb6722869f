"""To prove once more who one is, before something that must not be done from an unlocked screen somebody left."""

import sqlalchemy as sa
from flask import g, request
from flask_login import login_user

from hfi.access import second_factor, sessions, throttle
from hfi.access.models import User
from hfi.access.passwords import password_matches
from hfi.access.principal import Principal
from hfi.extensions import system_session
from hfi.logs import note


def confirm(user: Principal, password: str, code: str) -> bool:
    """Whether the password is the user's, and the one-time code too when they use codes.

    Raises TooManyAttemptsError. A failure counts like one at the login, and is logged without a name.
    """
    with system_session() as session:
        known = session.execute(sa.select(User.email, User.password_hash).where(User.id == user.user_id)).one()
    attempt = throttle.attempt(known.email, request.remote_addr or "")
    throttle.refuse_guessing(attempt)
    # The code is spent only when the password is right.
    if password_matches(password, known.password_hash) and second_factor.satisfied(user.user_id, code):
        return True
    throttle.count_failure(attempt)
    note("step_up_failed", session=user.session_key)
    return False


def renew(user: Principal) -> Principal:
    """The same login under a new id, marked with when it was stepped up; the old id is dead."""
    fresh = sessions.find_principal(sessions.renew_session(user.token))
    if fresh is None:
        return user
    login_user(fresh)
    g.principal = fresh
    return fresh
