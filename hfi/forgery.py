"""Forms that nobody else can send: where the request comes from, and a token for this browser and this address only.

A token that somebody gets hold of on one page is worth nothing at another address, nor in another browser.
"""

import hmac
import secrets
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app, g, request, session
from flask_wtf.csrf import CSRFError
from itsdangerous import Signer
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from hfi.logs import note

FIELD = "csrf_token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})
"""What browsers say (`Sec-Fetch-Site`) of a request of our own pages, and of one that the user typed."""


class FormToken(CSRF):
    """The token of a WTForms form, which is sent to the address that shows it."""

    def generate_csrf_token(self, _field: Any) -> str:
        """The token for this address."""
        return token_for(request.script_root + request.path)

    def validate_csrf_token(self, _form: Any, _field: Any) -> None:
        """The request as a whole was checked already."""
        if not g.get("token_fits"):
            raise ValidationError("The token is missing or of another form.")


def init_app(app: Flask) -> None:
    """Check every request that may change something; templates get `csrf_token(action)`."""
    app.before_request(protect)
    app.jinja_env.globals[FIELD] = token_for


def protect() -> None:
    """Raise CSRFError when another site sent the request, or when its token is not of this browser and address."""
    if not current_app.config.get("WTF_CSRF_ENABLED", True) or request.method in SAFE_METHODS or not request.endpoint:
        return
    if not is_own_site():
        note("foreign_form")
        raise CSRFError("Another site sent this.")
    if not token_fits(request.form.get(FIELD, ""), request.script_root + request.path):
        note("token_missing")
        raise CSRFError("The token is missing or of another form.")
    g.token_fits = True


def is_own_site() -> bool:
    """Whether one of our own pages asks. A browser too old to say so names the page over https."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_SITE
    return not request.is_secure or urlsplit(request.referrer or "").netloc == request.host


def token_fits(token: str, address: str) -> bool:
    """Whether the token was made for this browser and address."""
    secret = session.get(FIELD, "")
    return bool(secret) and hmac.compare_digest(token.encode(), sign(secret, address).encode())


def token_for(action: str) -> str:
    """The token of a form that goes to this address; its query does not count."""
    return sign(session.setdefault(FIELD, secrets.token_urlsafe(32)), action)


def sign(secret: str, action: str) -> str:
    """The token for the browser with this secret."""
    signer = Signer(current_app.secret_key or "", salt="form-token", digest_method=sha256)
    return signer.get_signature(f"{secret}|{unquote(urlsplit(action).path)}").decode()
