"""Days and moments as one speaks of them: today, yesterday, on a weekday of this week, else the date."""

from datetime import date, datetime

from babel.dates import format_date

from hfi import clock
from hfi.filters import clock_time, short_date
from hfi.texts import _, language

WEEK = 7


def day_words(moment: datetime) -> str:
    """`today`, `tomorrow`, `yesterday`, `Friday` (of the last six days), `1 Dec`."""
    day, today = local_day(moment), clock.today()
    distance = (today - day).days
    near = {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}
    if distance in near:
        return str(near[distance])
    if 0 < distance < WEEK:
        return weekday(moment)
    return short_date(day, year=day.year != today.year)


def moment_words(moment: datetime) -> str:
    """`today at 10:42`, `1 Dec at 15:00`."""
    return str(_("%(day)s at %(time)s", day=day_words(moment), time=clock_time(moment)))


def weekday_time(moment: datetime) -> str:
    """`Tuesday at 15:00`, beside a calendar leaf."""
    return str(_("%(day)s at %(time)s", day=weekday(moment), time=clock_time(moment)))


def weekday(moment: datetime) -> str:
    """`tirsdag`, or `Tuesday`."""
    return str(format_date(local_day(moment), "EEEE", locale=language()))


def local_day(moment: datetime) -> date:
    """The day that it is in Denmark."""
    return clock.local(moment).date()


def sentence_case(text: str) -> str:
    """The text with its first letter large, and the others as they are."""
    return text[:1].upper() + text[1:]


FILTERS = (day_words, local_day, moment_words, sentence_case, weekday_time)
