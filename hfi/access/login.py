"""How Flask-Login finds the user: its cookie carries only our session's random token."""

from flask import Flask, g

from hfi.access import service, sessions
from hfi.access.principal import Principal
from hfi.config import UnsafeSettingsError
from hfi.extensions import login_manager


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> Principal | None:
    """The live login that the token belongs to; nobody once the request has failed: the database may be away."""
    return None if g.get("fault") else sessions.find_principal(token)


def init_app(app: Flask) -> None:
    """Leave the session to us: Flask-Login adds no fingerprint of the browser. Production starts without demo users."""
    login_manager.session_protection = None
    if app.config["PRODUCTION"]:
        refuse_demo_users(app)


def refuse_demo_users(app: Flask) -> None:
    """Stop when somebody invented, whose password stands in the manual, could log in."""
    with app.app_context():
        if service.has_demo_users():
            raise UnsafeSettingsError("Production must not have demo users: their password is known to everybody.")
