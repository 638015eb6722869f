"""The printed plan for one recipient, from the family page's values. Nothing gets on it that is not allowed.

The family page shows what its reader may see; the paper lies on a kitchen table. So it carries no busy times, no CPR
number, and of addresses and phones at most a protected recipient's own. Where anybody else is protected it names no
place, and has no text of a department's own, which may name a school.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hfi import clock
from hfi.access.terms import Recipient
from hfi.consent.rules import rules
from hfi.families.models import PersonKind
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.section_views import MeasureView, SectionDetails, SectionView
from hfi.family_page.views import AgreementView, GoalView, Meeting, Member
from hfi.family_page.week_views import Week
from hfi.filters import and_list, first_name
from hfi.plan.department import Mark
from hfi.plan.models import AgreementStatus, GoalStatus, MeasureStatus
from hfi.printing.recipient import Paper
from hfi.printing.views import (
    Allowed,
    Edition,
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
    head, paper = page.head, allowed.paper
    others_protected = any(one.protected and one.id != paper.person for one in head.members)
    protected = others_protected or (head.address_protected and paper.person is None)
    home = [one for one in head.members if lives_here(one)]
    household = tuple(Figure(one.id, first_name(one.name), figure_kind(one)) for one in home if not one.expected_on)
    sections = printed_sections(page.sections, allowed)
    goals = tuple(printed_goal(goal, sections) for goal in page.goals if goal.status is GoalStatus.ACTIVE)
    agreed = [one for one in page.agreements if one.id in allowed.agreements]
    agreements = [one for one in agreed if one.status is AgreementStatus.OPEN]
    return PrintedPlan(
        family=head.name,
        municipality=programme.municipality_name,
        programme=programme.name,
        coordinator_title=programme.coordinator_title,
        edition=None,
        builds_on=last_edition(head.last_meeting),
        printed_on=today,
        recipient=paper.words,
        for_family=paper.recipient is not Recipient.PROFESSIONALS,
        printed_by=allowed.printed_by,
        printed_at=allowed.printed_at,
        own_facts=allowed.own_facts,
        people=household,
        dream=page.story.dream,
        contacts=head.contacts,
        coordinator=head.coordinator,
        meeting=printed_meeting(head.next_meeting, places=not protected) if head.next_meeting else None,
        interpreter=bool(head.interpreter_language),
        news=news(sections, [one.goal for one in goals]),
        goals=goals,
        sheets=sheets(
            printed_week(page.week, allowed), columns(head.members, household, paper), household, places=not protected
        ),
        departments=tuple(printed_departments(sections, own_words=not protected)),
        ours=tuple(printed_agreement(one) for one in agreements if one.by_family),
        theirs=tuple(printed_agreement(one) for one in agreements if not one.by_family),
        done=tuple(one.text for one in agreed if one.status is AgreementStatus.DONE)[-MOST_DONE:],
        readers=tuple(readers(page.sections, allowed)),
        signatures=tuple(signatures(page, home, paper)),
        young=allowed.young,
    )


def columns(members: Iterable[Member], household: tuple[Figure, ...], paper: Paper) -> tuple[Figure, ...]:
    """Whose week is on the sheet: the household's, or the recipient's and, for a parent, the children's at home."""
    if paper.person is None:
        return household
    own = [Figure(one.id, first_name(one.name), figure_kind(one)) for one in members if one.id == paper.person]
    return (*own, *(one for one in household if one.id in paper.children))


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


def last_edition(meeting: Meeting | None) -> Edition | None:
    """What was handed over last: what is printed between meetings is a working copy of it. None before the first."""
    if meeting is None or not meeting.edition:
        return None
    return Edition(meeting.edition, clock.local(meeting.starts_at).date())


def printed_sections(sections: Iterable[SectionView], allowed: Allowed) -> tuple[SectionView, ...]:
    """The sections of which something may be on the paper, with only the measures, the text and the people that may."""
    return tuple(
        replace(
            section,
            details=printed_details(section.details, allowed) if section.id in allowed.texts else None,
            plans=(),
            measures=tuple(one for one in section.measures if one.id in allowed.measures and one.status in ON_PAPER),
        )
        for section in sections
        if section.details and section.id in allowed.sections
    )


def printed_details(details: SectionDetails, allowed: Allowed) -> SectionDetails:
    """What the section itself says, of those people only of whom it may."""
    persons = tuple(one for one in details.persons if (details.section_id, one.person_id) in allowed.persons)
    return replace(details, facts=(), persons=persons)


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


def signatures(page: FamilyPage, home: Iterable[Member], paper: Paper) -> Iterable[str]:
    """Who signs: the adults at home and the young people who answer for themselves, or the one whom the paper is for.

    Then those whom the family calls.
    """
    signing = [one for one in page.head.members if one.id == paper.person] if paper.person else home
    own_answer_from = rules(clock.today()).own_answer_from_years
    for member in signing:
        if member.kind is PersonKind.ADULT or (member.age or 0) >= own_answer_from:
            yield member.name
    yield from (contact.name for contact in page.head.contacts)
    if page.head.coordinator:
        yield page.head.coordinator.name
