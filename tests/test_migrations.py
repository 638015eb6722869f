"""Migrations: up and down, the same schema as the models', and all or nothing."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from hfi import create_app
from hfi.access.models import User
from hfi.demo import service as demo
from hfi.extensions import db
from tests.conftest import SETTINGS, empty_database
from tests.store import disconnect
from tests.world import PERSONAS, build_world

MIGRATIONS = Path(__file__).parent.parent / "migrations"
REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"

def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("goals", sa.Column("half", sa.Integer))
    {fault}
"""


def newest():
    """The name of the last migration."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def schema():
    """Everything that the database has, as text: tables, columns, keys, indexes, rules."""
    looked = sa.inspect(db.engine)
    what = (looked.get_columns, looked.get_foreign_keys, looked.get_indexes, looked.get_check_constraints)
    # Which of its constraints a remade table names first is chance.
    found = {name: [sorted(map(str, look(name))) for look in what] for name in looked.get_table_names()}
    return {name: str(parts) for name, parts in found.items() if name != "alembic_version"}


def users():
    """How many users there are."""
    with db.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(User))


def difference():
    """What the migrations made otherwise than the models say."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.metadata)


@pytest.fixture
def inside(app):
    """In the context of the app, on the database that the tests run on; it ends with the newest schema."""
    with app.app_context():
        yield
        upgrade()
    # Going down took the installation's own keys with it; the app must not go on with those that it remembers.
    app.extensions.pop("hfi.service_keys", None)


@pytest.fixture
def on_sqlite(app, tmp_path):
    """In the context of another app, on an SQLite file with the newest schema and the people of the stories."""
    with create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'own.sqlite'}"}).app_context():
        upgrade()
        build_world()
        yield
        db.session.remove()
        disconnect()


@pytest.fixture
def upgrade_with(tmp_path):
    """`upgrade_with("raise …")`: run one more migration, which ends like that."""

    def run(fault):
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder)
        (folder / "versions" / "9999_half.py").write_text(REVISION.format(head=newest(), fault=fault))
        upgrade(directory=str(folder))

    return run


def test_the_models_are_what_the_migrations_make(inside):
    assert difference() == []


def test_down_leaves_nothing_and_up_makes_the_same_again(inside):
    before = schema()
    downgrade(revision="base")
    assert schema() == {}
    upgrade()
    assert schema() == before and len(before) > 15


def test_each_step_can_be_taken_back(inside):
    steps = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    for step in [*steps[1:], "base"]:
        downgrade(revision=step)
    for step in reversed(steps):
        upgrade(revision=step)
        downgrade(revision="-1")
        upgrade(revision=step)
    assert difference() == []


BEFORE_THE_PLANS_LIFE, BEFORE_THE_WAY_OUT = "0012", "0017"


def columns():
    """The tables with their columns."""
    looked = sa.inspect(db.engine)
    return {name: [one["name"] for one in looked.get_columns(name)] for name in looked.get_table_names()}


def contents(tables):
    """What stands in these columns, as it is stored."""
    found = {name: sa.table(name, *(sa.column(one) for one in names)) for name, names in tables.items()}
    with db.engine.connect() as connection:
        return {name: sorted(map(str, connection.execute(sa.select(*one.c)))) for name, one in found.items()}


@pytest.fixture
def filled(inside):
    """A whole demo in the database."""
    demo.load(0)
    yield
    upgrade()
    db.session.rollback()
    empty_database()


@pytest.mark.parametrize("step", [BEFORE_THE_PLANS_LIFE, BEFORE_THE_WAY_OUT])
def test_what_was_written_before_stays_as_it_was(filled, step):
    now = columns()
    everything = contents(now)
    db.session.remove()
    downgrade(revision=step)
    old = {name: names for name, names in columns().items() if name != "alembic_version"}
    before = contents(old)
    assert len(before["goals"]) > 50 and {name: len(before[name]) for name in old} == sizes(everything, old)
    upgrade()
    assert columns() == now and contents(old) == before


def sizes(everything, tables):
    """How many rows these tables have."""
    return {name: len(everything[name]) for name in tables}


def test_there_is_one_line_of_migrations():
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


@pytest.mark.parametrize("fault", ['raise ValueError("stop")', 'op.execute("SELECT nothing FROM nowhere")'])
def test_a_failing_migration_leaves_sqlite_as_it_was(on_sqlite, upgrade_with, fault):
    before = schema()
    with pytest.raises((ValueError, sa.exc.OperationalError)):
        upgrade_with(fault)
    assert schema() == before
    with db.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == newest()


def test_a_migration_that_leaves_rows_that_refer_to_nothing_is_undone(on_sqlite, upgrade_with, caplog):
    with pytest.raises(SystemExit):
        upgrade_with('op.execute("DELETE FROM users")')
    assert "refer to nothing" in caplog.text
    assert users() == len(PERSONAS) and "half" not in schema()


def test_a_good_migration_keeps_every_row(on_sqlite, upgrade_with):
    upgrade_with("")
    assert users() == len(PERSONAS) and "half" in schema()


def test_references_are_checked_again_after_migrating(on_sqlite):
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_statements_can_be_read_before_they_run(inside, capsys):
    upgrade(revision="base:head", sql=True)
    said = capsys.readouterr().out
    assert "CREATE TABLE families" in said and newest() in said
