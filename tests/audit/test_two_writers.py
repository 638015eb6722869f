"""Two who add to the same chain at the same moment: one waits, and nothing is lost or written over."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from hfi.audit import writing
from hfi.audit.models import AuditEntry
from hfi.audit.service import record
from hfi.audit.verify import check_chains, known_families, snapshot
from hfi.extensions import db, system_session
from tests.meeting import met

TIMES = 20


@pytest.fixture
def write(app, world):
    """`write("Mette")`: rows of the log, one transaction each, on a connection of their own."""

    def rows(name):
        with app.app_context():
            for number in range(TIMES):
                with system_session() as session:
                    record(None, "test", family_id=world.family, session=session, what=f"{name}:{number}")

    return rows


def test_both_writers_rows_stand_in_one_whole_chain(app, world, store, write, monkeypatch):
    monkeypatch.setattr(writing, "chained", met(writing.chained))
    before = store.count(AuditEntry, AuditEntry.family_id == world.family)
    with ThreadPoolExecutor() as threads:
        list(threads.map(write, ("Mette", "Jonas")))
    of_family = sa.select(AuditEntry.seq).where(AuditEntry.family_id == world.family).order_by(AuditEntry.seq)
    assert store.list(of_family) == list(range(1, before + 2 * TIMES + 1))
    with app.app_context(), snapshot(db.engine) as connection:
        assert list(check_chains(connection, known_families(connection))) == []


def test_each_writers_rows_keep_their_order(world, store, write, monkeypatch):
    monkeypatch.setattr(writing, "chained", met(writing.chained))
    with ThreadPoolExecutor() as threads:
        list(threads.map(write, ("Mette", "Jonas")))
    told = store.list(sa.select(AuditEntry.what).where(AuditEntry.action == "test").order_by(AuditEntry.seq))
    for name in ("Mette", "Jonas"):
        assert [one for one in told if one.startswith(name)] == [f"{name}:{number}" for number in range(TIMES)]


def test_two_who_begin_the_same_chain_make_one(app, store, monkeypatch):
    """The first rows of a family that has no chain yet."""
    family = uuid.uuid4()
    monkeypatch.setattr(writing, "begin_chains", met(writing.begin_chains))

    def begin(name):
        with app.app_context(), system_session() as session:
            record(None, "test", family_id=family, session=session, what=name)

    with ThreadPoolExecutor() as threads:
        list(threads.map(begin, ("Mette", "Jonas")))
    assert store.list(sa.select(AuditEntry.seq).where(AuditEntry.family_id == family)) == [1, 2]
    with app.app_context(), snapshot(db.engine) as connection:
        assert list(check_chains(connection, [family])) == []
