"""Whether an account exists cannot be told by how much work its password makes."""

import pytest

from hfi.access import passwords


@pytest.fixture
def verified(monkeypatch):
    """The hashes that a password is checked against."""
    found, real = [], passwords.hasher

    class Listening:
        """The hasher, and an ear."""

        hash = staticmethod(real.hash)

        def verify(self, stored, password):
            """Check, and remember against what."""
            found.append(stored)
            return real.verify(stored, password)

    monkeypatch.setattr(passwords, "hasher", Listening())
    return found


def test_an_account_that_is_not_there_makes_the_work_of_one_that_is(verified):
    own = passwords.hash_password("sol-og-regn")
    assert not passwords.password_matches("gættet", own)
    assert not passwords.password_matches("gættet", None)
    assert verified == [own, passwords.dummy_hash()]


def test_its_hash_is_as_costly_as_everybodys():
    assert not passwords.hasher.check_needs_rehash(passwords.dummy_hash())


def test_it_has_no_password_that_opens():
    assert not passwords.password_matches("3f5c0d8a-no-such-password", None)
