"""Passwords: argon2id, the same work for a wrong name as for a wrong password, and none that is easily guessed here."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher()
HERE = ("familieplan", "vores", "plan", "familie", "tovholder", "kommune", "københavn", "koebenhavn", "kbh", "hfi")
DEPARTMENTS = ("sof", "bif", "buf", "kff", "suf", "socialforvaltningen", "sundhed", "jobcenter", "skole")
COMMON = ("password", "passw0rd", "kodeord", "adgangskode", "hemmelig", "welcome", "velkommen", "admin", "login")
SEASONS = ("sommer", "vinter", "forår", "efterår")
ROWS = ("1234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm", "1qaz2wsx3edc4rfv", "abcdefghijklmnopqrstuvwxyz")
STEPS = 4
"""So many neighbouring keys in a row are a walk over the keyboard, not a word."""
WALKS = {row[at : at + STEPS] for one in ROWS for row in (one, one[::-1]) for at in range(len(row) - STEPS + 1)}
GUESSED_FIRST = sorted({*HERE, *DEPARTMENTS, *COMMON, *SEASONS, *WALKS}, key=len, reverse=True)
LEFT_OVER = 8


@cache
def dummy_hash() -> str:
    """Of a password that nobody has: checked when the account does not exist, so that both answers take as long."""
    return hasher.hash("3f5c0d8a-no-such-password")


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return hasher.hash(password)


def is_easy(password: str) -> bool:
    """Whether little is left of the password once words of this place, the best-known passwords and walks are gone."""
    rest = password.lower()
    for word in GUESSED_FIRST:
        rest = rest.replace(word, "")
    return len(rest) < LEFT_OVER or len(set(rest)) < LEFT_OVER // 2


def password_matches(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the stored hash; None is an account that does not exist."""
    try:
        hasher.verify(stored or dummy_hash(), password)
        return stored is not None
    except (VerificationError, InvalidHashError):
        return False
