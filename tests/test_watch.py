"""What a watchdog asks: is the process there, and can it work."""

import pytest
import sqlalchemy as sa

from hfi.connections import SYSTEM
from hfi.extensions import db


@pytest.fixture
def revision(app):
    """`revision("0000")`: the database says that this was its last migration."""
    with app.app_context(), db.engine.connect() as connection:
        newest = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))

    def write(name):
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM alembic_version"))
            if name:
                connection.execute(sa.text("INSERT INTO alembic_version VALUES (:name)"), {"name": name})

    yield write
    write(newest)


def test_both_answer_to_anybody(stranger):
    for address in ("/healthz", "/readyz"):
        answer = stranger.get(address)
        assert answer.status_code == 200 and answer.mimetype == "text/plain"
        assert answer.headers["Cache-Control"] == "no-store" and not answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("older", ["0000", None])
def test_it_is_not_ready_while_migrations_are_behind(stranger, revision, older):
    revision(older)
    assert stranger.get("/readyz").status_code == 503
    assert stranger.get("/healthz").status_code == 200


def test_it_is_not_ready_with_the_master_key_of_another_database(stranger, app, monkeypatch):
    monkeypatch.setitem(app.config, "MASTER_KEY", "another-master-key" * 3)
    monkeypatch.setitem(app.extensions, "hfi.service_keys", {})
    assert stranger.get("/readyz").status_code == 503
    assert stranger.get("/healthz").status_code == 200


def test_it_is_not_ready_without_a_database_and_does_not_say_why(stranger, monkeypatch, app, tmp_path):
    with app.app_context():
        gone = sa.create_engine(f"sqlite:///{tmp_path / 'no' / 'such' / 'file'}")
        monkeypatch.setattr(type(db), "engines", {SYSTEM: gone})
    answer = stranger.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready\n")
    assert stranger.get("/healthz").status_code == 200
