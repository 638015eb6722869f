"""Where somebody should be in two places: the page's arithmetic against a model that looks at every minute."""

import uuid
from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfi.family_page.present_week import grouped, takes_place
from hfi.family_page.week_views import Spot
from hfi.schedule.models import Repeats

NAMES = {uuid.UUID(int=number): name for number, name in enumerate(("Amina", "Karim", "Yusuf", "Lina"), 1)}
DOSSIER = SimpleNamespace(names=NAMES)
# Quarters of one morning: few enough that they meet often, also end to end.
MINUTES = st.integers(0, 16).map(lambda quarter: 480 + 15 * quarter)
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))


def at(minute):
    """The time of day so many minutes after midnight."""
    return time(minute // 60, minute % 60)


def spot(number, starts, ends, people):
    """An appointment."""
    return Spot(
        id=uuid.UUID(int=1000 + number),
        section_id="social/support",
        title=str(number),
        starts=at(starts),
        ends=at(ends),
        people=tuple(NAMES[one] for one in NAMES if one in people),
        person_ids=tuple(people),
        place="",
        mark=None,
        hidden=False,
        everybody=False,
        may_edit=False,
    )


@st.composite
def days(draw):
    """A day's appointments."""
    drawn = draw(st.lists(st.tuples(MINUTES, MINUTES, st.sets(st.sampled_from(list(NAMES)), min_size=1)), max_size=7))
    spans = [(first, last, who) for first, last, who in drawn if first < last]
    return [spot(number, *one) for number, one in enumerate(spans)]


def torn_minutes(spots):
    """The model: each minute in which somebody should be at more than one of these, and who."""
    for minute in range(480, 480 + 15 * 17):
        now = [one for one in spots if one.starts <= at(minute) < one.ends]
        for person in NAMES:
            if sum(person in one.person_ids for one in now) > 1:
                yield minute, person


def belong_together(one, other):
    """The model: some minute tears somebody between the two."""
    return any(True for _ in torn_minutes([one, other]))


@given(days())
def test_every_appointment_stands_in_one_group(spots):
    shown = [one for group in grouped(DOSSIER, spots) for one in group.spots]
    assert sorted(shown, key=lambda one: one.id) == sorted(spots, key=lambda one: one.id)


@given(days())
def test_appointments_stand_together_when_a_minute_tears_somebody_between_them(spots):
    groups = grouped(DOSSIER, spots)
    home = {one.id: number for number, group in enumerate(groups) for one in group.spots}
    for one in spots:
        for other in spots:
            if one is not other and belong_together(one, other):
                assert home[one.id] == home[other.id]
    for group in groups:
        reached, rest = [group.spots[0]], list(group.spots[1:])
        while near := [one for one in rest if any(belong_together(one, other) for other in reached)]:
            reached, rest = reached + near, [one for one in rest if one not in near]
        assert not rest, "strangers stand in one group"


@given(days())
def test_a_clash_says_who_from_when_and_until_when(spots):
    for group in grouped(DOSSIER, spots):
        torn = list(torn_minutes(group.spots))
        if not torn:
            assert group.clash is None and len(group.spots) == 1
            continue
        assert group.clash.people == tuple(NAMES[one] for one in NAMES if one in {who for _minute, who in torn})
        assert group.clash.starts == at(min(minute for minute, _who in torn))
        assert group.clash.ends == at(max(minute for minute, _who in torn) + 1)


@given(days())
def test_the_day_is_in_order(spots):
    groups = [[(one.starts, one.ends) for one in group.spots] for group in grouped(DOSSIER, spots)]
    assert all(group == sorted(group) for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_weekly_appointment_takes_place_every_seventh_day_until_it_ends(day, first, last):
    row = SimpleNamespace(repeats=Repeats.WEEKLY, from_on=first, until_on=last)
    occasions = [first + timedelta(weeks=n) for n in range(14)]
    assert takes_place(row, day) == (day in occasions and (last is None or day <= last))


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_single_appointment_takes_place_on_its_day(day, first, last):
    assert takes_place(SimpleNamespace(repeats=Repeats.ONCE, from_on=first, until_on=last), day) == (day == first)


@pytest.mark.parametrize("between", [0, 15])
def test_one_after_the_other_is_no_clash(between):
    amina = list(NAMES)[:1]
    one, other = spot(1, 480, 540, amina), spot(2, 540 + between, 600, amina)
    assert [group.clash for group in grouped(DOSSIER, [one, other])] == [None, None]
