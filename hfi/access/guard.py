"""Every address declares who may call it; what declares nothing stops the program from starting."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, Response, abort, current_app, make_response, redirect, request, url_for

from hfi import hx
from hfi.access.principal import principal_or_none
from hfi.access.roles import Right

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


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
    if not isinstance(needed, Right) or not user.has(needed):
        abort(403)
    return None


def ask_to_log_in() -> Response:
    """The login page; for a fragment a message beside the form, so that what was typed stays."""
    if hx.wants_fragment():
        abort(401)
    here = request.full_path if request.method == "GET" else url_for("overview.show")
    return make_response(redirect(f"{url_for('access.log_in')}?{urlencode({'next': here.rstrip('?')})}", 303))
