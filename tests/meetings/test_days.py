"""When somebody will do what: a day as people say it, or how often."""

from datetime import date

import pytest
from flask_babel import force_locale

from hfi.meeting_mode.days import read_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4. december", date(2026, 12, 4)),
        ("4 dec", date(2026, 12, 4)),
        ("4. dec.", date(2026, 12, 4)),
        ("4/12", date(2026, 12, 4)),
        ("4.12.", date(2026, 12, 4)),
        ("21/11", date(2027, 11, 21)),
        ("22/11", date(2026, 11, 22)),
        ("1. maj", date(2027, 5, 1)),
        ("04.12.2027", date(2027, 12, 4)),
        ("31/2", None),
        ("40. december", None),
        ("4/13", None),
        ("hver lørdag", None),
        ("2 gange om ugen", None),
        ("3 dage", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_said(app, text, day):
    with app.app_context(), force_locale("da"):
        assert read_day(text, TODAY) == day
