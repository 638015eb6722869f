"""The scale of a goal, with numbers missing, equal and close to each other."""

from itertools import product

import pytest
from bs4 import BeautifulSoup

from hfi.goal_scale import WIDTH, Place, ScaleWords, _arranged, _half, _labels, scale

pytestmark = pytest.mark.pure

WORDS = ScaleWords("Skala fra 0 til 10", "Start", "Sidst", "Nu", "Godt nok")
NAMES = (WORDS.start, WORDS.last, WORDS.now, WORDS.enough)
NUMBERS = (None, 0, 1, 5, 9, 10)


def boxes(values):
    places = [Place(value, word) for value, word in zip(values, NAMES, strict=True)]
    for label, row in _arranged(_labels(places), values[3]):
        yield row, label.middle - _half(label.text), label.middle + _half(label.text)


def test_labels_never_lie_over_each_other_nor_outside():
    for values in product(NUMBERS, repeat=4):
        taken = []
        for row, left, right in boxes(values):
            assert 0 <= left <= right <= WIDTH, values
            assert all(row != other or right <= start or end <= left for other, start, end in taken), values
            taken.append((row, left, right))


def test_the_numbers_are_said_in_words_and_what_is_missing_is_left_out():
    drawing = BeautifulSoup(scale(2, None, 5, 8, WORDS), "html.parser").svg
    assert drawing["aria-label"] == "Skala fra 0 til 10. Start 2. Nu 5. Godt nok 8."
    assert "Sidst" not in drawing.text


def test_places_at_one_number_share_a_label():
    assert "Start · Nu" in scale(3, None, 3, 8, WORDS)


def test_on_paper_it_is_black_and_has_a_title():
    printed = scale(2, 4, 5, 8, WORDS, printed=True)
    assert "#004d99" not in printed
    assert "<title>Skala fra 0 til 10. Start 2. Sidst 4. Nu 5. Godt nok 8.</title>" in printed


def test_words_are_escaped():
    assert "<b>" not in scale(1, 2, 3, 4, ScaleWords("<b>", "<b>", "<b>", "<b>", "<b>"))
