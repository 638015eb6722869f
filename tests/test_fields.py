"""Fields read what people type here, show it again as they would have typed it, and say what is wrong."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from hfi.fields import (
    FORBIDDEN,
    LONGEST_LINE,
    LONGEST_TEXT,
    AmountField,
    BaseForm,
    ClockField,
    DateField,
    LineField,
    TextField,
    WholeNumberField,
    clean,
)

pytestmark = pytest.mark.pure

MUST = "Skriv noget"
BOXES = ("day", "at", "count", "amount", "line", "text")
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Boxes(BaseForm):
    """One of each."""

    day = DateField("Day")
    at = ClockField("At")
    count = WholeNumberField("Count", least=2, most=40)
    amount = AmountField("Amount")
    line = LineField("Line")
    text = TextField("Text")
    needed = LineField("Needed", must=MUST)
    needed_day = DateField("Needed day", must=MUST)


@pytest.fixture
def typed(app):
    """`typed(day="1.2.2026")`: the form as somebody sent it, checked."""

    def fill(**values):
        form = Boxes(MultiDict({"needed": "x", "needed_day": "1.1.2026", **values}), meta={"csrf": False})
        form.validate()
        return form

    with app.test_request_context():
        yield fill


def shown_again(typed, name, value):
    """The value after it was shown in its box and sent back."""
    field = Boxes(None, meta={"csrf": False}, data={name: value})[name]
    return typed(**{name: field._value()})[name]


@often
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_comes_back_as_it_was(typed, day):
    again = shown_again(typed, "day", day)
    assert again.data == day and not again.errors


@often
@given(st.times().map(lambda one: one.replace(second=0, microsecond=0)))
def test_a_time_comes_back_as_it_was(typed, at):
    again = shown_again(typed, "at", at)
    assert again.data == at and not again.errors


@often
@given(st.integers(2, 40))
def test_a_number_comes_back_as_it_was(typed, count):
    assert shown_again(typed, "count", count).data == count


@often
@given(st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False))
def test_an_amount_comes_back_as_it_was(typed, amount):
    again = shown_again(typed, "amount", amount)
    assert again.data == amount and not again.errors


@often
@given(st.text().filter(lambda one: not FORBIDDEN.search(one)))
@example("å och å")
@example("  <b> & 'x' \r\n æøå  ")
def test_a_text_comes_back_as_it_was_cleaned_once(typed, text):
    again = typed(text=text)["text"]
    assert again.data == clean(text) == clean(clean(text)) and "\r" not in again.data


@often
@given(st.sampled_from(BOXES), st.text(max_size=30))
@example("day", "٣١.٠٣.٢٠٢٦")
@example("count", "²")
@example("amount", "1e5")
@example("at", "\x00")
def test_whatever_is_typed_is_read_or_refused_and_stays_in_its_box(typed, name, text):
    field = typed(**{name: text})[name]
    assert field.errors or field.data is not None or not text.strip()
    if name not in ("line", "text"):
        assert field._value() == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.03.2026", date(2026, 3, 31)),
        ("31/3-2026", date(2026, 3, 31)),
        ("31-3-26", date(2026, 3, 31)),
        (" 1. 3. 2026 ", date(2026, 3, 1)),
        ("29.02.2028", date(2028, 2, 29)),
    ],
)
def test_dates_as_people_write_them(typed, text, day):
    assert typed(day=text).day.data == day


@pytest.mark.parametrize(
    ("text", "at"), [("16.30", time(16, 30)), ("16:30", time(16, 30)), ("16", time(16)), ("7.05", time(7, 5))]
)
def test_times_as_people_write_them(typed, text, at):
    assert typed(at=text).at.data == at


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.234,50", "1234.50"), ("1234,5", "1234.5"), ("0", "0"), ("12.345.678", "12345678"), ("007", "7")],
)
def test_amounts_as_people_write_them(typed, text, amount):
    assert typed(amount=text).amount.data == Decimal(amount)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("day", ["31.02.2026", "29.02.2027", "2026-11-21", "1.13.2026", "0.1.2026", "1.1.226", "i morgen", "1.1"]),
        ("at", ["24.00", "16.60", "16.3", "1630", "kl. 16", "-1", "16.30.10", ""]),
        ("count", ["1", "41", "-3", "3,5", "3.0", "1 000", "tre", "9999999999"]),
        ("amount", ["1,234", "12.34", "1.23,4", "-5", "1,", ",5", "kr 5", "NaN", "Infinity"]),
        ("line", ["a\x00b", "a\u202eb", "x" * (LONGEST_LINE + 1), "\ud800"]),
        ("text", ["a\u2066b", "x" * (LONGEST_TEXT + 1)]),
    ],
)
def test_what_cannot_be_meant_is_refused(typed, name, texts):
    for text in filter(None, texts):
        field = typed(**{name: text})[name]
        assert len(field.errors) == 1 and str(field.errors[0]), text


def test_the_longest_text_is_taken_and_a_longer_one_says_how_long_it_is(typed):
    assert not typed(line="x" * LONGEST_LINE).line.errors
    (message,) = typed(line="x" * 250).line.errors
    assert str(LONGEST_LINE) in message and "250" in message


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u00a0"])
def test_what_must_be_there_is_asked_for_in_its_own_words(typed, blank):
    form = typed(needed=blank, needed_day=blank)
    assert form.needed.errors == [MUST] and form.needed_day.errors == [MUST]
    assert form.needed.flags.required and not form.line.flags.required


def test_what_cannot_be_read_is_not_also_missing(typed):
    (message,) = typed(needed_day="i morgen").needed_day.errors
    assert message != MUST


def test_what_may_be_empty_may_be_empty(typed):
    form = typed(**dict.fromkeys(BOXES, " "))
    assert not form.errors and form.day.data is None and form.line.data == ""


def test_a_form_without_its_token_is_refused(app):
    with app.test_request_context(method="POST"):
        form = Boxes(MultiDict({"needed": "x", "needed_day": "1.1.2026"}))
        assert not form.validate() and list(form.errors) == ["csrf_token"]
