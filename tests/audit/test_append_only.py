"""The database itself refuses to change the log, whatever SQL the program could be made to send."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from hfi.audit.models import AuditEntry, AuditHead, Revision
from hfi.extensions import db
from tests.tampering import tampering

TABLES = ("audit_entries", "revisions", "audit_seals")
SAME = "SELECT * FROM audit_entries LIMIT 1"

EVERYWHERE = [
    "UPDATE audit_entries SET why = 'manager'",
    "UPDATE audit_entries SET actor_id = NULL WHERE seq = 1",
    "UPDATE revisions SET fields = 'dream'",
    "DELETE FROM audit_entries",
    "DELETE FROM revisions",
    "DELETE FROM audit_heads",
    f"INSERT INTO audit_entries {SAME}",
]
ON_SQLITE = [
    f"INSERT OR REPLACE INTO audit_entries {SAME}",
    f"REPLACE INTO audit_entries {SAME}",
    f"INSERT INTO audit_entries {SAME} ON CONFLICT (family_id, seq) DO UPDATE SET why = 'manager'",
    "REPLACE INTO revisions SELECT * FROM revisions LIMIT 1",
    "UPDATE OR REPLACE audit_entries SET seq = 1",
    "PRAGMA writable_schema = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA foreign_keys = OFF",
    "DROP TRIGGER audit_entries_delete",
    "DROP TABLE audit_entries",
    "DROP TABLE revisions",
    "DROP INDEX ix_audit_entries_at",
    "ALTER TABLE audit_entries RENAME TO elsewhere",
    "ALTER TABLE audit_entries DROP COLUMN why",
    "CREATE TRIGGER sneak AFTER INSERT ON goals BEGIN DELETE FROM audit_entries; END",
    "CREATE TEMP TRIGGER sneak AFTER INSERT ON goals BEGIN DELETE FROM audit_entries; END",
    "DELETE FROM sqlite_master WHERE type = 'trigger'",
]
ON_POSTGRES = [
    f"INSERT INTO audit_entries {SAME} ON CONFLICT (family_id, seq) DO UPDATE SET why = 'manager'",
    "TRUNCATE audit_entries CASCADE",
    "TRUNCATE revisions",
    "TRUNCATE audit_heads",
    "TRUNCATE audit_seals",
    "MERGE INTO audit_entries a USING audit_heads h ON a.family_id = h.family_id WHEN MATCHED THEN DELETE",
]


@pytest.fixture
def log(visit, world, store):
    """A reading and a change; gives what is in the log."""
    visit("Mette").open(world.url)
    return lambda: [store.all(sa.select(model)) and store.count(model) for model in (AuditEntry, Revision, AuditHead)]


@pytest.fixture
def attacks(app):
    """The attacks that this database knows, one by one through the program's own connections."""

    def attack():
        with app.app_context():
            sqlite = db.engine.dialect.name == "sqlite"
            for statement in EVERYWHERE + (ON_SQLITE if sqlite else ON_POSTGRES):
                yield statement
                db.session.rollback()

    return attack


def test_every_attack_is_refused_and_the_log_stays(log, attacks):
    before = log()
    for statement in attacks():
        with pytest.raises(DatabaseError):
            db.session.execute(sa.text(statement))
            db.session.commit()
        db.session.rollback()
    assert log() == before and all(before)


def test_no_other_database_can_be_attached(app, world):
    with app.app_context(), db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            with pytest.raises(DatabaseError):
                connection.exec_driver_sql("ATTACH ':memory:' AS elsewhere")
        with pytest.raises(DatabaseError):
            connection.exec_driver_sql("SELECT load_extension('elsewhere')")


def test_the_log_can_still_be_written(visit, world, store):
    before = store.count(AuditEntry)
    visit("Mette").open(world.url)
    assert store.count(AuditEntry) == before + 1


def test_the_guard_is_back_after_the_tests_clean_up(app, world):
    with app.app_context(), db.engine.connect() as connection:
        with tampering(connection):
            pass
        with pytest.raises(DatabaseError), connection.begin():
            connection.execute(sa.text("DELETE FROM audit_entries"))
