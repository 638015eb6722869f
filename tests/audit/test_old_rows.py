"""A log that was written before there were chains keeps every row, and is whole afterwards."""

import uuid

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from hfi import clock
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.verify import check_chains, known_families, snapshot
from hfi.extensions import db
from tests.conftest import empty_database
from tests.family_page.steps import form_page, save

UUID = sa.Uuid()


@pytest.fixture
def before(app):
    """The schema of before; afterwards the newest, with nothing in it."""
    with app.app_context():
        downgrade(revision="0003")
        yield
        upgrade()
        empty_database()


def old_table(name):
    """The table as it was."""
    table = sa.Table(name, sa.MetaData(), autoload_with=db.engine)
    for column in table.columns:
        if column.name in ("family_id", "item_id", "actor_id") or (name == "revisions" and column.name == "id"):
            column.type = UUID
    return table


def old_row(number, **values):
    """A row of before."""
    blank = dict.fromkeys(("request_id", "session_key", "role", "department", "kind", "section", "what", "why"), "")
    row = {"id": number, "at": clock.now(), "actor_id": None, "action": "read", "family_id": None, "item_id": None}
    return blank | row | values


def faults():
    """Everything that is found."""
    with snapshot(db.engine) as connection, connection.begin():
        return [*check_chains(connection, known_families(connection))]


def test_old_rows_are_chained_in_their_order(before):
    family, item = uuid.uuid4(), uuid.uuid4()
    old_entries, old_revisions = old_table("audit_entries"), old_table("revisions")
    with db.engine.begin() as connection:
        changed = {"action": "update", "kind": "goal", "item_id": item, "what": "now,last"}
        rows = [old_row(7, family_id=family, what="page:"), old_row(8), old_row(9, family_id=family, **changed)]
        connection.execute(sa.insert(old_entries), rows)
        told = {"id": uuid.uuid4(), "entry_id": 9, "family_id": family, "content": b"sealed"}
        connection.execute(sa.insert(old_revisions), [told])
    upgrade()
    with db.engine.connect() as connection:
        entries = connection.execute(
            sa.select(AuditEntry.seq, AuditEntry.what).where(AuditEntry.family_id == family).order_by(AuditEntry.seq)
        ).all()
        revision = connection.execute(sa.select(Revision.seq, Revision.item_id, Revision.content)).one()
    assert [tuple(row) for row in entries] == [(1, "page:"), (2, "goal:now,last")]
    assert tuple(revision) == (2, item, b"sealed")
    assert faults() == []


def test_going_back_and_forth_keeps_what_was_done(app, visit, world):
    mette = visit("Mette").open(world.url)
    save(mette, form_page(mette, f"{world.url}/story/edit"), False, 303, dream="Ro")
    with app.app_context():
        count = sa.select(sa.func.count(Revision.id))
        before = db.session.scalar(count)
        db.session.commit()
        downgrade(revision="0003")
        upgrade()
        assert db.session.scalar(count) == before
        db.session.commit()
        assert faults() == []
    visit("Mette").open(world.url)
