"""Measures: how they end, what the law ends, the next step, and who gets what at a glance."""

from datetime import date, timedelta

import pytest

from hfi import clock
from hfi.families.models import Person
from hfi.plan.department import registry
from hfi.plan.models import Measure, MeasureOutcome, MeasureStatus
from hfi.plan.section import MeasureType
from tests.family_page.items import add_measure
from tests.family_page.steps import assert_as_if_reloaded, edit_link, form_page, message_at, open_form, save, words

WORK = "employment/work"


def edit_measure(visitor, world, answer=200, **values):
    """Familiebehandling is opened, filled in and saved."""
    form = open_form(visitor.open(world.url), edit_link(visitor, f"measure-{world.measure}"))
    return save(visitor, form, True, answer, **values)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"status": "ended"}, "outcome"),
        ({"status": "ended", "outcome": "x"}, "outcome"),
        ({"status": "ended", "outcome": "stopped"}, "status_reason"),
        ({"status": "paused"}, "status_reason"),
        ({"status": "gone"}, "status"),
    ],
)
def test_an_end_says_how_far_it_came_and_a_stop_why(visit, world, store, typed, field):
    mette = edit_measure(visit("Mette"), world, 422, **typed)
    assert message_at(mette.find("form.editform"), field)
    assert store.get(Measure, world.measure).status is MeasureStatus.RUNNING


def test_a_new_measure_asks_for_its_kind_and_not_for_its_end(visit, world, store):
    mette = visit("Mette").open(world.url)
    form = open_form(mette, edit_link(mette, "social-support-measure-new"))
    assert not form.select("[name=outcome], [name=status_reason], option[value=paused], option[value=ended]")
    assert form.select_one("[name=responsible_id] [selected]")["value"] == str(world.users["Mette"])
    typed = {"title": "Støtte om morgenen", "person_ids": [str(world.people["Amina"])]}
    save(mette, form, True, 422, **typed)
    again = mette.find("form.editform")
    assert message_at(again, "type_key")
    save(mette, again, True, 422, **typed, type_key="contact-person", status="ended")
    assert message_at(mette.find("form.editform"), "status")
    save(mette, mette.find("form.editform"), True, 200, **typed, type_key="contact-person", status="agreed")
    measure = store.only(Measure, Measure.type_key == "contact-person")
    assert (measure.title, measure.responsible_id) == ("Støtte om morgenen", world.users["Mette"])


@pytest.mark.parametrize("outcome", list(MeasureOutcome))
def test_how_it_ended_stands_on_its_card(visit, world, store, outcome):
    mette = edit_measure(visit("Mette"), world, status="ended", outcome=outcome, status_reason="Vi kan selv nu")
    assert store.get(Measure, world.measure).outcome is outcome
    assert "Vi kan selv nu" in mette.text(f'[id="measure-{world.measure}"]')
    assert_as_if_reloaded(mette)


def test_the_next_step_always_has_its_place(visit, world):
    mette = visit("Mette").open(world.url)
    assert len(mette.page.select(f'[id="measure-{world.measure}"] .row__more p')) == 1
    edit_measure(mette, world, next_step="Vi øver aftenen")
    assert "Vi øver aftenen" in mette.text(f'[id="measure-{world.measure}"]')


@pytest.mark.parametrize(
    ("first", "last", "offered"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-9, 9, True)],
)
def test_a_kind_is_offered_while_the_catalogue_has_it(first, last, offered):
    today = date(2026, 11, 22)
    days = [None if one is None else today + timedelta(days=one) for one in (first, last)]
    assert MeasureType("x", "X", valid_from=days[0], valid_until=days[1]).offered_on(today) is offered


def test_what_the_law_ends_cannot_run_longer(visit, world, store):
    jonas = visit("Jonas")
    form = form_page(jonas, f"{world.url}/{WORK}/measures/new")
    typed = {"title": "Ressourceforløb", "type_key": "resource-course", "person_ids": [str(world.people["Karim"])]}
    save(jonas, form, False, 422, status="running", ends_on="01.02.2027", **typed)
    assert message_at(jonas.find("form.editform"), "ends_on")
    save(jonas, jonas.find("form.editform"), False, 303, ends_on="31.12.2026")
    item = store.only(Measure, Measure.type_key == "resource-course").id
    assert jonas.open(world.url).find(f'[id="measure-{item}"] .warnword')


def test_every_kind_of_the_sources_is_in_the_catalogue(app):
    with app.app_context():
        keys = {one.key for section in registry().sections for one in section.measure_types}
    assert {"idraetsprojektet", "spare-time-job", "flexible-job", "early-retirement", "rehabilitation", "ppv"} <= keys
    assert {"holiday-camp", "leisure-guide", "membership-fee", "health-conversation", "placement"} <= keys


def cell(visitor, name, code):
    """What stands at a person and a department."""
    row = next(one for one in visitor.page.select("#who tbody tr") if one.th.get_text(strip=True) == name)
    return row.select_one(f'td[data-label="{code}"]')


def test_who_gets_what_shows_measures_and_empty_cells(visit, world, store):
    job = add_measure(world, store, WORK, "Praktik", "Amina")
    mette = visit("Mette").open(world.url)
    assert [one["href"] for one in cell(mette, "Amina", "BIF").select("a")] == [f"#measure-{job}"]
    assert "Familiebehandling" in words(cell(mette, "Noor", "SOF"))
    assert "whos__none" in cell(mette, "Karim", "BIF")["class"] and not cell(mette, "Karim", "BIF").select("a")


def test_a_locked_cell_says_so_and_nothing_more(visit, world, store):
    before = words(cell(visit("Mette").open(world.url), "Amina", "SUF"))
    add_measure(world, store, "health/health", "Brobygning", "Amina")
    mette = visit("Mette").open(world.url)
    locked = cell(mette, "Amina", "SUF")
    assert locked.select_one(".icon") and words(locked) == before and "Brobygning" not in str(mette.page)
    assert "Brobygning" in words(cell(visit("Hanne").open(world.url), "Amina", "SUF"))


def test_a_sensitive_measure_leaves_no_trace_in_the_table(visit, world, store):
    before = words(cell(visit("Emil").open(world.url), "Yusuf", "SOF"))
    add_measure(world, store, "social/support", "Forebyggelse", "Yusuf", sensitive=True)
    assert words(cell(visit("Emil").open(world.url), "Yusuf", "SOF")) == before


def test_the_table_follows_a_save(visit, world):
    mette = edit_measure(visit("Mette"), world, person_ids=[str(world.people["Lina"])])
    assert not cell(mette, "Noor", "SOF").select("a") and cell(mette, "Lina", "SOF").select("a")
    assert_as_if_reloaded(mette)


def test_a_child_that_is_expected_gets_no_row(visit, world, store):
    base = {"family_id": world.family, "kind": "child", "relation": "barn", "position": 9}
    store.add(Person(**base, name="Baby", expected_on=clock.today() + timedelta(days=30)))
    assert len(visit("Sanne").open(world.url).page.select("#who tbody tr")) == len(world.people)
