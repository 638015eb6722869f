"""The demo, loaded once for all of its tests."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask

from hfi.demo.service import PASSWORD
from tests.conftest import empty_database
from tests.store import Store
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture(scope="session")
def flask(app: Flask) -> Callable[..., Result]:
    """`flask("hfi", "demo")`: run a command."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=list(words))


@pytest.fixture(scope="module")
def loaded(app: Flask, flask: Callable[..., Result]) -> Iterator[Result]:
    """What loading the demo into an empty database said."""
    yield flask("hfi", "demo")
    with app.app_context():
        empty_database()


@pytest.fixture
def store(app: Flask, loaded: Result) -> Store:
    """The database with the demo in it."""
    assert loaded.exit_code == 0, loaded.output
    return Store(app)


@pytest.fixture
def enter(app: Flask, store: Store) -> Callable[[str], Visitor]:
    """`enter("sof@demo.example")` logs in with the demo's password."""
    return lambda email: Visitor(app.test_client(), World()).log_in(email, PASSWORD)
