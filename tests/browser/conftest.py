"""A real browser before a real server, on the people of the stories. What the browser complains about is a failure."""

import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from hfi.access.sessions import start_session
from tests.world import World

HERE = __name__.rpartition(".")[0]
REPORT_VIOLATIONS = "addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective}`))"
EXPECTED = "Failed to load resource: the server responded with a status of 4"
"""What Chromium says of an answer that asks for a correction."""
Enter = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if item.module.__name__.startswith(HERE):  # type: ignore[attr-defined]
            item.add_marker("browser")


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, *_words: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def site(app: Flask) -> Iterator[str]:
    """The address of a running server."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, which keeps pages for going back as it does at people's desks."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield found
        found.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about; at the end there must be nothing."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def desk(chromium: Browser, site: str, complaints: list[str], world: World) -> Iterator[Callable[..., BrowserContext]]:
    """`desk(width=390)`: a browser of its own that nobody has logged in with yet."""
    opened = []

    def sit_down(width: int = 1440, javascript: bool = True) -> BrowserContext:
        size = {"width": width, "height": 900}
        context = chromium.new_context(base_url=site, viewport=size, java_script_enabled=javascript)
        context.set_default_timeout(8000)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", lambda said: listen(said.type, said.text, complaints))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 500 else None)
        opened.append(context)
        return context

    yield sit_down
    for context in opened:
        context.close()


def listen(kind: str, text: str, complaints: list[str]) -> None:
    """Remember an error or a warning."""
    if kind in ("error", "warning") and not text.startswith(EXPECTED):
        complaints.append(text)


@pytest.fixture
def enter(app: Flask, desk: Callable[..., BrowserContext], world: World, site: str) -> Enter:
    """`enter("Mette", width=390, language="en")`: a page of somebody who is logged in."""

    def log_in(name: str, language: str = "da", **more: Any) -> Page:
        context = desk(**more)
        with app.app_context():
            login = start_session(world.users[name])
        assert login
        seen = {"_user_id": login.token, "_fresh": True, "language": language}
        value = app.session_interface.get_signing_serializer(app).dumps(seen)  # type: ignore[attr-defined]
        context.add_cookies([{"name": "hfi", "value": value, "url": site, "httpOnly": True, "sameSite": "Lax"}])
        return context.new_page()

    return log_in
