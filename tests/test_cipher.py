"""What one key sealed opens with that key, in its own place, and in no other way."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st

from hfi import cipher

pytestmark = pytest.mark.pure

PLACE = "persons|cpr|1"
KEY = cipher.new_key()
FIRST, SECOND = "first-master-key" * 2, "second-master-key" * 2


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text())
def test_what_was_sealed_opens_again(text, place):
    assert KEY.unseal(KEY.seal(text, place), place) == text


@pytest.mark.parametrize("elsewhere", ["persons|cpr|2", "persons|phone|1", "users|cpr|1", "", "persons|cpr|1 "])
def test_a_value_that_was_moved_is_refused(elsewhere):
    sealed = KEY.seal("1401901234", PLACE)
    with pytest.raises(InvalidTag):
        KEY.unseal(sealed, elsewhere)


def test_a_value_that_was_changed_or_cut_is_refused_at_every_byte_that_counts():
    sealed = KEY.seal("1401901234", PLACE)
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(1, len(sealed))]
    for wrong in [*changed, sealed[:-1], sealed + b"0"]:
        with pytest.raises(InvalidTag):
            KEY.unseal(wrong, PLACE)


def test_another_key_opens_nothing():
    with pytest.raises(InvalidTag):
        cipher.new_key().unseal(KEY.seal("1401901234", PLACE), PLACE)


def test_the_same_text_is_never_sealed_alike_and_never_readable():
    first, second = (KEY.seal("1401901234", PLACE) for _ in range(2))
    assert first != second and b"140190" not in first
    assert first[:1] == cipher.FORMAT and len(first) == 1 + cipher.NONCE_BYTES + 10 + 16


def test_a_key_does_not_show_itself():
    assert KEY.secret.hex() not in repr(KEY) and str(KEY.secret) not in repr(KEY)


def test_the_newest_master_key_wraps_and_all_unwrap():
    before = cipher.masters(FIRST)
    wrapped = before.wrap(KEY, PLACE)
    during = cipher.masters(SECOND, FIRST)
    assert during.unwrap(before.newest, wrapped, PLACE) == KEY
    assert during.newest != before.newest
    assert during.unwrap(during.newest, during.wrap(KEY, PLACE), PLACE) == KEY


def test_a_master_key_that_was_not_given_is_named_in_one_sentence():
    wrapped = cipher.masters(FIRST).wrap(KEY, PLACE)
    with pytest.raises(cipher.UnknownMasterKeyError) as refused:
        cipher.masters(SECOND).unwrap(cipher.master_id(FIRST), wrapped, PLACE)
    said = str(refused.value)
    assert cipher.master_id(FIRST) in said and cipher.master_id(SECOND) in said and "HFI_OLD_MASTER_KEYS" in said
    assert FIRST not in said and SECOND not in said


def test_a_wrapped_key_opens_in_its_own_row_only():
    masters = cipher.masters(FIRST)
    with pytest.raises(InvalidTag):
        masters.unwrap(masters.newest, masters.wrap(KEY, "family_keys|wrapped|1"), "family_keys|wrapped|2")


def test_the_id_of_a_master_key_is_always_the_same_and_never_part_of_it():
    assert cipher.master_id(FIRST) == cipher.master_id(FIRST) != cipher.master_id(SECOND)
    assert len(cipher.master_id(FIRST)) == 16 and cipher.master_id(FIRST) not in cipher.derived(FIRST, "wrap").hex()
