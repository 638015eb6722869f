"""An app as it runs outside of tests, with addresses where things go wrong."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from typing import TextIO

import structlog
from flask import Blueprint, abort
from flask.testing import FlaskClient
from pytest import MonkeyPatch
from sqlalchemy.exc import OperationalError

import hfi
from hfi.access.guard import public
from tests.store import disconnect

SECRET = "Amina Solsikke 140190-1234"
"""What an exception of ours may hold, and nobody may find in an answer or in the log."""


class FaultError(Exception):
    """A mistake of ours."""


def trouble() -> Blueprint:
    """`/trouble/<code>` answers with that code, `/trouble/fault` fails, `/trouble/database` has lost the database."""
    blueprint = Blueprint("trouble", __name__, url_prefix="/trouble")

    @blueprint.get("/<int:code>")
    @public
    def answer(code: int) -> None:
        abort(code)

    @blueprint.get("/fault")
    @public
    def fail() -> None:
        raise FaultError(SECRET)

    @blueprint.get("/database")
    @public
    def lose() -> None:
        raise OperationalError(f"SELECT '{SECRET}'", {"name": SECRET}, Exception(SECRET))

    return blueprint


@contextmanager
def troubled(monkeypatch: MonkeyPatch, log: TextIO) -> Iterator[FlaskClient]:
    """A browser before that app, whose standard error is the stream `log`; afterwards logging is set up as it was."""
    logging = structlog.get_config()
    monkeypatch.setattr(hfi, "FEATURES", (*hfi.FEATURES, trouble()))
    with redirect_stderr(log):
        app = hfi.create_app({"TESTING": False})
    yield app.test_client()
    with app.app_context():
        disconnect()
    structlog.configure(**logging)
