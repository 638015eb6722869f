"""The only module that knows HX-* headers: who asks for a fragment, and how an answer says what else to swap."""

from flask import Flask, Response
from htmx_flask import Htmx, request

htmx = Htmx()


def init_app(app: Flask) -> None:
    """Let requests know of htmx, and caches of the two answers that one address can have."""
    htmx.init_app(app)
    app.after_request(vary)


def wants_fragment() -> bool:
    """Whether htmx asked for a piece to swap in, rather than for a whole page."""
    asked = request.htmx
    return bool(asked) and not asked.boosted and not asked.history_restore_request


def target() -> str:
    """The id of the element that the answer will be swapped into; empty when none is."""
    return str(request.htmx.target or "")


def vary(response: Response) -> Response:
    """One address answers htmx and a browser differently."""
    response.vary.add("HX-Request")
    return response


def leave_to(response: Response, url: str) -> Response:
    """Make htmx open the address as a whole page instead of swapping the answer in."""
    response.headers["HX-Redirect"] = url
    return response
