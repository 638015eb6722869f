"""Changes of one's own password and second factor; they stand in the log."""

from hfi.access import second_factor, service, sessions, step_up
from hfi.access.principal import Principal
from hfi.audit import service as audit
from hfi.extensions import db


def set_up_code(user: Principal, code: str) -> list[str] | None:
    """Recovery codes, when the app's code is right: from now on codes are asked for."""
    codes = second_factor.confirm(user.user_id, code)
    if codes:
        record(step_up.renew(user), "second_factor_added")
    return codes


def remove_code(user: Principal) -> None:
    """Ask for no code any more."""
    second_factor.remove(user.user_id)
    record(step_up.renew(user), "second_factor_removed")


def change_password(user: Principal, password: str) -> None:
    """From now on this password; whoever was logged in with the old one, elsewhere, is out."""
    service.set_password(user.user_id, password)
    sessions.end_other_sessions(user)
    record(step_up.renew(user), "password_changed")


def record(user: Principal, action: str) -> None:
    """Log it."""
    audit.record(user, action)
    db.session.commit()
