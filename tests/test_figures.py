"""Drawings hold together for odd numbers: none, nothing in total, out of range."""

import pytest
from bs4 import BeautifulSoup

from hfi.figures import bar, brand, day_strip, lineup, load_bar, merge, mini_scale, network_map, person, way_home

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
        network_map("<Amina>", [], "Nobody"),
        network_map("A" * 40, [("Near", ["B"] * 30), ("Mid", []), ("Far", ["<b>C</b>"])], "All", printed=True),
        network_map("A", [("1", ["B"]), ("2", ["C"]), ("3", ["D"]), ("4", ["E"])], "Four rings"),
        way_home(2, "", "<b>8. jan.</b>", "", "Home"),
        way_home(-1, "1. jan.", "2. jan.", "x", "Home"),
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


def test_a_map_says_all_names_to_whoever_cannot_see_it_and_puts_the_near_ones_near():
    rings = [("Near", ["Inga"]), ("Mid", []), ("Far", ["Kaj"])]
    drawing = BeautifulSoup(network_map("Alma", rings, "Map"), "html.parser")
    assert drawing.svg["aria-label"] == "Map. Near: Inga. Far: Kaj."
    far = [(float(one["cx"]) - 230) ** 2 + (float(one["cy"]) - 210) ** 2 for one in drawing.select("circle[r='7']")]
    assert far[0] < far[1]


@pytest.mark.parametrize(("share", "place"), [(0, 50), (0.5, 190), (1, 330), (7, 330), (-1, 50)])
def test_the_way_home_never_runs_over_its_ends(share, place):
    drawing = BeautifulSoup(way_home(share, "1. maj", "8. maj", "3 days", "Home"), "html.parser")
    assert float(drawing.circle["cx"]) == place
