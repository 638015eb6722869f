"""The day in what somebody says of when: `4. december`, `4/12`, `04.12.2026`; `every Saturday` is none."""

import re
from datetime import date

from babel.dates import get_month_names

from hfi.fields import read_date
from hfi.texts import language

WITHOUT_YEAR = re.compile(r"(\d{1,2})(?:[./-](\d{1,2})\.?|\.?\s+([^\W\d_]{3,})\.?)")


def read_day(text: str, today: date) -> date | None:
    """The day that is meant, a day without a year being the next such; None when it is something else."""
    try:
        return read_date(text.strip())
    except ValueError:
        return read_without_year(text.strip().lower(), today)


def read_without_year(text: str, today: date) -> date | None:
    """The next day with this number and month."""
    found = WITHOUT_YEAR.fullmatch(text)
    month = month_of(found[2], found[3]) if found else None
    if not found or month is None:
        return None
    days = (day_of(year, month, int(found[1])) for year in (today.year, today.year + 1))
    return next((day for day in days if day and day >= today), None)


def month_of(number: str | None, name: str | None) -> int | None:
    """The month with this number or name, of which three letters are enough."""
    if number:
        return int(number)
    names = get_month_names("wide", locale=language()).items()
    return next((key for key, one in names if one.startswith(name or "-") or (name or "-").startswith(one)), None)


def day_of(year: int, month: int, day: int) -> date | None:
    """The date; None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
