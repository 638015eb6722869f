"""A placement as a pitstop: its aim, the day home, and what has to be in place, line by line."""

from datetime import timedelta

import pytest

from hfi import clock
from hfi.plan.models import SectionRecord
from tests.family_page.steps import form_page
from tests.visitor import form_data

EDIT = "social/support/edit"
NEEDS = ["Værelset er malet", "Mor", "done", "Skolen har en plads", "Mette", "open"]


def day(offset):
    """A day as people type it."""
    return f"{clock.today() + timedelta(days=offset):%d.%m.%Y}"


def stop(visitor, world, status=303, **values):
    """Mette writes about Yusuf's pitstop."""
    form = form_page(visitor, f"{world.url}/{EDIT}")
    given = {"placement_aim": "Ro til at sove", "placed_on": day(-30), "returns_on": day(30), "return_needs": NEEDS}
    return visitor.submit(form, status, fields=given | values)


def test_the_line_says_how_many_days_are_left_and_the_list_who_sees_to_what(visit, world):
    mette = stop(visit("Mette"), world).open(world.url)
    drawing = mette.find("#social-support .pitline")
    assert "30" in drawing["aria-label"]
    here = float(drawing.select_one("circle")["cx"])
    assert here == 190.0
    lines = [" ".join(one.get_text(" ").split()) for one in mette.page.select("#social-support .checks li")]
    assert len(lines) == 2 and "Værelset er malet" in lines[0] and "Mor" in lines[0]
    assert [bool(one.select(".badge-success")) for one in mette.page.select(".checks li")] == [True, False]


def test_the_list_comes_back_into_the_form_with_room_for_more(visit, world):
    mette = stop(visit("Mette"), world)
    form = form_page(mette, f"{world.url}/{EDIT}")
    sent = form_data(form)["return_needs"]
    assert sent[:6] == NEEDS and sent[6:] == ["", "", "open"] * 2
    mette.submit(form, 303).open(world.url)
    assert len(mette.page.select(".checks li")) == 2


def test_a_day_that_has_passed_asks_for_a_new_one(visit, world):
    mette = stop(visit("Mette"), world, returns_on=day(-1)).open(world.url)
    assert mette.page.select("#social-support .pitstop .badge-error")


def test_without_days_there_is_no_line(visit, world):
    mette = stop(visit("Mette"), world, placed_on="", returns_on="").open(world.url)
    assert mette.page.select(".pitstop") and not mette.page.select(".pitline")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"returns_on": day(-40)}, "returns_on"),
        ({"placed_on": "31.02.2026"}, "placed_on"),
        ({"return_needs": ["", "Mor", "open"]}, "return_needs"),
        ({"return_needs": ["x" * 201, "", "open"]}, "return_needs"),
        ({"return_needs": ["a", "y" * 81, "open"]}, "return_needs"),
        ({"return_needs": ["a\u202eb", "", "open"]}, "return_needs"),
        ({"return_needs": ["a", "", "open"] * 13}, "return_needs"),
        ({"placed_who": "x" * 121}, "placed_who"),
    ],
)
def test_what_cannot_be_stored_is_said_and_nothing_typed_is_lost(visit, world, wrong, field):
    mette = stop(visit("Mette"), world, 422, **wrong)
    assert mette.text(f"#social-support-{field}-error")
    sent = form_data(mette.find("form.editform"))
    assert sent["placement_aim"] == "Ro til at sove"
    assert sent["return_needs"][:3] == wrong.get("return_needs", NEEDS)[:3]


@pytest.mark.parametrize("sent", [["a"], ["a", "b"], ["a", "b", "c", "d"], ["", "", "", ""]])
def test_a_list_that_is_cut_short_is_no_error_of_the_program(visit, world, sent):
    stop(visit("Mette"), world, return_needs=sent)


def test_what_stood_there_as_one_text_is_the_first_line(visit, world, store):
    details = {"own": {"return_needs": "En plads i klubben"}, "people": {}}
    store.rewrite(SectionRecord, SectionRecord.family_id == world.family, details=details)
    mette = visit("Mette").open(world.url)
    assert "En plads i klubben" in mette.text(".checks")
    assert form_data(form_page(mette, f"{world.url}/{EDIT}"))["return_needs"][:3] == ["En plads i klubben", "", "open"]


def test_it_stays_off_the_familys_paper(visit, world):
    mette = stop(visit("Mette"), world)
    assert mette.client.get(f"{world.url}/plan.pdf").status_code == 200
