"""The family's week on the page: which week, what is in it, and where it clashes."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.plan.models import Measure
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats
from tests.family_page.steps import HTMX, form_page, message_at, save
from tests.world import tuesday


def week_of(day):
    """The week as the address says it."""
    return f"{day:%G-W%V}"


def titles(visitor, day=None):
    """What stands in the week of this day."""
    visitor.open(visitor.world.url + (f"?week={week_of(day)}" if day else ""))
    return [one.get_text() for one in visitor.page.select("#week .ev__title")]


def add(world, store, title, day, starts, ends, *people, **more):
    """An appointment of family treatment."""
    links = [AppointmentPerson(person_id=world.people[one], family_id=world.family) for one in people]
    values = {"repeats": Repeats.ONCE, "section_id": "social/support", "measure_id": world.measure} | more
    times = {"from_on": day, "starts": time(starts), "ends": time(ends)}
    store.add(Appointment(family_id=world.family, title=title, person_links=links, **times, **values))


def in_days(number):
    """So many days from today."""
    return clock.today() + timedelta(days=number)


def test_a_weekly_one_is_in_every_week_from_its_first(visit, world):
    mette = visit("Mette")
    assert titles(mette) == titles(mette, in_days(70)) == titles(mette, tuesday()) == ["Familiebehandling"]
    assert titles(mette, tuesday() - timedelta(days=7)) == []


def test_it_is_in_none_after_its_last(visit, world, store):
    last = in_days(10)
    store.run(sa.update(Appointment).values(until_on=last))
    mette = visit("Mette")
    assert titles(mette, last - timedelta(days=last.weekday())) in ([], ["Familiebehandling"])
    assert titles(mette, last + timedelta(days=7)) == []


def test_a_single_one_is_in_its_own_week(visit, world, store):
    day = in_days(21)
    add(world, store, "Tandlæge", day, 9, 10, "Lina")
    mette = visit("Mette")
    assert "Tandlæge" in titles(mette, day)
    assert "Tandlæge" not in titles(mette) + titles(mette, in_days(28)) + titles(mette, in_days(14))


@pytest.mark.parametrize("status", ["ended", "declined"])
def test_what_ended_asks_for_no_time(visit, world, store, status):
    store.run(sa.update(Measure).values(status=status))
    assert titles(visit("Mette")) == []


def test_the_week_turns_in_place_and_back(visit, world):
    mette = visit("Mette").open(world.url)
    now = mette.text("#week-grid")
    _earlier, later = mette.page.select("#week-grid .pager a")
    mette.swap(later)
    assert mette.text("#week-grid") != now
    mette.swap(mette.page.select("#week-grid .pager a")[0])
    assert mette.text("#week-grid") == now


def test_without_htmx_the_week_is_the_pages(visit, world):
    mette = visit("Mette").open(f"{world.url}/week?week=2026-W40", 303)
    assert mette.response.location == f"{world.url}?week=2026-W40#week"
    page = mette.open(mette.response.location)
    fragment = mette.client.get(f"{world.url}/week?week=2026-W40", headers=HTMX)
    assert page.find("#week-grid .weekbar p").get_text() in fragment.text


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "now",
        "2026-W54",
        "2026-W00",
        "2026-W4",
        "2026-W٤٠",
        "0000-W01",
        "0001-W01",
        "9999-W51",
        "9999-W52",
        "99999-W01",
        "2026-W40'--",
        "<script>",
        "%00",
        "x" * 3000,
    ],
)
def test_nonsense_means_this_week(visit, world, asked):
    mette = visit("Mette")
    this_week = mette.open(world.url).text("#week-grid")
    assert mette.open(f"{world.url}?week={asked}").text("#week-grid") == this_week
    answer = mette.client.get(f"{world.url}/week", query_string={"week": asked}, headers=HTMX)
    assert answer.status_code == 200


@pytest.mark.parametrize("day", [date(2024, 12, 30), date(2026, 12, 31), date(2027, 1, 3)])
def test_weeks_around_new_year_are_the_calendars(visit, world, day):
    mette = visit("Mette").open(f"{world.url}?week={week_of(day)}")
    monday = day - timedelta(days=day.weekday())
    assert f"{day.isocalendar().week}" in mette.text("#week-grid .weekbar")
    assert f"{monday.day}." in mette.text("#week .day__head")


def test_two_places_at_once_are_marked_counted_and_told(visit, world, store):
    day = clock.today()
    add(world, store, "Fodbold", day, 9, 11, "Lina", "Yusuf")
    add(world, store, "Tandlæge", day, 10, 12, "Lina")
    mette = visit("Mette").open(world.url)
    clash = mette.text("#week .clash")
    assert "Fodbold" in clash and "Tandlæge" in clash
    head = mette.text("#week .clash__head")
    assert "Lina" in head and "Yusuf" not in head and "10.00–11.00" in head
    assert mette.find('#secnav a[href="#week"] .count').get_text(" ").split()[1] == "1"
    assert mette.find('#alerts a[href="#week"]')


def test_the_alert_speaks_of_this_week_whichever_is_shown(visit, world, store):
    add(world, store, "Fodbold", in_days(14), 9, 11, "Lina")
    add(world, store, "Tandlæge", in_days(14), 10, 12, "Lina")
    mette = visit("Mette").open(f"{world.url}?week={week_of(in_days(14))}")
    assert mette.page.select("#week .clash") and not mette.page.select('#alerts a[href="#week"]')


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts": "10", "ends": "9.30"}, "ends"),
        ({"starts": "10", "ends": "10"}, "ends"),
        ({"starts": "25"}, "starts"),
        ({"from_on": "01.12.2026", "until_on": "30.11.2026"}, "until_on"),
        ({"from_on": "31.02.2026"}, "from_on"),
        ({"person_ids": []}, "person_ids"),
    ],
)
def test_a_time_that_cannot_be_is_told_at_its_field(visit, world, store, typed, field):
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/appointments/{world.appointment}/edit"), False, 422, **typed)
    assert message_at(mette.find("form.editform"), field)
    assert store.get(Appointment, world.appointment).starts == time(16)
