"""Passwords: argon2id, the same work for a wrong name as for a wrong password, and none that is easily guessed here."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

hasher = PasswordHasher()
HERE = ("familieplan", "vores", "plan", "familie", "tovholder", "kommune", "københavn", "koebenhavn", "kbh", "hfi")
DEPARTMENTS = ("sof", "bif", "buf", "kff", "suf", "socialforvaltningen", "sundhed", "jobcenter", "skole")
COMMON = ("kodeord", "adgangskode", "hemmelig", "velkommen")
SEASONS = ("sommer", "vinter", "forår", "efterår")
GUESSED_FIRST = sorted({*HERE, *DEPARTMENTS, *COMMON, *SEASONS}, key=len, reverse=True)
LEFT_OVER = 8
STRONG = 4
"""zxcvbn's best mark: more than ten thousand million guesses."""
LOOKED_AT = 72
"""More of a password is not looked at: it costs time, and what is longer is not guessed."""


@cache
def dummy_hash() -> str:
    """Of a password that nobody has: checked when the account does not exist, so that both answers take as long."""
    return hasher.hash("3f5c0d8a-no-such-password")


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return hasher.hash(password)


def is_easy(password: str) -> bool:
    """Whether the password is soon guessed once the words of this place are taken out of it.

    Known passwords, names, dates, repetitions and walks over the keyboard are zxcvbn's to find.
    """
    rest = password.lower()
    for word in GUESSED_FIRST:
        rest = rest.replace(word, "")
    return len(rest) < LEFT_OVER or zxcvbn(rest[:LOOKED_AT])["score"] < STRONG


def password_matches(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the stored hash; None is an account that does not exist."""
    try:
        hasher.verify(stored or dummy_hash(), password)
        return stored is not None
    except (VerificationError, InvalidHashError):
        return False
