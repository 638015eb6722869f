"""Passwords: argon2id, and the same work for a wrong name as for a wrong password."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher()


@cache
def dummy_hash() -> str:
    """Of a password that nobody has: checked when the account does not exist, so that both answers take as long."""
    return hasher.hash("3f5c0d8a-no-such-password")


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return hasher.hash(password)


def password_matches(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the stored hash; None is an account that does not exist."""
    try:
        hasher.verify(stored or dummy_hash(), password)
        return stored is not None
    except (VerificationError, InvalidHashError):
        return False
