"""The app on a real database, people who log in, and two guards that every test runs under."""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import local
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, before_render_template, request_tearing_down, template_rendered
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError

from hfi import create_app
from hfi.extensions import db
from hfi.vault import ServiceKey
from tests.logbook import open_logbook
from tests.presented import unpresented
from tests.recorder import QueryRecorder
from tests.store import Store, disconnect
from tests.tampering import tampering
from tests.visitor import Visitor
from tests.world import PASSWORD, World, build_world

SETTINGS = {"TESTING": True, "WTF_CSRF_ENABLED": True, "HFI_TEST": True}


def pytest_configure(config: pytest.Config) -> None:
    """Keep every log of this run, and search them at its end."""
    open_logbook(config)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never again in what all tests share: that saves an eighth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@sa.event.listens_for(Engine, "connect")
def wait_for_no_disk(connection: Any, _record: object) -> None:
    """What a test writes is thrown away: nothing waits until it is safe on the disk."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


class Browser(FlaskClient):
    """A browser whose every request has an application context of its own, as on a server.

    In a context that a test holds open, one request would find what another one had remembered: who is logged in.
    """

    def open(self, *args: Any, **more: Any) -> Any:
        """Send one request."""
        with self.application.app_context():
            return super().open(*args, **more)


def database_url(folder: Path) -> str:
    """This worker's own database: a file, or a new database on the PostgreSQL server that the suite was given."""
    server = os.environ.get("HFI_TEST_DATABASE_URL")
    if not server:
        return f"sqlite:///{folder / 'test.sqlite'}"
    url = make_url(server).set(database=f"hfi_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")
    maintenance = sa.create_engine(make_url(server), isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{url.database}"')
        connection.exec_driver_sql(f'CREATE DATABASE "{url.database}"')
    maintenance.dispose()
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with an empty database that the migrations made."""
    folder = tmp_path_factory.mktemp("instance")
    os.environ["HFI_INSTANCE"] = str(folder)
    os.environ["DATABASE_URL"] = database_url(folder)
    app = create_app(SETTINGS)
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        disconnect()


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """The families and people of the stories, new for each test."""
    with app.app_context():
        yield build_world()
        db.session.rollback()
        empty_database()


def empty_database() -> None:
    """Remove every row, so that the next test begins with nothing."""
    with db.engine.connect() as connection, tampering(connection), connection.begin():
        for table in reversed(db.metadata.sorted_tables):
            if table is not ServiceKey.__table__:
                connection.execute(table.delete())


@pytest.fixture
def visit(app: Flask, world: World) -> Callable[[str], Visitor]:
    """`visit("Mette")` logs Mette in."""

    def log_in(name: str) -> Visitor:
        return Visitor(app.test_client(), world).log_in(name.lower() + "@demo.example", PASSWORD)

    return log_in


@pytest.fixture
def store(app: Flask, world: World) -> Store:
    """The database between two requests."""
    return Store(app)


@pytest.fixture
def broken() -> Callable[[str], AbstractContextManager[None]]:
    """`with broken("revisions"): …`: the database is away whenever this table is to be written."""
    return broken_table


@contextmanager
def broken_table(name: str) -> Iterator[None]:
    """Every INSERT into the table fails as if the disk were full."""

    def fail(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(f"INSERT INTO {name} "):
            raise OperationalError(statement, {}, Exception("disk full"))

    sa.event.listen(Engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        sa.event.remove(Engine, "before_cursor_execute", fail)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser that nobody logged in with."""
    return app.test_client()


@pytest.fixture
def queries(app: Flask) -> Iterator[QueryRecorder]:
    """Records the SQL statements of a block: `with queries: …`."""
    with app.app_context():
        recorder = QueryRecorder()
    yield recorder
    recorder.stop()


@pytest.fixture(autouse=True)
def no_sql_while_rendering(app: Flask) -> Iterator[None]:
    """Fail on any statement, and on any open transaction, while a template renders in the same thread.

    In another one a server may still answer a browser while the story is over.
    """
    rendering = local()

    def begins(*_args: Any, **_more: Any) -> None:
        assert not db.session().in_transaction(), "a transaction is open while a template renders"
        rendering.depth = depth() + 1

    def ends(*_args: Any, **_more: Any) -> None:
        rendering.depth = depth() - 1

    def is_over(*_args: Any, **_more: Any) -> None:
        rendering.depth = 0

    def depth() -> int:
        return getattr(rendering, "depth", 0)

    def refuse(*_args: Any) -> None:
        assert depth() == 0, "SQL runs while a template renders"

    before_render_template.connect(begins, app)
    template_rendered.connect(ends, app)
    request_tearing_down.connect(is_over, app)
    sa.event.listen(Engine, "before_cursor_execute", refuse)
    yield
    sa.event.remove(Engine, "before_cursor_execute", refuse)
    before_render_template.disconnect(begins, app)
    template_rendered.disconnect(ends, app)
    request_tearing_down.disconnect(is_over, app)


@pytest.fixture(autouse=True)
def only_presented_values(app: Flask) -> Iterator[None]:
    """Fail when a template is handed anything but values that were made for it."""

    def look(_app: Flask, template: Any, context: Mapping[str, Any], **_more: Any) -> None:
        assert unpresented(context) == [], template.name

    before_render_template.connect(look, app)
    yield
    before_render_template.disconnect(look, app)
