"""The family's week: appointments of all departments, day by day, and where the same person should be in two places."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import combinations
from typing import Any

from hfi.access.terms import Action
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import section_mark
from hfi.family_page.week_views import Clash, Day, Load, Spot, SpotGroup, Week, minute
from hfi.plan.department import Mark, registry
from hfi.schedule.models import Repeats
from hfi.texts import _

HIDDEN = "none"
"""The colour name of appointments whose department the reader may not see."""


def present_week(dossier: Dossier, monday: date | None = None) -> Week:
    """The week that begins on this Monday; the present week when none is given."""
    monday = monday or dossier.today - timedelta(days=dossier.today.weekday())
    days = tuple(present_day(dossier, monday + timedelta(days=n)) for n in range(7))
    spots = [spot for day in days for spot in day.spots]
    return Week(
        monday=monday,
        number=monday.isocalendar().week,
        days=days,
        loads=present_loads(dossier, spots),
        departments=tuple(mark for mark in all_marks(dossier) if any(spot.mark == mark for spot in spots)),
        appointments=len(spots),
        minutes=sum(spot.minutes for spot in spots),
        clashes=sum(len(day.clashes) for day in days),
    )


def all_marks(dossier: Dossier) -> list[Mark]:
    """How the areas are shown, in the order of the page."""
    return [registry().mark(area, dossier.programme) for area in registry().departments]


def present_day(dossier: Dossier, day: date) -> Day:
    """One day, its overlapping appointments put together."""
    rows = [row for row in dossier.appointments if takes_place(row, day)]
    spots = [spot for row in rows if (spot := present_spot(dossier, row))]
    return Day(day, day == dossier.today, grouped(dossier, spots))


def takes_place(row: Any, day: date) -> bool:
    """Whether the appointment takes place on the day."""
    if row.repeats is Repeats.ONCE:
        return bool(row.from_on == day)
    ended = row.until_on is not None and row.until_on < day
    return row.from_on <= day and not ended and row.from_on.weekday() == day.weekday()


def present_spot(dossier: Dossier, row: Any) -> Spot | None:
    """The appointment as the reader may see it: whole, as busy time, or not at all."""
    people = ids_of(row.person_ids)
    seen = rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, people)
    if not seen and not rights.times_shown(dossier, row.section_id, people):
        return None
    return Spot(
        id=row.id,
        section_id=row.section_id if seen else "",
        title=row.title if seen else _("Busy"),
        starts=row.starts,
        ends=row.ends,
        people=tuple(name for one, name in dossier.names.items() if one in people),
        person_ids=people,
        place="" if row.protected or not seen else row.place,
        mark=section_mark(dossier, row.section_id) if seen else None,
        hidden=not seen,
        everybody=len(people) > 1 and dossier.household_ids <= set(people),
        may_edit=bool(rights.item_decision(dossier, row.section_id, row.sensitive, Action.WRITE, people)),
    )


def grouped(dossier: Dossier, spots: Sequence[Spot]) -> tuple[SpotGroup, ...]:
    """The day's appointments in time order; those that overlap for somebody stand together."""
    groups: list[list[Spot]] = []
    for spot in spots:
        touched = [group for group in groups if any(overlap(spot, other) for other in group)]
        merged = [one for group in touched for one in group] + [spot]
        groups = [group for group in groups if group not in touched] + [merged]
    ordered = sorted((sorted(group, key=span) for group in groups), key=lambda group: span(group[0]))
    return tuple(SpotGroup(tuple(group), clash_of(dossier, group)) for group in ordered)


def span(spot: Spot) -> tuple[time, time]:
    """When it takes place, to sort by."""
    return spot.starts, spot.ends


def overlap(one: Spot, other: Spot) -> bool:
    """Whether somebody should be at both at the same time."""
    together = one.starts < other.ends and other.starts < one.ends
    return together and not set(one.person_ids).isdisjoint(other.person_ids)


def clash_of(dossier: Dossier, group: Sequence[Spot]) -> Clash | None:
    """Who should be in two places, and the span in which it happens; None for a single appointment."""
    pairs = [(one, other) for one, other in combinations(group, 2) if overlap(one, other)]
    if not pairs:
        return None
    torn = {person for one, other in pairs for person in set(one.person_ids) & set(other.person_ids)}
    starts: time = min(max(one.starts, other.starts) for one, other in pairs)
    ends: time = max(min(one.ends, other.ends) for one, other in pairs)
    return Clash(tuple(name for one, name in dossier.names.items() if one in torn), starts, ends)


def present_loads(dossier: Dossier, spots: Sequence[Spot]) -> tuple[Load, ...]:
    """What the week asks of each person, by area."""
    return tuple(
        person_load(dossier.names[one.id], [spot for spot in spots if one.id in spot.person_ids])
        for one in dossier.household
    )


def person_load(name: str, spots: Sequence[Spot]) -> Load:
    """One person's hours, split by area."""
    parts: dict[str, int] = {}
    for spot in spots:
        area = spot.mark.area if spot.mark else HIDDEN
        parts[area] = parts.get(area, 0) + minute(spot.ends) - minute(spot.starts)
    return Load(name, sum(parts.values()), len(spots), tuple(parts.items()))
