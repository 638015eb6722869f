"""Danish alphabetical order, and letters without case: the same on SQLite as on PostgreSQL.

PostgreSQL has the order under the name below (ICU's). SQLite knows ASCII only: a connection is taught both here.
"""

import sqlite3
import unicodedata
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

DANISH = "da-x-icu"
"""The name of the collation on both databases."""

# æ, ø and å come last, aa is å, and letters of the neighbours stand where Danish readers look for them.
_PLACES = str.maketrans("æäøöåüđłı", "{{||}ydli")


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[str, str]:
    """What to sort by; texts that differ only in case or accents keep a fixed order among them."""
    letters = unicodedata.normalize("NFC", text).lower().replace("aa", "å").translate(_PLACES)
    plain = (letter for letter in unicodedata.normalize("NFD", letters) if not unicodedata.combining(letter))
    return "".join(plain), text


def compare(left: str, right: str) -> int:
    """-1, 0 or 1, as a collation wants it."""
    first, second = sort_key(left), sort_key(right)
    return (first > second) - (first < second)


def teach(connection: sqlite3.Connection) -> None:
    """Give a SQLite connection the Danish order, and a `lower` that knows Æ, Ø and Å."""
    connection.create_collation(DANISH, compare)
    connection.create_function("lower", 1, lower, deterministic=True)


def lower(text: str | None) -> str | None:
    """The text in small letters; of nothing, nothing."""
    return None if text is None else str(text).lower()


def in_order(column: Any) -> sa.ColumnElement[str]:
    """The column in Danish alphabetical order, for `order_by` and for comparisons."""
    ordered: sa.ColumnElement[str] = column.collate(DANISH)
    return ordered


def has_words(column: Any, text: str) -> sa.ColumnElement[bool]:
    """Whether every word of the text is somewhere in the column, in whatever case; `%` and `_` are just letters."""
    # With the collation named, PostgreSQL knows Æ, Ø and Å also in a database whose own locale is "C".
    small = sa.func.lower(in_order(column))
    return sa.and_(*(small.contains(word, autoescape=True) for word in text.lower().split()))
