"""How Flask-Login finds the user: its cookie carries only our session's random token."""

from flask import Flask, g

from hfi.access import service
from hfi.access.principal import Principal
from hfi.extensions import login_manager


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> Principal | None:
    """The live login that the token belongs to; nobody once the request has failed: the database may be away."""
    return None if g.get("fault") else service.find_principal(token)


def init_app(_app: Flask) -> None:
    """The session is ours: Flask-Login adds no fingerprint of the browser to it."""
    login_manager.session_protection = None
