"""Danish working days: Monday to Friday, but not the public holidays of the national church's calendar."""

from datetime import date, timedelta

DAY = timedelta(days=1)
FIXED = {(1, 1), (12, 25), (12, 26)}
"""New Year's Day, Christmas Day and the day after it, as month and day."""
AROUND_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, Easter, Easter Monday, Ascension Day, Whit Sunday and Whit Monday, in days from Easter.

Great Prayer Day is a working day since 2024 (lov nr. 214 af 6. marts 2023).
"""


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian rule (Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, after_leap = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * after_leap + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Whether an office is open on the day."""
    holiday = (day.month, day.day) in FIXED or (day - easter(day.year)).days in AROUND_EASTER
    return day.weekday() < 5 and not holiday


def working_days_after(start: date, end: date) -> int:
    """How many working days there are after the first day, until and with the last."""
    return sum(is_working_day(start + DAY * number) for number in range(1, (end - start).days + 1))


def working_day_after(start: date, number: int) -> date:
    """The day on which so many working days have passed since the first."""
    day = start
    while working_days_after(start, day) < number:
        day += DAY
    return day


def first_day_within(number: int, end: date) -> date:
    """The earliest day after which there were at most so many working days until and with the last."""
    day = end
    while working_days_after(day - DAY, end) <= number:
        day -= DAY
    return day
