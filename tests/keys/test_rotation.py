"""`flask hfi keys rotate`: every key under the newest master key, whatever happened on the way."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from hfi import vault
from hfi.cipher import master_id
from hfi.families.models import FamilyKey, Person
from hfi.vault import ServiceKey

ROOT = Path(__file__).parent.parent.parent
NEW = "another-master-key" * 3


@pytest.fixture
def flask(app):
    """`flask("rotate")` runs a command of the keys."""
    return lambda *words: app.test_cli_runner().invoke(args=["hfi", "keys", *words])


@pytest.fixture
def masters(app, monkeypatch, flask):
    """`masters(new, old …)`: from now on the installation has these; afterwards its own again."""
    own = app.config["MASTER_KEY"]

    def use(newest, *older):
        monkeypatch.setitem(app.config, "MASTER_KEY", newest)
        monkeypatch.setitem(app.config, "OLD_MASTER_KEYS", older)
        monkeypatch.setitem(app.extensions, "hfi.service_keys", {})

    yield use
    use(own, NEW)
    assert flask("rotate").exit_code == 0


def ids(store):
    """The master keys' ids in the database."""
    return {one for kind in (ServiceKey, FamilyKey) for one in store.list(sa.select(kind.master))}


def test_the_new_master_key_alone_opens_everything_afterwards(app, visit, world, store, flask, masters):
    own = app.config["MASTER_KEY"]
    with app.app_context():
        index = vault.blind_index("1401901234")
    masters(NEW, own)
    said = flask("rotate")
    assert said.exit_code == 0 and "HFI_OLD_MASTER_KEYS" in said.output
    assert ids(store) == {master_id(NEW)}
    masters(NEW)
    with app.app_context():
        assert vault.blind_index("1401901234") == index
    assert store.get(Person, world.people["Amina"]).cpr == "1401901234"
    assert "Familiebehandling" in visit("Mette").open(world.url).text("#sections")


def test_running_it_twice_changes_nothing(app, world, store, flask, masters):
    masters(NEW, app.config["MASTER_KEY"])
    flask("rotate")
    before = store.all(sa.select(FamilyKey.wrapped).order_by(FamilyKey.id))
    assert flask("rotate").output.startswith("0 keys")
    assert store.all(sa.select(FamilyKey.wrapped).order_by(FamilyKey.id)) == before


@pytest.mark.parametrize("command", ["rotate", "status"])
def test_without_the_old_master_key_it_says_so_and_changes_nothing(app, world, store, flask, masters, command):
    own = app.config["MASTER_KEY"]
    masters(NEW)
    said = flask(command)
    assert said.exit_code == 1 and "HFI_OLD_MASTER_KEYS" in said.output and master_id(own) in said.output
    assert ids(store) == {master_id(own)}


def test_a_key_that_was_tampered_with_is_found(store, world, flask):
    key = store.only(FamilyKey, FamilyKey.family_id == world.family)
    where = sa.update(FamilyKey).where(FamilyKey.family_id == world.family)
    store.run(where.values(wrapped=key.wrapped[:-1] + bytes([key.wrapped[-1] ^ 1])))
    said = flask("status")
    assert said.exit_code == 1 and "changed" in said.output


def test_the_status_counts_the_keys_by_master_key(app, world, store, flask, masters):
    own = app.config["MASTER_KEY"]
    count = store.count(FamilyKey) + store.count(ServiceKey)
    assert f"{count} by master key {master_id(own)}, the newest" in flask("status").output
    masters(NEW, own)
    assert f"{count} by master key {master_id(own)}\n" in flask("status").output


def test_the_installations_own_keys_are_made_where_they_are_missing(app, store, flask, monkeypatch):
    kept = store.all(sa.select(ServiceKey.name, ServiceKey.master, ServiceKey.wrapped))
    store.run(sa.delete(ServiceKey))
    assert flask("rotate").exit_code == 0
    assert set(store.list(sa.select(ServiceKey.name))) == set(vault.SERVICES)
    store.run(sa.delete(ServiceKey))
    store.run(sa.insert(ServiceKey).values([row._asdict() for row in kept]))


@pytest.mark.pure
def test_killed_twenty_times_it_loses_nothing_and_finishes(tmp_path):
    environment = os.environ | {"HFI_INSTANCE": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.keys.killed", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr[-2000:]
    rounds = json.loads(ran.stdout)
    assert len(rounds) == 20
    assert all(one["readable"] and one["readable_at_last"] and one["alone"] for one in rounds)
    assert [one["left_at_last"] for one in rounds] == [0] * 20
    assert sum(one["left"] > 0 for one in rounds) > 10
