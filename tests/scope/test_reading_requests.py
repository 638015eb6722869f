"""A request that only reads writes nothing but the log: the session says so, and the database as well."""

import pytest
import sqlalchemy as sa
from flask import g

from hfi import clock
from hfi.access.models import User
from hfi.audit import service as audit
from hfi.audit.models import AuditEntry
from hfi.connections import READ, OutOfScopeError
from hfi.extensions import db
from hfi.families.models import Family
from hfi.plan.models import Goal, MeasurePerson

RAW = (
    "UPDATE goals SET title = 'x'",
    "DELETE FROM measure_persons",
    "INSERT INTO users SELECT * FROM users WHERE 1 = 0",
    "UPDATE audit_entries SET what = 'x'",
    "DELETE FROM audit_entries",
    "DROP TABLE audit_entries",
    "CREATE TABLE more (id INTEGER)",
)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_the_session_refuses_a_changed_row(asking, world, store, method):
    with asking("Mette", method), pytest.raises(OutOfScopeError):
        db.session.get(Goal, world.goal).title = "Ændret"
        db.session.commit()
    assert store.get(Goal, world.goal).title != "Ændret"


@pytest.mark.parametrize(
    "statement",
    [sa.update(Goal).values(title="x"), sa.delete(MeasurePerson), sa.update(User).values(name="x")],
    ids=["update", "delete", "user"],
)
def test_the_session_refuses_a_statement(asking, world, statement):
    with asking("Mette", "GET"), pytest.raises(OutOfScopeError):
        db.session.execute(statement)


def test_the_session_refuses_a_new_row(asking, world):
    with asking("Mette", "GET"), pytest.raises(OutOfScopeError):
        db.session.add(Goal(family_id=world.family, position=9, title="Ny", agreed_on=clock.today()))
        db.session.commit()


def test_the_log_is_written(asking, world, store):
    before = store.count(AuditEntry)
    with asking("Mette", "GET"):
        audit.record(g.principal, "note", family_id=world.family)
        db.session.commit()
    assert store.count(AuditEntry) == before + 1


@pytest.mark.parametrize("statement", RAW)
def test_the_database_refuses_as_well(app, world, statement):
    with app.app_context():
        connection = db.engines[READ].raw_connection()
        with pytest.raises(Exception, match=r"not authorized|prohibited|permission denied|must be owner"):
            connection.cursor().execute(statement)
        connection.rollback()
        connection.close()


def test_opening_every_page_changes_nothing_but_the_log(visit, world, store):
    tables = [table for table in db.metadata.sorted_tables if not table.name.startswith(("audit", "revisions"))]
    mette = visit("Mette")
    before = [store.all(sa.select(table)) for table in tables]
    for address in ("/", "/families", f"{world.url}", f"{world.url}/goals/{world.goal}/edit", "/search?q=Solsikke"):
        mette.open(address)
    assert [store.all(sa.select(table)) for table in tables] == before


def test_there_is_something_to_change(store, world):
    assert store.count(Family) == 2 and store.count(MeasurePerson)
