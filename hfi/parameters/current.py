"""The one place where the program asks what its lists hold now: the catalogue, deadlines, housing areas, scales.

Every answer has what is closed as well, so that old rows keep their words; a form offers what is `offered_on` its day.
"""

from datetime import date

from hfi.parameters.entries import Entry, entries_of
from hfi.parameters.models import Kind
from hfi.plan.section import DeadlineRule, MeasureType, Section
from hfi.programmes.model import Programme
from hfi.programmes.parts import HousingArea, Scale

GOALS_FROM_TO = (0, 10)
"""What the database holds of a goal."""


def measure_types(section: Section) -> tuple[MeasureType, ...]:
    """The section's catalogue of measures."""
    return tuple(map(as_measure_type, entries_of(Kind.MEASURES, section.id)))


def measure_type(section: Section, key: str) -> MeasureType | None:
    """The catalogue's entry."""
    found = (one for one in entries_of(Kind.MEASURES, section.id) if one.key == key)
    return next(map(as_measure_type, found), None)


def ends_by_law(section: Section, key: str) -> date | None:
    """The last day of such measures themselves: only of a kind that the program's own files end.

    That an administrator closes an entry ends no measure; that they move the files' day moves it here.
    """
    found = measure_type(section, key)
    limited = any(one.key == key and one.valid_until for one in section.measure_types)
    return found.valid_until if found and limited else None


def as_measure_type(one: Entry) -> MeasureType:
    """The entry as forms and cards know it."""
    sensitive = bool(one.details.get("sensitive"))
    return MeasureType(one.key, one.words, sensitive, one.valid_from, one.valid_until)


def deadlines(section: Section) -> tuple[DeadlineRule, ...]:
    """The section's rules; which one a deadline follows is said by the day that it counts from."""
    return tuple(map(as_rule, entries_of(Kind.DEADLINES, section.id)))


def as_rule(one: Entry) -> DeadlineRule:
    """The entry as the page knows it."""
    first = one.valid_from or date.min
    return DeadlineRule(
        title=one.words, source=one.source, valid_from=first, valid_until=one.valid_until, **one.details
    )


def housing_areas(programme: Programme) -> tuple[HousingArea, ...]:
    """The programme's housing areas."""
    return tuple(
        HousingArea(str(one.words), one.details["district"], one.valid_from, one.valid_until, one.source)
        for one in entries_of(Kind.AREAS, programme.key)
    )


def scales(programme: Programme) -> tuple[Scale, ...]:
    """The scales that the programme measures on."""
    return tuple(
        Scale(
            key=one.key,
            title=str(one.words),
            source=one.source,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            **one.details,
        )
        for one in entries_of(Kind.SCALES, programme.key)
    )


def goal_scales(programme: Programme, day: date) -> tuple[Scale, ...]:
    """The scales that a goal can be measured on from this day."""
    return tuple(one for one in for_goals(programme) if one.offered_on(day))


def goal_scale(programme: Programme, key: str) -> Scale | None:
    """The scale with this key, closed ones too; without one, or with a key that nobody knows, the programme's first."""
    found = for_goals(programme)
    return next((one for one in found if one.key == key), found[0] if found else None)


def for_goals(programme: Programme) -> list[Scale]:
    """The programme's scales that have the ends of a goal's numbers."""
    return [one for one in scales(programme) if (one.low, one.high) == GOALS_FROM_TO]
