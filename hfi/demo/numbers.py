"""CPR numbers that nobody can have: the person's day and month, and a year that has not come yet.

Two digits of the year from 40 to 57 with a seventh digit from 5 to 8 mean 2040 to 2057.
"""

from collections import Counter
from datetime import date

YEARS = range(40, 58)
SERIALS = range(5000, 9000)
STRIDE = 48_271
"""Has no factor in common with the count of numbers of a day, so that all of them are used before one comes again."""


class Numbers:
    """Gives each person another number."""

    def __init__(self) -> None:
        self.given: Counter[tuple[int, int]] = Counter()

    def take(self, born_on: date) -> str:
        """Ten digits for somebody born on that day of the year."""
        day = born_on.day, born_on.month
        turn = (self.given[day] + sum(day)) * STRIDE % (len(YEARS) * len(SERIALS))
        self.given[day] += 1
        serial, year = divmod(turn, len(YEARS))
        return f"{day[0]:02}{day[1]:02}{YEARS[year]}{SERIALS[serial]}"
