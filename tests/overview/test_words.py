"""Days and moments as one speaks of them."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from hfi import clock
from hfi.overview.words import day_words, moment_words, sentence_case, weekday_time


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (-1, "yesterday"), (1, "tomorrow")])
def test_near_days_have_names(app, days, words):
    moment = clock.at(clock.today() + timedelta(days=days), 9, 5)
    with app.test_request_context(), force_locale("en"):
        assert day_words(moment) == words
        assert moment_words(moment) == f"{words} at 09:05"


@pytest.mark.parametrize(("days", "is_date"), [(-6, False), (-7, True), (2, True)])
def test_the_last_days_are_weekdays_and_others_dates(app, days, is_date):
    day = clock.today() + timedelta(days=days)
    with app.test_request_context(), force_locale("en"):
        words = day_words(clock.at(day, 9))
    assert words.split("\u00a0")[0] == (str(day.day) if is_date else f"{day:%A}")


def test_another_year_is_named_and_a_leaf_has_its_weekday(app):
    today = clock.today()
    with app.test_request_context(), force_locale("en"):
        assert str(today.year - 1) in day_words(clock.at(today.replace(year=today.year - 1, day=1), 9))
        assert weekday_time(clock.at(today, 15)) == f"{today:%A} at 15:00"


def test_a_sentence_begins_large_and_stays_as_it_is():
    assert sentence_case("tuesday 1 December") == "Tuesday 1 December"
    assert sentence_case("") == ""
