"""What has a day of its own, as events: meetings, measures' first and last days, goals' moves, numbers, contacts."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from hfi import clock
from hfi.access.terms import Action
from hfi.family_page import rights
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import section_mark
from hfi.family_page.present_contacts import present_contacts
from hfi.family_page.present_plans import plan_labels
from hfi.filters import and_list, month_year
from hfi.plan.department import registry
from hfi.plan.models import AgreementStatus, MeasureStatus
from hfi.programmes.model import programme_of
from hfi.texts import _
from hfi.timeline.changes import whose_goal
from hfi.timeline.events import Event, Kind
from hfi.timeline.history import History

NEVER_BEGAN = (MeasureStatus.PROPOSED, MeasureStatus.DECLINED)
NOON = 12


def day_events(history: History) -> Iterator[Event]:
    """All of them, in no order, as far as this reader may see them."""
    yield from of_family(history)
    yield from of_meetings(history)
    yield from of_measures(history)
    yield from of_goals(history)
    yield from of_agreements(history)
    yield from of_plans(history)
    yield from of_numbers(history)
    yield from of_contacts(history)


def at_noon(day: date) -> datetime:
    """A moment for what has only a day."""
    return clock.at(day, NOON)


def of_family(history: History) -> Iterator[Event]:
    """The family came, rested, went on elsewhere, left, and came back."""
    family = history.family
    ended = {row.closed_on for row in history.closings} | {family.closed_on}
    days = [
        (family.enrolled_on, _("The family came to us.")),
        *((row.from_on, _("The work rests.")) for row in history.pauses),
        *((row.resumed_on, _("The work goes on.")) for row in history.pauses),
        *((row.moved_on, moved_to(row.to_programme)) for row in history.moves),
        *((day, _("The work ended.")) for day in ended),
        *((row.reopened_on, _("The family was opened again.")) for row in history.closings),
    ]
    for day, text in days:
        if day:
            yield Event(at_noon(day), Kind.FAMILY, text, history.household_ids)


def moved_to(programme: str) -> str:
    """That the family went on in another programme."""
    return _("The family goes on in %(programme)s.", programme=programme_of(programme).name)


def of_meetings(history: History) -> Iterator[Event]:
    """Plan meetings: held, called off, to come, and such of which nobody said whether they were held."""
    for row in history.meetings:
        off = row.cancelled_at is not None
        yield Event(row.starts_at, Kind.MEETINGS, told_meeting(row), history.household_ids, is_off=off)


def told_meeting(row: Any) -> str:
    """The meeting in words."""
    if row.cancelled_at:
        return _("The plan meeting was called off.")
    if row.held:
        return _("Plan meeting.")
    if row.starts_at < clock.now():
        return _("A plan meeting was to be held.")
    return _("A plan meeting is agreed.")


def of_measures(history: History) -> Iterator[Event]:
    """First and last days of measures."""
    for row in history.measures:
        people = frozenset(ids_of(row.person_ids))
        if row.status in NEVER_BEGAN or not seen(history, row.section_id, row.sensitive, people):
            continue
        names = and_list(name for one, name in history.names.items() if one in people)
        about = {"title": row.title, "people": names}
        mark = section_mark(history, row.section_id)
        if row.starts_on:
            begins = _("%(title)s begins (%(people)s).", **about)
            yield Event(at_noon(row.starts_on), Kind.MEASURES, begins, people, "", mark, row.section_id)
        if row.ends_on:
            ends = _("%(title)s ends (%(people)s).", **about)
            yield Event(at_noon(row.ends_on), Kind.MEASURES, ends, people, "", mark, row.section_id)


def seen(history: History, section_id: str, sensitive: bool, people: frozenset[uuid.UUID]) -> bool:
    """Whether the reader may see this of the section; one that the program has no more is nobody's."""
    known = section_id in registry().by_id
    return known and bool(rights.item_decision(history, section_id, sensitive, Action.READ, people))


def of_goals(history: History) -> Iterator[Event]:
    """Where the goals began, and how they moved."""
    for goal_id, points in history.goal_points.items():
        number, before = history.goal_numbers.get(goal_id), None
        for point in points if number else ():
            text = moved(number, before, point.value)
            if text:
                moment = point.at if clock.local(point.at).date() == point.day else at_noon(point.day)
                yield Event(moment, Kind.GOALS, text, whose_goal(history, goal_id))
            before = point.value


def moved(number: int | None, before: int | None, now: int) -> str:
    """The move in words; nothing when it stays where it was."""
    if before is None:
        return _("Goal %(number)d begins at %(now)d on the scale.", number=number, now=now)
    if before == now:
        return ""
    return _("Goal %(number)d went from %(before)d to %(now)d.", number=number, before=before, now=now)


def of_agreements(history: History) -> Iterator[Event]:
    """Agreements as they were made, done, or called off."""
    for row in history.agreements:
        people = frozenset({row.person_id}) if row.person_id else history.household_ids
        mark = registry().mark_of_code(row.user_department, history.programme) if row.user_department else None
        for at, text in agreement_days(row):
            yield Event(at, Kind.AGREEMENTS, text, people, row.user_name or "", mark)


def agreement_days(row: Any) -> Iterator[tuple[datetime, str]]:
    """The moments of one agreement, in words."""
    yield row.created_at, _("New agreement: %(text)s", text=row.text)
    if row.status is AgreementStatus.DONE and row.done_on:
        yield at_noon(row.done_on), _("Done: %(text)s", text=row.text)
    if row.status is AgreementStatus.DROPPED:
        reason = row.dropped_reason.rstrip(".")
        why = _("Called off: %(text)s (%(reason)s)", text=row.text, reason=reason)
        yield row.updated_at, why if reason else _("Called off: %(text)s", text=row.text)


def of_plans(history: History) -> Iterator[Event]:
    """The days of the departments' own plans."""
    labels = plan_labels()
    for row in history.sector_plans:
        section = registry().by_id.get(row.section_id)
        people = frozenset({row.person_id}) if row.person_id else history.household_ids
        if section is None or not row.dated_on or not may_read_plan(history, section, row):
            continue
        name = history.names.get(row.person_id, "") if row.person_id else _("the whole family")
        text = _("%(plan)s is dated this day (%(name)s).", plan=labels.get(row.kind, row.kind), name=name)
        mark = section_mark(history, row.section_id)
        yield Event(at_noon(row.dated_on), Kind.SECTIONS, text, people, "", mark, row.section_id)


def may_read_plan(history: History, section: Any, row: Any) -> bool:
    """Whether the reader may see the plan: the section has to be theirs to read, and the plan itself."""
    own = rights.section_decision(history, section, Action.READ)
    return bool(own) and bool(rights.plan_decision(history, section, row.person_id))


def of_numbers(history: History) -> Iterator[Event]:
    """Months and their numbers."""
    for person_id, rows in history.readings.items():
        for row in rows:
            section, name = registry().by_id.get(row.section_id), history.names.get(person_id)
            if section is None or not name or not rights.person_decision(history, section, person_id):
                continue
            told = {"section": str(section.title), "name": name, "number": row.value, "month": month_year(row.month)}
            text = _("%(section)s: %(name)s, %(number)d in %(month)s", **told)
            mark = section_mark(history, row.section_id)
            yield Event(at_noon(row.month), Kind.NUMBERS, text, frozenset({person_id}), "", mark, row.section_id)


def of_contacts(history: History) -> Iterator[Event]:
    """Contacts, and how appointments went."""
    people = {row.id: frozenset(ids_of(row.person_ids)) for row in (*history.contacts, *history.turnouts)}
    sections = {row.id: row.section_id for row in history.turnouts}
    found = present_contacts(history)
    for entry in found.entries:
        text = f"{entry.how}: {entry.about}"
        yield Event(at_noon(entry.day), Kind.CONTACTS, text, people[entry.id], entry.by, entry.mark)
    for one in found.turnouts:
        text = f"{one.title}: {one.outcome_label}" + (f" ({one.obstacle})" if one.obstacle else "")
        yield Event(at_noon(one.day), Kind.CONTACTS, text, people[one.id], one.by, one.mark, sections[one.id])
