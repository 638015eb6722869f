"""The printed plan for the whole household, from the family page's values. Nothing gets on it that is not allowed.

The family page shows what its reader may see; the paper lies on a kitchen table. So it carries no sensitive section or
measure, no busy times, no CPR number, no address, no private phone, and nothing that is only about somebody who lives
elsewhere. Where anybody is protected it names no place, and has no text of a department's own, which may name a school.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hfi import clock
from hfi.consent.rules import rules
from hfi.families.models import PersonKind
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.section_views import MeasureView, SectionDetails, SectionView
from hfi.family_page.views import AgreementView, GoalView, Meeting, Member
from hfi.family_page.week_views import Week
from hfi.filters import and_list, first_name
from hfi.plan.department import Mark
from hfi.plan.models import AgreementStatus, GoalStatus, MeasureStatus
from hfi.printing.views import (
    Allowed,
    Figure,
    Line,
    PrintedAgreement,
    PrintedDepartment,
    PrintedGoal,
    PrintedMeasure,
    PrintedMeeting,
    PrintedPlan,
    Readers,
)
from hfi.printing.week import sheets
from hfi.programmes.model import Programme
from hfi.texts import _

ON_PAPER = (MeasureStatus.AGREED, MeasureStatus.RUNNING, MeasureStatus.PAUSED)
AGES = ((18, "adult"), (13, "teen"), (4, "child"), (0, "toddler"))
MOST_NEWS, MOST_DONE = 6, 6


def printed_plan(page: FamilyPage, allowed: Allowed, programme: Programme, today: date) -> PrintedPlan:
    """The paper of this page."""
    head = page.head
    protected = head.address_protected or any(one.protected for one in head.members)
    home = [one for one in head.members if lives_here(one)]
    people = tuple(Figure(one.id, first_name(one.name), figure_kind(one)) for one in home if not one.expected_on)
    sections = printed_sections(page.sections, allowed, {one.id for one in home})
    goals = tuple(printed_goal(goal, sections) for goal in page.goals if goal.status is GoalStatus.ACTIVE)
    agreements = [one for one in page.agreements if one.status is AgreementStatus.OPEN]
    return PrintedPlan(
        family=head.name,
        municipality=programme.municipality_name,
        programme=programme.name,
        coordinator_title=programme.coordinator_title,
        edition=head.last_meeting.edition + 1 if head.last_meeting and head.last_meeting.edition else None,
        printed_on=today,
        people=people,
        dream=page.story.dream,
        contacts=head.contacts,
        coordinator=head.coordinator,
        meeting=printed_meeting(head.next_meeting, places=not protected) if head.next_meeting else None,
        interpreter=bool(head.interpreter_language),
        news=news(sections, [one.goal for one in goals]),
        goals=goals,
        sheets=sheets(printed_week(page.week, allowed), people, places=not protected),
        departments=tuple(printed_departments(sections, own_words=not protected)),
        ours=tuple(printed_agreement(one) for one in agreements if one.by_family),
        theirs=tuple(printed_agreement(one) for one in agreements if not one.by_family),
        done=tuple(one.text for one in page.agreements if one.status is AgreementStatus.DONE)[-MOST_DONE:],
        readers=tuple(readers(page.sections, allowed)),
        signatures=tuple(signatures(page, home)),
    )


def lives_here(member: Member) -> bool:
    """Whether the person is of the household that the paper is for."""
    return member.kind is not PersonKind.NETWORK and not member.lives_elsewhere


def figure_kind(member: Member) -> str:
    """How to draw the person."""
    if member.age is None:
        return "child" if member.kind is PersonKind.CHILD else "adult"
    return next(kind for least, kind in AGES if max(member.age, 0) >= least)


def printed_meeting(meeting: Meeting, places: bool) -> PrintedMeeting:
    """The next meeting as the paper shows it."""
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    day = clock.local(meeting.starts_at).date()
    return PrintedMeeting(day, meeting.starts_at, ends, meeting.place if places else "", meeting.interpreter_booked)


def printed_sections(
    sections: Iterable[SectionView], allowed: Allowed, home: set[uuid.UUID]
) -> tuple[SectionView, ...]:
    """The sections that may be on the paper, with only the measures and the people that may."""
    return tuple(
        replace(
            section,
            details=details_at_home(section.details, home),
            plans=(),
            measures=tuple(one for one in section.measures if one.id in allowed.measures and one.status in ON_PAPER),
        )
        for section in sections
        if section.details and section.id in allowed.sections
    )


def details_at_home(details: SectionDetails, home: set[uuid.UUID]) -> SectionDetails:
    """What the section itself says, of people at home only."""
    return replace(details, facts=(), persons=tuple(one for one in details.persons if one.person_id in home))


def printed_week(week: Week, allowed: Allowed) -> Week:
    """The week with only the appointments that may be on the paper."""
    days = tuple(
        replace(
            day,
            groups=tuple(
                replace(group, spots=tuple(spot for spot in group.spots if spot.id in allowed.appointments))
                for group in day.groups
            ),
        )
        for day in week.days
    )
    return replace(week, days=days)


def printed_goal(goal: GoalView, sections: Iterable[SectionView]) -> PrintedGoal:
    """The goal with the measures that serve it; whom it concerns is the page's word."""
    helpers = tuple(
        Line(section.mark, measure.title)
        for section in sections
        for measure in section.measures
        if goal.id in {one for _number, one in measure.goals}
    )
    return PrintedGoal(goal, helpers)


def news(sections: Iterable[SectionView], goals: Iterable[GoalView]) -> tuple[Line, ...]:
    """What began since the last meeting, and which goals moved: first what is good to read."""
    moved = [Line(None, text) for goal in goals if (text := goal_moved(goal))]
    began = [
        Line(section.mark, measure.plain_words or measure_title(measure))
        for section in sections
        for measure in section.measures
        if measure.is_new
    ]
    return tuple([*began[: MOST_NEWS - min(len(moved), 3)], *moved][:MOST_NEWS])


def goal_moved(goal: GoalView) -> str:
    """The goal's step since the last meeting, never as blame; empty when it stands still."""
    if goal.last is None or goal.now is None or goal.now == goal.last:
        return ""
    numbers = {"number": goal.number, "last": goal.last, "now": goal.now}
    if goal.now > goal.last:
        return _("Goal %(number)d went from %(last)d to %(now)d. Well done!", **numbers)
    return _("Goal %(number)d went from %(last)d to %(now)d. We will find out together what can help.", **numbers)


def measure_title(measure: MeasureView) -> str:
    """`Boxing: Yusuf`."""
    people = measure_people(measure)
    return f"{measure.title}: {people}" if people else measure.title


def measure_people(measure: MeasureView) -> str:
    """Whom the measure is for, as words."""
    return _("The whole family") if measure.everybody else and_list(measure.people)


def printed_departments(sections: Sequence[SectionView], own_words: bool) -> Iterable[PrintedDepartment]:
    """What each department helps with, in the order of the page."""
    for mark in dict.fromkeys(section.mark for section in sections):
        mine = [section for section in sections if section.mark == mark]
        measures = tuple(printed_measure(measure) for section in mine for measure in section.measures)
        own = tuple(section.details for section in mine if section.details and own_words)
        yield PrintedDepartment(mark, own, measures)


def printed_measure(measure: MeasureView) -> PrintedMeasure:
    """The measure in the words that the family reads."""
    paused = measure.status is MeasureStatus.PAUSED
    return PrintedMeasure(measure.title, measure_people(measure), measure.plain_words, paused)


def printed_agreement(one: AgreementView) -> PrintedAgreement:
    """The agreement, with first names."""
    who = one.who if one.by_family else first_name(one.who)
    return PrintedAgreement(who, one.mark, one.text, one.due_on, one.rhythm)


def readers(sections: Iterable[SectionView], allowed: Allowed) -> Iterable[Readers]:
    """Who at work sees the plan, department by department; who belongs to none comes last.

    It never tells who in the family said yes or no: only whether nobody shares what a department writes.
    """
    order = list(dict.fromkeys(section.mark.code for section in sections))

    def place(mark: Mark | None) -> int:
        return order.index(mark.code) if mark and mark.code in order else len(order) + (mark is None)

    for mark in sorted(dict.fromkeys(one.mark for one in allowed.team), key=place):
        names = tuple(dict.fromkeys(first_name(one.name) for one in allowed.team if one.mark == mark))
        yield Readers(mark, names, only=mark is not None and mark.code not in allowed.sharing_owners)


def signatures(page: FamilyPage, home: Iterable[Member]) -> Iterable[str]:
    """Who signs: the adults at home, the young people who answer for themselves, and those whom the family calls."""
    own_answer_from = rules(clock.today()).own_answer_from_years
    for member in home:
        if member.kind is PersonKind.ADULT or (member.age or 0) >= own_answer_from:
            yield member.name
    yield from (contact.name for contact in page.head.contacts)
    if page.head.coordinator:
        yield page.head.coordinator.name
