"""Which days count when something is to be done within so many working days."""

from datetime import date, timedelta

import pytest

from hfi.working_days import easter, first_day_within, is_working_day, working_day_after, working_days_after

pytestmark = pytest.mark.pure

# Public holidays on weekdays, as printed in Danish calendars.
CLOSED = {
    2023: ["04-06", "04-07", "04-10", "05-18", "05-29", "12-25", "12-26"],
    2024: ["01-01", "03-28", "03-29", "04-01", "05-09", "05-20", "12-25", "12-26"],
    2026: ["01-01", "04-02", "04-03", "04-06", "05-14", "05-25", "12-25"],
    2027: ["01-01", "03-25", "03-26", "03-29", "05-06", "05-17"],
    2030: ["01-01", "04-18", "04-19", "04-22", "05-30", "06-10", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", CLOSED)
def test_the_closed_weekdays_of_a_year(year):
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    found = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not is_working_day(day)]
    assert found == CLOSED[year]


def test_easter_at_its_edges():
    assert [easter(year) for year in (2000, 2008, 2011, 2038)] == [
        date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2038, 4, 25),
    ]  # fmt: skip


def test_a_week_end_and_easter_are_not_counted():
    friday, tuesday_after_easter = date(2026, 3, 27), date(2026, 4, 7)
    assert working_days_after(friday, friday + timedelta(days=2)) == 0
    assert working_days_after(friday, tuesday_after_easter) == 4
    assert working_day_after(friday, 4) == tuesday_after_easter


def test_what_is_in_time_is_what_has_not_had_more_than_five_working_days():
    for number in range(365):
        today = date(2026, 1, 1) + timedelta(days=number)
        first = first_day_within(5, today)
        assert working_days_after(first, today) <= 5 < working_days_after(first - timedelta(days=1), today)
