"""The hand that counts what work at the screen costs: nothing goes by it, and nothing counts twice."""

import pytest

from benchmarks.burden.hand import Counts, Hand

FORM = """<html lang="da"><main><form><input type="hidden" name="item" value="1">
    <input name="name" autofocus><input name="hidden" hidden><input name="day" value="22.11.2026">
    <label><input type="radio" name="how" value="a"></label><label><input type="radio" name="how" value="b"></label>
    <select name="who"><option value="1"></option><option value="2"></option></select><button type="button">x</button>
    <textarea name="why"></textarea></form></main></html>"""


@pytest.fixture
def hand(desk):
    """Somebody before the form."""
    found = Hand(desk)
    found.begin()
    found.page.set_content(FORM)
    found.page.locator("[name=name]").focus()
    found.counts = Counts()
    return found


def test_the_box_with_the_focus_costs_its_letters_and_the_next_one_a_tab(hand):
    hand.write("[name=name]", "Selma")
    assert (hand.counts.clicks, hand.counts.keys) == (0, 5)
    hand.write("[name=day]", "1.12.2026")
    # Tab, everything marked, nine characters.
    assert (hand.counts.clicks, hand.counts.keys) == (0, 5 + 11)
    assert hand.page.locator("[name=day]").input_value() == "1.12.2026"


def test_a_box_far_away_costs_a_click(hand):
    hand.write("[name=why]", "Nu")
    assert (hand.counts.clicks, hand.counts.keys) == (1, 2)


def test_a_list_costs_two_clicks_and_a_choice_one(hand):
    hand.choose("[name=who]", "2")
    hand.tick("[name=how][value=b]")
    assert (hand.counts.clicks, hand.counts.keys, hand.counts.seconds) == (3, 0, 0)


def test_a_group_of_choices_is_one_field_and_what_is_not_shown_is_none(hand):
    hand.look()
    hand.look()
    assert hand.counts.fields == 5


def test_who_has_the_focus_on_it_presses_enter(hand):
    hand.follow("button")
    hand.follow("button")
    assert (hand.counts.clicks, hand.counts.keys) == (1, 1)
