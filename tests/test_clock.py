"""Stored times are UTC, days are Copenhagen's, and months have different lengths."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfi import clock
from hfi.columns import UtcDateTime

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))


def test_now_has_its_zone_and_today_is_denmarks():
    assert clock.now().tzinfo is UTC
    assert abs(clock.today() - clock.now().date()) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("utc", "day"), [((2026, 6, 30, 21, 59), 30), ((2026, 6, 30, 22, 0), 1), ((2026, 12, 31, 23, 0), 1)]
)
def test_the_day_begins_at_midnight_in_denmark(monkeypatch, utc, day):
    monkeypatch.setattr(clock, "now", lambda: datetime(*utc, tzinfo=UTC))
    assert clock.today().day == day


@pytest.mark.parametrize(
    ("day", "hour", "utc"), [(date(2026, 7, 1), 15, 13), (date(2026, 12, 1), 15, 14), (date(2026, 10, 25), 15, 14)]
)
def test_a_wall_clock_time_is_a_moment(day, hour, utc):
    assert clock.at(day, hour) == datetime(day.year, day.month, day.day, utc, tzinfo=UTC)


@given(DAYS, st.integers(4, 23))
def test_what_the_wall_clock_showed_it_shows_again(day, hour):
    again = clock.local(clock.at(day, hour, 15))
    assert (again.date(), again.hour, again.minute) == (day, hour, 15)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
    ],
)
def test_months_after(day, months, later):
    assert clock.months_after(day, months) == later


@given(DAYS, st.integers(-60, 60))
def test_months_after_keeps_the_day_where_the_month_has_it(day, months):
    later = clock.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_a_stored_time_needs_a_zone():
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)
    bound = UtcDateTime().process_bind_param(datetime(2026, 7, 1, 15, tzinfo=clock.ZONE), None)
    assert bound == datetime(2026, 7, 1, 13, tzinfo=UTC) and bound.tzinfo is UTC
    assert UtcDateTime().process_result_value(datetime(2026, 1, 1), None).tzinfo is UTC
