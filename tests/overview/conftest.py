"""A browser, the people of the overview's stories, and an empty database after each of them."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hfi.access.models import User
from hfi.access.roles import Profession
from hfi.extensions import db
from hfi.families.models import Family
from tests.conftest import empty_database
from tests.overview import builders


@pytest.fixture(autouse=True)
def nothing_left_behind(app: Flask) -> Iterator[None]:
    """The next test begins with an empty database."""
    yield
    with app.app_context():
        db.session.rollback()
        empty_database()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser."""
    return app.test_client()


@pytest.fixture
def mette(app: Flask) -> User:
    """A social caseworker."""
    with app.app_context():
        return builders.user("Mette Prøvesen")


@pytest.fixture
def jonas(app: Flask) -> User:
    """An employment caseworker, Mette's colleague."""
    with app.app_context():
        return builders.user("Jonas Testrup", "BIF", profession=Profession.EMPLOYMENT_CASEWORKER)


@pytest.fixture
def solsikke(app: Flask, mette: User, jonas: User) -> Family:
    """Mette's and Jonas's family."""
    with app.app_context():
        return builders.family("Familien Solsikke", mette, jonas)


@pytest.fixture
def havørn(app: Flask, jonas: User) -> Family:
    """Jonas's family; Mette has nothing to do with it."""
    with app.app_context():
        return builders.family("Familien Havørn", jonas)


@pytest.fixture
def enter(app: Flask, client: FlaskClient) -> Callable[[User], FlaskClient]:
    """The browser, with somebody logged in."""

    def log_in(one: User) -> FlaskClient:
        with app.app_context():
            return builders.log_in(client, one)

    return log_in
