"""Days as the demo's data files name them: counted from today, so that the demo is always fresh."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from hfi import clock

When = int | str
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY = 5
OFFICE_MINUTES = 8 * 60
MONTHS_A_YEAR = 12
NEAR = re.compile(rf"({'|'.join(WEEKDAYS)})([+-]\d+)")
IN_WEEK = re.compile(rf"week([+-]\d+) ({'|'.join(WEEKDAYS)})")


@dataclass(frozen=True)
class Slot:
    """A time of the week, or of one day when `on` is set."""

    weekday: int
    on: date | None
    starts: time
    ends: time


@dataclass(frozen=True)
class Days:
    """The calendar around one day."""

    today: date
    now: datetime

    def day(self, when: When) -> date:
        """The working day so many days from today, the weekday nearest to it (`tue+8`), or a week's (`week+1 tue`)."""
        if isinstance(when, int):
            return self.working_day(when)
        if when == "today":
            return self.today
        if found := NEAR.fullmatch(when):
            return self.nearest(WEEKDAYS.index(found[1]), int(found[2]))
        if found := IN_WEEK.fullmatch(when):
            return self.monday + timedelta(weeks=int(found[1]), days=WEEKDAYS.index(found[2]))
        raise ValueError(f"no day: {when}")

    @property
    def monday(self) -> date:
        """The Monday of this week."""
        return self.today - timedelta(days=self.today.weekday())

    def working_day(self, offset: int) -> date:
        """The day, moved out of the weekend: back when it has been, on when it is to come."""
        day = self.today + timedelta(days=offset)
        over = day.weekday() - SATURDAY
        if not offset or over < 0:
            return day
        return day - timedelta(days=over + 1) if offset < 0 else day + timedelta(days=2 - over)

    def nearest(self, weekday: int, offset: int) -> date:
        """The weekday nearest to the day, on the same side of today."""
        day = self.today + timedelta(days=offset)
        day += timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
        if offset < 0 and day >= self.today:
            return day - timedelta(weeks=1)
        return day + timedelta(weeks=1) if offset > 0 and day <= self.today else day

    def moment(self, day: date, rng: Random) -> datetime:
        """Some moment in office hours of the day; never in the future when the day has begun."""
        moment = opening(day) + timedelta(minutes=rng.randrange(OFFICE_MINUTES))
        return min(moment, self.now - timedelta(minutes=20)) if day == self.today else moment

    def months_back(self, count: int) -> list[date]:
        """The first days of the last months until this one, oldest first, without July, when schools are closed."""
        index = self.today.year * MONTHS_A_YEAR + self.today.month - 1
        months = [date(one // MONTHS_A_YEAR, one % MONTHS_A_YEAR + 1, 1) for one in range(index, index - count - 3, -1)]
        return [month for month in months if month.month != 7][:count][::-1]


@cache
def opening(day: date) -> datetime:
    """When the offices open."""
    return clock.at(day, 8)


def weekday_before(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def clock_time(text: str) -> time:
    """`15.30` as a time."""
    hour, minute = text.split(".")
    return time(int(hour), int(minute))


def slot(text: str, days: Days) -> Slot:
    """`tue 16.00-17.30` every week, or `week+0 tue 14.00-14.30` once."""
    when, _, span = text.rpartition(" ")
    starts, ends = (clock_time(one) for one in span.split("-"))
    on = None if when in WEEKDAYS else days.day(when)
    return Slot(WEEKDAYS.index(when) if on is None else on.weekday(), on, starts, ends)


def first_weekday(weekday: int, since: date) -> date:
    """The first such weekday on or after the day."""
    return since + timedelta(days=(weekday - since.weekday()) % 7)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for the 29th."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)
