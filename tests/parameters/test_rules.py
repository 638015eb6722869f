"""The rules of the law and the programme have versions, one at a time; each day follows its own."""

from datetime import date

import pytest

from hfi.deadlines.rules import newest, rule_on
from hfi.parameters.models import Parameter
from tests.parameters.steps import act, changes, close
from tests.team.steps import day, typed

NEW = "/parameters/rules/{}/new"
PLAN = "child-plan"


def version_of(visitor, key):
    """Where the version that came with the program is."""
    visitor.open("/parameters/rules")
    link = visitor.find(f"main a[href$='/rules/{key}/new']")
    return link.find_parent("section").select_one("td.act a")["href"]


def add(visitor, key=PLAN, status=303, start=0, **more):
    """Another version, from so many days on; its numbers stand in the form."""
    visitor.open(NEW.format(key))
    values = {"valid_from": typed(day(start)), "source": "L 100, 2026/27", **more}
    return visitor.submit(visitor.find("main form"), status, **values)


def test_the_law_gives_two_months_from_today(visit, world, store, app):
    ada = visit("Ada")
    add(ada, status=422, count="2")
    close(ada, version_of(ada, PLAN), -1)
    add(ada, count="2")
    with app.app_context():
        assert rule_on(PLAN, day(-1)).count == 3 and rule_on(PLAN, day(0)).due(date(2027, 1, 31)) == date(2027, 3, 31)
        assert newest(PLAN).source == "L 100, 2026/27"
    assert store.only(Parameter, Parameter.baseline.is_(False)).details["unit"] == "months"
    assert [one.deed.value for one in changes(store)] == ["closed", "added"]


def test_a_coming_version_changes_nothing_today(visit, world, store, app):
    ada = visit("Ada")
    close(ada, version_of(ada, PLAN), 30)
    add(ada, count="2", start=31, warn_days="90")
    with app.app_context():
        assert newest(PLAN).warn_days == 30 and rule_on(PLAN, day(31)).warn_days == 90
    act(ada, version_of(ada, PLAN), "reopen", 422, reason="Alligevel")


def test_an_age_is_a_number_of_the_rule(visit, world, store, app):
    ada = visit("Ada")
    close(ada, version_of(ada, "youth-plan"), -1)
    add(ada, "youth-plan", from_age="15")
    with app.app_context():
        assert rule_on("youth-plan", day(0)).birthday(date(2012, 5, 1)) == date(2027, 5, 1)


def test_what_the_programme_counts_is_not_asked_for(visit, world):
    ada = visit("Ada").open(NEW.format("follow-up"))
    names = {one["name"] for one in ada.page.select("main form [name]")}
    assert "warn_days" in names and not names & {"count", "from_age"}


@pytest.mark.parametrize(("name", "values"), [
    ("count", ["", "0", "1000", "to"]), ("from_age", ["", "0", "100"]), ("warn_days", ["", "366", "x"]),
    ("urgent_days", ["", "61", "x"]), ("source", [""]), ("words", ["", "x" * 81]), ("valid_from", ["", "snart"]),
])  # fmt: skip
def test_bad_input_is_said_by_its_field(visit, world, store, name, values):
    ada = visit("Ada")
    close(ada, version_of(ada, "youth-plan"), -1)
    for value in values:
        add(ada, "youth-plan", 422, **{name: value})
        assert ada.find(f"#{name}")["aria-invalid"] == "true", value
    assert store.count(Parameter) == 1


def test_the_familys_page_follows_the_version(visit, world, store):
    """The warning before the first meeting is a number of the rule's."""
    ada, mette = visit("Ada"), visit("Mette")
    mette.open(f"{world.url}/deadlines")
    close(ada, version_of(ada, "follow-up"), -1)
    add(ada, "follow-up", words="Planmødet efter den nye ramme")
    assert "Planmødet efter den nye ramme" in mette.open(f"{world.url}/deadlines").text("main")


def test_a_rule_of_a_section_stands_in_the_sections_list(visit, world):
    ada = visit("Ada")
    ada.open(NEW.format("child-assessment"), 404)
    ada.open("/parameters/deadlines/social/support/new")
