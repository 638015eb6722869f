"""The week sheet: the household's appointments as a family calendar."""

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import pairwise

from hfi.family_page.week_views import Day, Spot, Week
from hfi.plan.department import Mark
from hfi.printing.views import Figure, Item, Sheet, SheetDay

MOST_COLUMNS = 6
"""More people than this get two sheets: narrower columns cannot hold a word."""


def sheets(week: Week, people: Sequence[Figure], household: Sequence[Figure], places: bool) -> tuple[Sheet, ...]:
    """One sheet, or as many as these people need; without places when one could lead to where somebody lives."""
    return tuple(sheet(week, group, household, places) for group in in_groups(people))


def in_groups(people: Sequence[Figure]) -> list[Sequence[Figure]]:
    """The people in as few and as equal groups as fit side by side."""
    groups = -(-len(people) // MOST_COLUMNS)
    bounds = [round(place * len(people) / groups) for place in range(groups + 1)] if groups else []
    return [people[start:end] for start, end in pairwise(bounds)]


def sheet(week: Week, columns: Sequence[Figure], household: Sequence[Figure], places: bool) -> Sheet:
    """The sheet with a column for each of these people."""
    days = tuple(sheet_day(day, columns, household, places) for day in week.days)
    items = [item for day in days for cell in (day.together, *day.cells) for item in cell]
    return Sheet(week.number, tuple(columns), days, marks(items), any(item.clash for item in items))


def sheet_day(day: Day, columns: Sequence[Figure], household: Sequence[Figure], places: bool) -> SheetDay:
    """One day; what the whole household attends stands once, across the columns."""
    spots = sorted(day.spots, key=lambda spot: (spot.starts, spot.ends))
    joint = [spot for spot in spots if is_joint(spot, household)]
    single = [spot for spot in spots if spot not in joint]

    def items(some: Iterable[Spot]) -> tuple[Item, ...]:
        return tuple(item(spot, spot.mark, clashes(spot, spots, columns), places) for spot in some if spot.mark)

    cells = tuple(items(spot for spot in single if person.id in spot.person_ids) for person in columns)
    return SheetDay(day.date, cells, items(joint))


def is_joint(spot: Spot, household: Sequence[Figure]) -> bool:
    """Whether everybody at home attends."""
    return len(household) > 1 and {one.id for one in household} <= set(spot.person_ids)


def clashes(spot: Spot, others: Iterable[Spot], columns: Sequence[Figure]) -> bool:
    """Whether somebody on the sheet should be elsewhere at the same time, as far as the sheet shows it."""
    here = {one.id for one in columns} & set(spot.person_ids)
    return any(
        other is not spot
        and other.starts < spot.ends
        and spot.starts < other.ends
        and not here.isdisjoint(other.person_ids)
        for other in others
    )


def item(spot: Spot, mark: Mark, clash: bool, places: bool) -> Item:
    """The appointment as the sheet shows it."""
    span = f"{short_time(spot.starts)}–{short_time(spot.ends)}"
    said_already = spot.place.casefold() in spot.title.casefold()
    return Item(mark, span, spot.title, spot.place if places and not said_already else "", clash)


def short_time(moment: time) -> str:
    """`8`, or `7.30`."""
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


def marks(items: Iterable[Item]) -> tuple[Mark, ...]:
    """The departments on the sheet, each once."""
    return tuple(dict.fromkeys(one.mark for one in items))
