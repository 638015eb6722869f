"""Words that differ between two texts."""

import pytest

from hfi.differences import marked_words


@pytest.mark.parametrize(
    ("theirs", "mine", "marked"),
    [
        ("a b c", "a d c", ("a <ins>b</ins> c", "a <ins>d</ins> c")),
        ("a", "a", ("a", "a")),
        ("", "a", ("", "<ins>a</ins>")),
        ("a <b>", "a", ("a <ins>&lt;b&gt;</ins>", "a")),
    ],
)
def test_each_text_shows_what_the_other_does_not_have(theirs, mine, marked):
    assert marked_words(theirs, mine) == marked
