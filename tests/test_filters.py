"""Dates, times, phones and names as people here write them, in both languages."""

from datetime import UTC, date, datetime, time

import pytest

from hfi import filters
from hfi.texts import force_locale

pytestmark = pytest.mark.pure

DAY = date(2026, 12, 1)
MOMENT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
LATE = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)


@pytest.fixture(params=["da", "en"])
def spoken(app, request):
    """Both languages after each other; picks the first or the second of two texts."""
    with app.test_request_context(), force_locale(request.param):
        yield lambda danish, english: danish if request.param == "da" else english


def plain(text):
    """The text with ordinary spaces."""
    return text.replace(filters.NBSP, " ")


def test_dates(spoken):
    assert filters.long_date(DAY) == spoken("tirsdag 1. december", "Tuesday 1 December")
    assert filters.long_date(DAY, year=True) == spoken("tirsdag 1. december 2026", "Tuesday 1 December 2026")
    assert plain(filters.short_date(DAY)) == spoken("1. dec.", "1 Dec")
    assert plain(filters.short_date(DAY, year=True)) == spoken("1. dec. 2026", "1 Dec 2026")
    assert filters.full_date(DAY) == spoken("1. december 2026", "1 December 2026")
    assert filters.month_name(DAY) == spoken("dec", "Dec")
    assert filters.month_name(DAY, short=False) == spoken("december", "December")


def test_times(spoken):
    assert filters.clock_time(MOMENT) == spoken("15.00", "15:00")
    assert filters.clock_time(time(7, 5)) == spoken("07.05", "07:05")
    assert plain(filters.date_time(MOMENT)) == spoken("Tirsdag 1. december kl. 15.00", "Tuesday 1 December at 15:00")


def test_a_late_evening_in_utc_is_the_next_day_in_denmark(spoken):
    assert filters.local_date(LATE) == date(2026, 7, 1)
    assert plain(filters.short_date(LATE)) == spoken("1. jul.", "1 Jul")


@pytest.mark.parametrize(
    ("minutes", "danish"), [(0, "0 t"), (45, "45 min"), (60, "1 t"), (345, "5 t 45 min"), (1440, "24 t")]
)
def test_durations(spoken, minutes, danish):
    assert plain(filters.duration(minutes)) == spoken(danish, danish.replace("t", "h"))


@pytest.mark.parametrize(
    ("number", "shown", "dialled"),
    [
        ("00112233", "00 11 22 33", "00112233"),
        ("00 11 22 33", "00 11 22 33", "00112233"),
        ("+46 70 123", "+46 70 123", "+4670123"),
        ("lok. 12", "lok. 12", "12"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_phones_are_never_parted_by_a_line(number, shown, dialled):
    assert plain(filters.phone(number)) == shown and " " not in filters.phone(number)
    assert filters.phone_link(number) == dialled


@pytest.mark.parametrize(
    ("name", "letters", "first"),
    [("Mette Prøvesen", "MP", "Mette"), ("åse", "Å", "åse"), ("Anne Marie af Æble", "AÆ", "Anne"), ("", "", "")],
)
def test_names(name, letters, first):
    assert filters.initials(name) == letters and filters.first_name(name) == first


def test_lists_of_words(spoken):
    assert filters.and_list([]) == "" and filters.and_list(["Lina"]) == "Lina"
    assert filters.and_list(["Lina", "Noor", "Yusuf"]) == spoken("Lina, Noor og Yusuf", "Lina, Noor and Yusuf")


def test_nothing_is_shown_as_nothing(spoken):
    for one in (filters.long_date, filters.short_date, filters.full_date, filters.clock_time, filters.date_time):
        assert one(None) == ""
