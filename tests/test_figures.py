"""Drawings hold together for odd numbers: none, nothing in total, out of range."""

import pytest
from bs4 import BeautifulSoup

from hfi.figures import bar, brand, day_strip, lineup, load_bar, merge, mini_scale, person

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "drawing",
    [
        bar(None, 8, "fill-primary"),
        bar(3, 0, "fill-housing", mark=1),
        bar(9, 8, "fill-err", mark=12, label="9 < 10"),
        load_bar([("social", 60), ("housing", 30), (None, 15)], 0),
        day_strip([(0, 60, "social"), (22 * 60, 23 * 60, None)], [(23 * 60, 24 * 60)]),
        mini_scale([5, None]),
        mini_scale([]),
        brand(),
        merge([("social", "house"), ("housing", "building-2")]),
        lineup([("adult", "<Amina>"), ("unknown", "B"), ("toddler", "C")], "Family", in_row=2),
        person("child", label="Lina"),
    ],
)
def test_is_closed_escaped_and_without_styles(drawing):
    parts = BeautifulSoup(drawing, "html.parser")
    assert drawing.count("</g>") == len(parts("g"))
    assert not parts.select("[style], [onload], script, b, amina")


def spans(drawing, selector):
    parts = BeautifulSoup(drawing, "html.parser").select(selector)
    return [(float(part["x"]), float(part["width"])) for part in parts]


def test_a_bar_never_runs_over_its_end():
    assert spans(bar(9, 8, "fill-err"), ".fill-err") == [(0, 200)]


def test_what_lies_outside_the_day_stays_on_the_strip():
    for left, width in spans(day_strip([(0, 60, "social"), (22 * 60, 23 * 60, "health")], []), "rect"):
        assert 0 <= left <= left + width <= 140


def test_an_area_without_a_colour_of_its_own_is_neutral():
    assert 'fill="#5c5c5c"' in bar(1, 2, "fill-housing")
