"""The second wall, without the program in front of it: PostgreSQL's roles and policies themselves."""

import uuid
from contextlib import closing
from datetime import timedelta

import psycopg
import pytest
import sqlalchemy as sa
from flask_migrate import upgrade
from psycopg import errors

from hfi import clock, create_app
from hfi.access.models import Attachment, AttachmentKind, BreakGlass, BreakGlassCategory, Conflict, ConflictKind
from hfi.config import UnsafeSettingsError
from hfi.connections import LOG_HEADS, ROLES, SET_SCOPE, SYSTEM, family_table_names, refuse_mighty_login
from hfi.extensions import db
from hfi.families.models import Family
from tests.conftest import SETTINGS
from tests.store import disconnect
from tests.world import build_world

NEW_GOAL = (
    "INSERT INTO goals (id, family_id, position, title, words, next_step, status, agreed_on, version, updated_at)"
    " VALUES (gen_random_uuid(), %s, 9, 'Ny', '', '', 'active', current_date, 1, now())"
)

CHANGING_THE_LOG = ("UPDATE audit_entries SET what = ''", "DELETE FROM revisions", "TRUNCATE audit_entries CASCADE")


@pytest.fixture
def connect(app):
    """`connect("hfi_app", reader, family)`: a connection in that role, told who asks in a transaction."""
    with app.app_context():
        url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    opened = []

    def connection(role, reader="", family="", when=None):
        one = psycopg.connect(url, options=f"-c role={role}")
        opened.append(one)
        moment = when or clock.now()
        told = (reader, family, moment.astimezone(clock.ZONE).date(), moment.isoformat())
        one.execute(SET_SCOPE, tuple(map(str, told)))
        return one

    yield connection
    for one in opened:
        one.close()


def goals(connection):
    """The families whose goals this connection sees."""
    return {row[0] for row in connection.execute("SELECT family_id FROM goals")}


def test_who_asks_sees_their_own_families(connect, world, theirs):
    assert goals(connect("hfi_app", world.users["Mette"])) == {world.family}
    assert goals(connect("hfi_read", world.users["Dorthe"])) == {theirs.family}


@pytest.mark.parametrize("role", ["hfi_app", "hfi_read"])
def test_nobody_in_particular_sees_nothing(connect, theirs, role):
    assert goals(connect(role)) == set()


def test_nor_anybody_after_the_transaction(connect, world):
    connection = connect("hfi_app", world.users["Mette"])
    assert goals(connection)
    connection.commit()
    assert goals(connection) == set()


def test_a_family_that_is_opened_hides_the_others(connect, world, theirs, store):
    tie = {"kind": AttachmentKind.TEAM, "from_on": clock.today()}
    store.add(Attachment(user_id=world.users["Mette"], family_id=theirs.family, **tie))
    mette = world.users["Mette"]
    assert goals(connect("hfi_app", mette)) == {world.family, theirs.family}
    assert goals(connect("hfi_app", mette, world.family)) == {world.family}


def test_opening_somebody_elses_family_shows_nothing(connect, world, theirs):
    assert goals(connect("hfi_app", world.users["Mette"], theirs.family)) == set()


def test_managers_see_what_they_lead(connect, world, theirs):
    both = {world.family, theirs.family}
    assert goals(connect("hfi_app", world.users["Ole"])) == goals(connect("hfi_app", world.users["Lis"])) == both
    assert goals(connect("hfi_app", world.users["Ole"], theirs.family)) == {theirs.family}


@pytest.mark.parametrize("name", ["Stig", "Ada", "Eva", "Dan"])
def test_roles_without_families_see_none(connect, world, theirs, name):
    assert goals(connect("hfi_app", world.users[name])) == set()


@pytest.mark.parametrize("name", ["Mette", "Lis", "Ole"])
def test_a_conflict_hides_the_family(connect, world, theirs, store, name):
    user = world.users[name]
    row = {"kind": ConflictKind.FRIEND, "reason": "x", "from_on": clock.today(), "declared_by_id": user}
    store.add(Conflict(family_id=world.family, user_id=user, **row))
    assert world.family not in goals(connect("hfi_app", user))
    assert goals(connect("hfi_app", user, world.family)) == set()


def test_broken_glass_lasts_for_its_hour(connect, world, theirs, store):
    mette, now = world.users["Mette"], clock.now()
    until = now + timedelta(hours=1)
    row = {"category": BreakGlassCategory.DANGER, "reason": "x", "opened_at": now, "until": until}
    store.add(BreakGlass(family_id=theirs.family, user_id=mette, **row))
    assert theirs.family in goals(connect("hfi_read", mette))
    assert goals(connect("hfi_read", mette, theirs.family)) == {theirs.family}
    assert goals(connect("hfi_read", mette, theirs.family, until)) == set()


def test_a_closed_family_stays_with_its_coordinator_and_managers(connect, world, store):
    store.change(store.get(Family, world.family), closed_on=clock.today())
    assert goals(connect("hfi_read", world.users["Mette"])) == set()
    assert goals(connect("hfi_read", world.users["Sanne"])) == {world.family}
    assert goals(connect("hfi_read", world.users["Lis"], world.family)) == {world.family}


def test_nothing_is_written_into_another_family(connect, world, theirs):
    connection = connect("hfi_app", world.users["Mette"])
    connection.execute(NEW_GOAL, (world.family,))
    assert connection.execute("UPDATE goals SET title = 'x' WHERE id = %s", (theirs.goal,)).rowcount == 0
    assert connection.execute("DELETE FROM goals WHERE id = %s", (theirs.goal,)).rowcount == 0
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"), connection.transaction():
        connection.execute(NEW_GOAL, (theirs.family,))
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
        connection.execute("UPDATE goals SET family_id = %s", (theirs.family,))


@pytest.mark.parametrize("role", ROLES.values())
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entries SET what = ''", "DELETE FROM revisions", "TRUNCATE audit_entries"]
)
def test_nobody_changes_the_log(connect, world, role, statement):
    with pytest.raises(errors.InsufficientPrivilege):
        connect(role, world.users["Mette"]).execute(statement)


@pytest.mark.parametrize("role", ["hfi_app", "hfi_read"])
@pytest.mark.parametrize("table", ["login_sessions", "failed_logins", "users"])
def test_passwords_and_logins_are_the_programs_own(connect, world, role, table):
    with pytest.raises(errors.InsufficientPrivilege):
        connect(role, world.users["Mette"]).execute(f"SELECT * FROM {table}")


def test_every_table_of_family_data_is_closed(app, store):
    with app.app_context(), db.engine.connect() as connection:
        closed = set(connection.scalars(sa.text("SELECT relname FROM pg_class WHERE relrowsecurity")))
        policies = set(connection.scalars(sa.text("SELECT tablename FROM pg_policies WHERE policyname = 'hfi_scope'")))
    with_family = {one.name for one in db.metadata.sorted_tables if "family_id" in one.columns} | {"families"}
    assert closed >= with_family
    assert policies == with_family - LOG_HEADS == family_table_names()


def test_the_app_acts_in_these_roles(app):
    with app.app_context():
        for way, role in ROLES.items():
            with closing(db.engines[way].raw_connection()) as connection:
                assert connection.cursor().execute("SELECT current_user").fetchone() == (role,)


def test_production_does_not_log_in_as_a_superuser(app, monkeypatch):
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    with app.app_context(), pytest.raises(UnsafeSettingsError):
        refuse_mighty_login(app, db.engines[SYSTEM])


def test_production_logs_in_as_somebody_who_owns_nothing(app, connect, monkeypatch):
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    name = f"hfi_login_{uuid.uuid4().hex[:8]}"
    with app.app_context():
        with db.engine.begin() as owner:
            owner.execute(sa.text(f"CREATE ROLE {name} LOGIN PASSWORD 'x' IN ROLE {', '.join(ROLES.values())}"))
        engine = sa.create_engine(db.engine.url.set(username=name, password="x"))
        refuse_mighty_login(app, engine)
        engine.dispose()
        with db.engine.begin() as owner:
            owner.execute(sa.text(f"DROP ROLE {name}"))


@pytest.fixture
def owned(app, tmp_path):
    """Another database, of an owner who may make roles but is no superuser; ends with nothing left."""
    name = f"hfi_owner_{uuid.uuid4().hex[:8]}"
    with app.app_context():
        server = sa.create_engine(db.engine.url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for line in (f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'x'", f"CREATE DATABASE {name} OWNER {name}"):
            connection.exec_driver_sql(line)
        yield server.url.set(username=name, password="x", database=name).render_as_string(hide_password=False)
        for line in (f"DROP DATABASE {name} WITH (FORCE)", f"DROP OWNED BY {name} CASCADE", f"DROP ROLE {name}"):
            connection.exec_driver_sql(line)
    server.dispose()


def test_the_owner_needs_not_be_a_superuser(owned):
    with create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": owned}).app_context():
        upgrade()
        there = build_world()
        with psycopg.connect(owned.replace("+psycopg", ""), options="-c role=hfi_app") as connection:
            told = (there.users["Mette"], "", clock.today(), clock.now().isoformat())
            connection.execute(SET_SCOPE, tuple(map(str, told)))
            assert goals(connection) == {there.family}
        disconnect()
