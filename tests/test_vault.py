"""The installation's own keys: in the database they are wrapped, and what they made outlives the master key."""

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from hfi import vault
from hfi.cipher import UnknownMasterKeyError
from hfi.extensions import db, system_session

PLACE = "users|second_factor|1"


@pytest.fixture(autouse=True)
def inside(app):
    with app.app_context():
        yield


@pytest.fixture
def restart(app, monkeypatch):
    """`restart(MASTER_KEY=…)`: a process that begins with these settings and remembers nothing."""

    def begin(**settings):
        for name, value in settings.items():
            monkeypatch.setitem(app.config, name, value)
        monkeypatch.setitem(app.extensions, "hfi.service_keys", {})

    return begin


def test_what_belongs_to_no_family_is_sealed_for_its_place():
    sealed = vault.seal("HEMMELIGT", PLACE)
    assert vault.unseal(sealed, PLACE) == "HEMMELIGT" and b"HEMMELIGT" not in sealed
    with pytest.raises(InvalidTag):
        vault.unseal(sealed, "users|second_factor|2")


def test_the_index_finds_equal_texts_only():
    assert vault.blind_index("1401901234") == vault.blind_index("1401901234")
    assert vault.blind_index("1401901234") != vault.blind_index("1401901235")
    assert len(vault.blind_index("")) == 32


def test_each_purpose_has_a_key_of_its_own():
    assert len({vault.service_key(one).secret for one in vault.SERVICES}) == len(vault.SERVICES) == 3


def test_no_key_stands_in_the_database_as_it_is():
    rows = db.session.execute(sa.select(vault.ServiceKey.name, vault.ServiceKey.wrapped)).all()
    db.session.commit()
    assert {row.name for row in rows} == set(vault.SERVICES)
    assert not [row for row in rows if vault.service_key(row.name).secret in row.wrapped]


def test_another_process_has_the_same_keys(restart):
    before = vault.blind_index("1401901234"), vault.service_key("audit").mac(b"row")
    restart()
    assert (vault.blind_index("1401901234"), vault.service_key("audit").mac(b"row")) == before


def test_without_the_master_key_nothing_opens(restart):
    restart(MASTER_KEY="another-master-key" * 3)
    with pytest.raises(UnknownMasterKeyError):
        vault.blind_index("1401901234")


def test_they_can_be_asked_for_while_somebody_writes(restart):
    """On SQLite a second transaction would wait for the first, and both for ever."""
    restart()
    with system_session() as session:
        session.execute(sa.update(vault.ServiceKey).values(name=vault.ServiceKey.name))
        assert vault.service_key("account")


def test_a_key_that_is_not_there_is_told_in_one_sentence():
    with pytest.raises(vault.MissingServiceKeyError, match="flask hfi keys rotate"):
        vault.service_key("nothing")
