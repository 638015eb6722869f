"""`flask hfi demo`: into an empty database, never in production, and the same again from the same seed."""

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import User
from hfi.access.roles import Role
from hfi.columns import SealedText
from hfi.demo.people import logins
from hfi.demo.service import PASSWORD
from hfi.demo.town import town
from hfi.extensions import db
from hfi.families.models import Family
from hfi.vault import ServiceKey
from tests.conftest import empty_database

LOGINS = logins(town("koebenhavn"))

RANDOM = {"password_hash", "content", "wrapped", "revisions", "prev", "mac", "last"}
"""Columns that are never the same twice, beside those that are sealed."""
REFERRED = 8
"""Families that are on their way in, beside those that were asked for."""


@pytest.fixture
def empty(app):
    """An empty database, before and after."""
    with app.app_context():
        empty_database()
    yield
    with app.app_context():
        empty_database()


@pytest.fixture
def still(monkeypatch):
    """A clock that stands still, since the demo's days are counted from today."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)


def content(app):
    """Every row that there is, without what is random on purpose."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted(map(str, connection.execute(sa.select(*readable(table))).all()))
            for table in db.metadata.sorted_tables
            if table is not ServiceKey.__table__
        }


def readable(table):
    """The columns that can be compared."""
    sealed = {column.name for column in table.columns if isinstance(column.type, SealedText)}
    return [column for column in table.columns if column.name not in RANDOM | sealed]


def test_the_same_seed_gives_the_same_families_and_another_gives_others(app, flask, empty, still):
    found = []
    for seed in ("7", "7", "8"):
        assert flask("hfi", "demo", "--seed", seed, "--families", "40").exit_code == 0
        found.append(content(app))
        with app.app_context():
            empty_database()
    assert found[0] == found[1] and len(found[0]["families"]) == 40 + REFERRED
    assert found[0]["persons"] != found[2]["persons"]


def test_it_is_refused_in_production(app, flask, empty, monkeypatch):
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    answer = flask("hfi", "demo")
    assert answer.exit_code == 1 and "production" in answer.output
    assert not any(content(app).values())


@pytest.mark.parametrize("row", [User, Family])
def test_it_is_refused_when_there_is_somebody_already(app, flask, empty, row):
    needed = {
        "name": "Test",
        "reference": "HFI-2026-001",
        "programme": "hfi",
        "enrolled_on": clock.today(),
        "version": 1,
    }
    needed |= {"email": "a@b.example", "password_hash": "-", "role": Role.DPO}
    with app.app_context():
        db.session.add(row(**{key: value for key, value in needed.items() if hasattr(row, key) and key != "version"}))
        db.session.commit()
    before = content(app)
    answer = flask("hfi", "demo")
    assert answer.exit_code == 1 and "empty" in answer.output and content(app) == before
    assert flask("hfi", "demo", "--if-empty").exit_code == 0 and content(app) == before


def test_the_welcome_names_the_address_and_whom_one_can_be(app, flask, empty):
    said = flask("hfi", "welcome").output
    assert "http://127.0.0.1:" in said and PASSWORD not in said
    flask("hfi", "demo", "--families", "2")
    said = flask("hfi", "welcome").output
    assert PASSWORD in said and all(email in said for email, _, _ in LOGINS)


def test_preparing_loads_the_demo_once(app, flask, empty):
    assert flask("hfi", "prepare").exit_code == 0
    before = content(app)
    assert flask("hfi", "prepare").exit_code == 0 and content(app) == before
    assert len(before["families"]) >= 31


def test_preparing_production_loads_nothing(app, flask, empty, monkeypatch):
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    said = flask("hfi", "prepare")
    assert said.exit_code == 0 and PASSWORD not in said.output and not any(content(app).values())
