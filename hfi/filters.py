"""Jinja filters: dates, times, phones and names as people here write them."""

from datetime import date, datetime, time
from typing import Any

from babel.dates import format_date
from flask import Flask

from hfi import clock
from hfi.texts import language

NBSP = "\u00a0"


def long_date(day: date | None, year: bool = False) -> str:
    """`tirsdag 1. december`, with the year when asked."""
    if day is None:
        return ""
    pattern = "EEEE d. MMMM" if language() == "da" else "EEEE d MMMM"
    return format_date(day, pattern + (" y" if year else ""), locale=language())


def short_date(day: date | datetime | None, year: bool = False) -> str:
    """`1. dec.`, with the year when asked."""
    if day is None:
        return ""
    day = clock.local(day).date() if isinstance(day, datetime) else day
    pattern = "d. MMM" if language() == "da" else "d MMM"
    return format_date(day, pattern + (" y" if year else ""), locale=language()).replace(" ", NBSP)


def full_date(day: date | None) -> str:
    """`12. marts 2026`."""
    if day is None:
        return ""
    return format_date(day, "d. MMMM y" if language() == "da" else "d MMMM y", locale=language())


def local_date(moment: datetime) -> date:
    """The Danish day of a moment."""
    return clock.local(moment).date()


def month_name(day: date, short: bool = True) -> str:
    """`dec` or `december`, as on a calendar leaf."""
    return format_date(day, "MMM" if short else "MMMM", locale=language()).rstrip(".")


def month_year(day: date) -> str:
    """`oktober 2026`."""
    return format_date(day, "MMMM y", locale=language())


def clock_time(moment: datetime | time | None) -> str:
    """`15.00` in Danish, `15:00` in English."""
    if moment is None:
        return ""
    moment = clock.local(moment) if isinstance(moment, datetime) else moment
    return f"{moment:%H.%M}" if language() == "da" else f"{moment:%H:%M}"


def date_time(moment: datetime | None) -> str:
    """`Tirsdag 1. december kl. 15.00`."""
    if moment is None:
        return ""
    joint = f" kl.{NBSP}" if language() == "da" else " at "
    day = long_date(clock.local(moment).date())
    return day[:1].upper() + day[1:] + joint + clock_time(moment)


def duration(minutes: int) -> str:
    """`5 t 45 min`, or `5 h 45 min`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}{NBSP}{'t' if language() == 'da' else 'h'}"] if hours or not rest else []
    return NBSP.join([*parts, f"{rest}{NBSP}min"] if rest else parts)


def phone(number: str | None) -> str:
    """The number in pairs that no line break can part."""
    digits = (number or "").replace(" ", "")
    if len(digits) != 8 or not digits.isdigit():
        return (number or "").replace(" ", NBSP)
    return NBSP.join(digits[start : start + 2] for start in range(0, 8, 2))


def phone_link(number: str | None) -> str:
    """The number for a `tel:` link."""
    return "".join(letter for letter in number or "" if letter.isdigit() or letter == "+")


def initials(name: str) -> str:
    """`MP` of `Mette Prøvesen`."""
    words = name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else ""


def first_name(name: str) -> str:
    """`Mette` of `Mette Prøvesen`."""
    return name.split()[0] if name.split() else ""


def and_list(words: Any) -> str:
    """`Lina, Noor og Yusuf`."""
    words = [str(word) for word in words]
    joint = " og " if language() == "da" else " and "
    return joint.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def init_app(app: Flask) -> None:
    """Make the functions above filters of the same names."""
    for function in (
        long_date,
        short_date,
        full_date,
        local_date,
        month_name,
        month_year,
        clock_time,
        date_time,
        duration,
        phone,
        phone_link,
        initials,
        first_name,
        and_list,
    ):
        app.add_template_filter(function)
