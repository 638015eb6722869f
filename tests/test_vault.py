"""Sealed values open only where they belong, and are found only by whoever has the key."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hfi import vault
from hfi.families import cpr
from hfi.families.models import Person

PLACE = "persons|cpr|1"


@pytest.fixture(autouse=True)
def inside(app):
    with app.app_context():
        yield


@pytest.fixture
def change_key(app, monkeypatch):
    """From then on the installation has another master key."""

    def change():
        monkeypatch.setitem(app.config, "MASTER_KEY", "another-master-key" * 3)
        monkeypatch.setitem(app.extensions, "hfi.keys", {})

    return change


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_what_was_sealed_opens_again(text):
    assert vault.unseal(vault.seal(text, PLACE), PLACE) == text


@pytest.mark.parametrize("elsewhere", ["persons|cpr|2", "persons|phone|1", "users|cpr|1", "", "persons|cpr|1 "])
def test_a_value_that_was_moved_is_refused(elsewhere):
    sealed = vault.seal("1401901234", PLACE)
    with pytest.raises(InvalidTag):
        vault.unseal(sealed, elsewhere)


def test_a_value_that_was_changed_is_refused_at_every_byte_that_counts():
    sealed = vault.seal("1401901234", PLACE)
    for position in range(1, len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(InvalidTag):
            vault.unseal(bytes(changed), PLACE)


def test_the_same_text_is_never_sealed_alike_and_never_readable():
    first, second = (vault.seal("1401901234", PLACE) for _ in range(2))
    assert first != second and b"140190" not in first
    assert first[:1] == vault.KEY_ID and len(first) == 1 + vault.NONCE_BYTES + 10 + 16


def test_another_key_opens_nothing(change_key):
    sealed = vault.seal("1401901234", PLACE)
    change_key()
    with pytest.raises(InvalidTag):
        vault.unseal(sealed, PLACE)


def test_the_index_finds_equal_texts_only():
    assert vault.blind_index("1401901234") == vault.blind_index("1401901234")
    assert vault.blind_index("1401901234") != vault.blind_index("1401901235")
    assert len(vault.blind_index("")) == 32


def test_the_index_is_of_no_use_without_the_key(change_key):
    before = vault.blind_index("1401901234")
    change_key()
    assert vault.blind_index("1401901234") != before


def test_each_purpose_has_a_key_of_its_own():
    assert len({vault.derived_key(one) for one in ("seal", "index", "other")}) == 3
    assert all(len(vault.derived_key(one)) == 32 for one in ("seal", "index"))


def test_a_cpr_number_copied_to_another_person_cannot_be_opened(world, store):
    amina, lina = world.people["Amina"], world.people["Lina"]
    sealed = store.get(Person, amina).cpr_sealed
    assert cpr.masked(amina, sealed) == "140190-••••"
    with pytest.raises(InvalidTag):
        cpr.masked(lina, sealed)
