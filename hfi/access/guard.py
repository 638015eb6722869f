"""Every address declares who may call it; what declares nothing stops the program from starting."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, Response, abort, current_app, make_response, redirect, render_template, request, url_for

from hfi import hx
from hfi.access import second_factor
from hfi.access.principal import principal_or_none
from hfi.access.roles import Right
from hfi.logs import note

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
BEFORE_CODE = frozenset({"account.set_up_code", "account.begin_code", "access.log_out"})
"""What somebody reaches who must set up one-time codes, and has not yet."""


class UndeclaredRouteError(RuntimeError):
    """A URL rule has no declared right, or a parameter without a type."""


def requires(right: Right) -> Callable[[View], View]:
    """Declare the right that a view needs."""

    def declare(view: View) -> View:
        view.needed_right = right  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Declare that anybody may call the view, logged in or not."""
    view.needed_right = PUBLIC  # type: ignore[attr-defined]
    return view


def needed_right(app: Flask, endpoint: str) -> Right | str | None:
    """What the endpoint declares; static files are public."""
    return PUBLIC if endpoint == "static" else getattr(app.view_functions[endpoint], "needed_right", None)


def check_rules(app: Flask) -> None:
    """Refuse to start when a rule declares no right, or takes a parameter of no type."""
    for rule in app.url_map.iter_rules():
        if needed_right(app, rule.endpoint) is None:
            raise UndeclaredRouteError(f"{rule.rule} declares no right: put @requires(Right.…) or @public on its view.")
        untyped = [part for part in rule.rule.split("<")[1:] if ":" not in part.split(">")[0]]
        if untyped:
            raise UndeclaredRouteError(f"{rule.rule} has a parameter without a type: write <uuid:…> or <reference:…>.")


def init_app(app: Flask) -> None:
    """Ask, before every view, who is calling and whether the role carries the right."""
    app.before_request(stand_guard)


def stand_guard() -> Response | None:
    """None lets the view run; a stranger is sent to log in, a wrong role gets 403."""
    if request.endpoint is None:
        return None
    needed = needed_right(current_app, request.endpoint)
    if needed == PUBLIC:
        return None
    user = principal_or_none()
    if user is None:
        return ask_to_log_in()
    if second_factor.owed_by(user) and request.endpoint not in BEFORE_CODE:
        return send_to(url_for("account.set_up_code"))
    if not isinstance(needed, Right) or not user.has(needed):
        note("right_missing", session=user.session_key, right=str(needed))
        abort(403)
    return None


def ask_to_log_in() -> Response:
    """The login page; for a fragment a notice beside the form, so that what was typed stays before the eyes."""
    login_url = f"{url_for('access.log_in')}?{urlencode({'next': way_back()})}"
    if hx.wants_fragment():
        return make_response(render_template("access/logged_out.html", login_url=login_url), 401)
    return make_response(redirect(login_url, 303))


def way_back() -> str:
    """Where to go after the login: this address, when it is one that can be opened."""
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()):
        return url_for("overview.show")
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def send_to(url: str) -> Response:
    """Another page, for a browser and for htmx alike."""
    return hx.leave_to(make_response(""), url) if hx.wants_fragment() else make_response(redirect(url, 303))
