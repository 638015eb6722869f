"""Danish alphabetical order and letters without case, on the database that the tests run on."""

import pytest
import sqlalchemy as sa

from hfi import alphabet
from hfi.extensions import db


def in_order(app, names):
    """The names as the database sorts them."""
    rows = sa.union_all(*(sa.select(sa.cast(sa.literal(name), sa.String).label("name")) for name in names)).subquery()
    with app.app_context():
        found = list(db.session.scalars(sa.select(rows.c.name).order_by(alphabet.in_order(rows.c.name))))
        db.session.rollback()
    return found


def test_the_order_is_danish(app):
    names = ["Ål", "Ærø", "Zoe", "Ødum", "Aarup", "birk", "Abel", "Birk", "Öster", "Æbler", "de Vries"]
    assert in_order(app, names) == [
        "Abel", "Birk", "birk", "de Vries", "Zoe", "Æbler", "Ærø", "Ødum", "Öster", "Ål", "Aarup",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Familien Ærø", "ærØ", True),
        ("Familien Åkjær", "åkjær FAMILIEN", True),
        ("100% sikker", "0%", True),
        ("100 sikker", "0%", False),
        ("a_b", "a_b", True),
        ("axb", "a_b", False),
        ("a\\b", "a\\b", True),
        ("O'Hara", "o'h", True),
        ("Familien Ærø", "Ærø Solsikke", False),
    ],
)
def test_words_are_found_in_whatever_case_and_wildcards_are_letters(app, text, words, found):
    with app.app_context():
        column = sa.cast(sa.literal(text), sa.String)
        assert db.session.scalar(sa.select(alphabet.has_words(column, words))) in ([True, 1] if found else [False, 0])
        db.session.rollback()
