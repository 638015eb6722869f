"""One answer to everything that goes wrong: a page or a fragment, in plain words, with an id to read out to support."""

from flask import Flask, current_app, g, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, ServiceUnavailable

from hfi import hx
from hfi.bodies import UnreadableFormError
from hfi.extensions import db
from hfi.texts import _l

TEXTS = {
    400: (
        _l("The page could not be read"),
        _l("Something in the address or the form was not as expected. Go back and try again."),
    ),
    401: (
        _l("You are logged out"),
        _l("Log in in a new tab. Then come back here and save again. What you wrote is still here."),
    ),
    403: (
        _l("You may not do this"),
        _l("Your role or your tie to the family does not allow it. Ask the coordinator if you need it."),
    ),
    404: (
        _l("The page is not here"),
        _l("Either it does not exist, or it is not for you. Check the address, or go to your overview."),
    ),
    405: (_l("That cannot be done here"), _l("Go back and try again from the page.")),
    409: (_l("Somebody else changed the same"), _l("Load the page again and see what was changed.")),
    413: (_l("That was too much at once"), _l("The text is too long to be sent. Make it shorter and save again.")),
    422: (_l("Something is missing"), _l("See the messages by the fields.")),
    429: (_l("Too many attempts"), _l("Wait a few minutes and try again.")),
    500: (
        _l("Something went wrong here"),
        _l("It is our mistake, not yours. Nothing you saved before is lost. Try again in a moment."),
    ),
    503: (
        _l("The system cannot answer right now"),
        _l("Wait a minute and try again. Nothing you saved before is lost."),
    ),
}


def init_app(app: Flask) -> None:
    """Answer every HTTP error, a database that is away, and whatever nobody foresaw."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(SecurityError, foreign_host)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(Exception, unforeseen)


def answer(error: HTTPException) -> tuple[str, int]:
    """The error as a page, or as a fragment for htmx's error region."""
    if error.response is not None and error.code is None:
        return error.response  # type: ignore[return-value]
    # Whatever the request had begun is undone, and nobody waits for it while the page is made.
    db.session.rollback()
    code = error.code if error.code in TEXTS else 400 if (error.code or 500) < 500 else 500
    title, text = TEXTS[code or 500]
    if isinstance(error, CSRFError):
        text = _l("The page was open for too long. Load it again in a new tab, and copy your text over.")
    if isinstance(error, UnreadableFormError):
        text = _l(
            "Some letters got lost on the way. Go back: your text is still there. Copy it into the page in a new tab."
        )
    template = "error_fragment.html" if hx.wants_fragment() else "error.html"
    page = render_template(template, code=error.code, title=title, text=text, request_id=g.get("request_id", ""))
    return page, error.code or 500


def foreign_host(_error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """Somebody asked for a host that this site does not answer to: no page can be made, since no address is its own."""
    return "This site has another name.\n", 400, {"Content-Type": "text/plain"}


def database_away(error: OperationalError) -> tuple[str, int]:
    """The database did not answer: nothing is shown that could not be logged."""
    g.fault = error
    return answer(ServiceUnavailable())


def unforeseen(error: Exception) -> tuple[str, int]:
    """A mistake of ours: logged by its kind and place, shown without either. A test sees the mistake itself."""
    if current_app.testing:
        raise error
    g.fault = error
    return answer(InternalServerError())
