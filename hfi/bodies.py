"""Forms that cannot be read as they were written: refused as a whole, so that nothing else is stored in their place.

A browser sends the forms of these pages in UTF-8. What comes in another encoding would lose its letters on the way, and
what comes as something else than a form would be an empty one.
"""

from urllib.parse import unquote_to_bytes

from flask import Flask, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 2_000


class UnreadableFormError(BadRequest):
    """What was sent is no form, or not in UTF-8."""


def init_app(app: Flask) -> None:
    """Look at every form before anything else does."""
    app.before_request(refuse_unreadable)


def refuse_unreadable() -> None:
    """Raise UnreadableFormError, or RequestEntityTooLarge for more fields than any form has."""
    body = request.get_data(parse_form_data=False)
    if not body:
        return
    if body.count(b"&") > MOST_FIELDS:
        raise RequestEntityTooLarge
    if request.mimetype != FORM or not is_utf8(unquote_to_bytes(body)):
        raise UnreadableFormError


def is_utf8(text: bytes) -> bool:
    """Whether these are whole letters; halves of surrogate pairs are none."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
