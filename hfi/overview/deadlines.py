"""Deadlines in the reader's families: of their own department's parts, and the meetings and consents that are all's."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.deadlines.dues import Due, due, meeting_day, nearness, plan_days
from hfi.deadlines.rules import newest
from hfi.extensions import db
from hfi.families.keys import WRAPPED
from hfi.families.models import Family, FamilyKey, Person, Phase
from hfi.families.sealing import opened
from hfi.filters import first_name
from hfi.meetings.models import PlanMeeting
from hfi.overview.mine import MyFamilies, MyFamily
from hfi.overview.views import MyDeadline, MyDeadlines
from hfi.parameters import current as parameters
from hfi.phases.queries import last_resumed
from hfi.plan.department import registry
from hfi.plan.models import SectionRecord, SectorPlan, SectorPlanStatus
from hfi.plan.section_form import unpack_details

MOST = 8


def load_deadlines(mine: MyFamilies, today: date) -> MyDeadlines:
    """What is late or near, the first day first. Three queries."""
    found = [*of_meetings(mine, today), *of_plans(mine, today), *of_sections(mine, today), *of_consents(mine, today)]
    near = sorted((one for one in found if one.due.speaks), key=lambda one: (one.due.on, one.family.name))
    return MyDeadlines(tuple(near[:MOST]), len(near) - MOST)


def told(family: MyFamily, found: Due) -> MyDeadline:
    """A deadline with the family that it is of."""
    return MyDeadline(family.name, found)


def of_meetings(mine: MyFamilies, today: date) -> Iterator[MyDeadline]:
    """By when each family meets next; one whose work rests has no such day."""
    held = sa.func.max(PlanMeeting.starts_at).label("last")
    last = sa.select(PlanMeeting.family_id, held).where(PlanMeeting.held).group_by(PlanMeeting.family_id).subquery()
    statement = (
        sa.select(Family.id, Family.enrolled_on, last.c.last, last_resumed().label("resumed_on"))
        .outerjoin(last, last.c.family_id == Family.id)
        .where(Family.id.in_(mine), Family.phase != Phase.PAUSED)
    )
    for row in db.session.execute(statement):
        family = mine[row.id]
        days = [clock.local(row.last).date() if row.last else None, row.resumed_on]
        day = max((one for one in days if one), default=None)
        if found := meeting_day(day, row.enrolled_on, family.programme):
            yield told(family, due(*found, today, anchor="overview"))


def of_plans(mine: MyFamilies, today: date) -> Iterator[MyDeadline]:
    """The own plans of the reader's department."""
    statement = (
        sa.select(
            SectorPlan.family_id,
            SectorPlan.section_id,
            SectorPlan.kind,
            SectorPlan.status,
            SectorPlan.dated_on,
            SectorPlan.deadline_on,
            SectorPlan.decided_on,
            SectorPlan.followed_up_on,
            Person.name.label("person"),
        )
        .outerjoin(Person, Person.id == SectorPlan.person_id)
        .where(SectorPlan.family_id.in_(mine), SectorPlan.status != SectorPlanStatus.ENDED)
        .order_by(SectorPlan.created_at, SectorPlan.id)
    )
    for row in db.session.execute(statement):
        if seen(mine[row.family_id], row.section_id):
            yield from of_plan(mine[row.family_id], row, today)


def of_plan(family: MyFamily, row: Any, today: date) -> Iterator[MyDeadline]:
    """The deadlines of one plan."""
    section = registry().by_id[row.section_id]
    label = dict(section.plan_kinds).get(row.kind, row.kind)
    about = {"about": first_name(row.person or ""), "mark": registry().mark(section.area, family.programme)}
    for rule, day in plan_days(row):
        yield told(family, due(rule, day, today, title=f"{label}: {rule.words()}", anchor=section.anchor, **about))


def of_sections(mine: MyFamilies, today: date) -> Iterator[MyDeadline]:
    """What runs in the own sections, by the rules that they declare."""
    sections = [one.id for one in registry().sections if parameters.deadlines(one)]
    columns = (SectionRecord.id, SectionRecord.family_id, SectionRecord.section_id, SectionRecord.details, *WRAPPED)
    statement = (
        sa.select(*columns)
        .outerjoin(FamilyKey, FamilyKey.family_id == SectionRecord.family_id)
        .where(SectionRecord.family_id.in_(mine), SectionRecord.section_id.in_(sections))
    )
    for row in opened(SectionRecord, db.session.execute(statement)):
        if seen(mine[row.family_id], row.section_id):
            yield from of_record(mine[row.family_id], row, today)


def of_record(family: MyFamily, row: Any, today: date) -> Iterator[MyDeadline]:
    """The deadlines of one section of one family."""
    section = registry().by_id[row.section_id]
    own = unpack_details(section.form, row.details.get("own", {}))
    mark = registry().mark(section.area, family.programme)
    for rule in parameters.deadlines(section):
        start = own.get(rule.from_field)
        if start and not own.get(rule.done_field) and rule.holds_on(start):
            day = clock.months_after(start, rule.months)
            near = nearness(day, today, rule.warn_days, rule.warn_days // 2)
            left = (day - today).days
            yield told(family, Due(str(rule.title), "", day, left, rule.source, near, mark, section.anchor))


def of_consents(mine: MyFamilies, today: date) -> Iterator[MyDeadline]:
    """The first consent of each family to run out; the family's line knows it already."""
    for family in mine.values():
        if day := family.line.needs.consent_expires_on:
            yield told(family, due(newest("consent"), day, today, anchor="consents"))


def seen(family: MyFamily, section_id: str) -> bool:
    """Whether it is the reader's own department's part; what others share stands on the family's page."""
    used = {one.id for one in registry().sections_in(family.programme)}
    return section_id in used and bool(family.section_decision(section_id))
