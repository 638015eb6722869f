"""Presenters of the six steps. Each reads the family as its household may see it."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from hfi.calling.queries import called_people, called_staff
from hfi.family_page.dossier import Dossier
from hfi.family_page.present import present_goals
from hfi.family_page.week_views import Day, SpotGroup
from hfi.filters import and_list, clock_time, first_name, long_date
from hfi.meeting_mode.editors import NEW_AGREEMENT, NEXT, PRESENCE, TalkEditor, find_talks
from hfi.meeting_mode.frame import build_frame
from hfi.meeting_mode.kept import take_back
from hfi.meeting_mode.views import (
    AgreementStep,
    Form,
    GoalStep,
    NextStep,
    Person,
    Since,
    TableDay,
    TableGroup,
    TableSpot,
    WeekStep,
    Welcome,
)
from hfi.plan.department import registry
from hfi.plan.models import AgreementStatus, GoalStatus
from hfi.printing.plan import news
from hfi.texts import _
from hfi.versions.household import Household, present_household

Typed = MultiDict[str, str] | None
Step = Any


def address(dossier: Dossier, meeting: Any, view: str, **more: Any) -> str:
    """The address of one of the meeting's forms."""
    return url_for(f"meeting_mode.{view}", ref=dossier.access.reference, item=meeting.id, **more)


def welcome(dossier: Dossier, meeting: Any, form: Form | None = None) -> Welcome:
    """Who is here."""
    row = PRESENCE.find(dossier, meeting.id)
    shown = form or Form(PRESENCE.open_form(dossier, row, None), address(dossier, meeting, "presence"))
    here = {*(shown.form.person_ids.data or []), *(shown.form.user_ids.data or [])}
    return Welcome(
        frame=build_frame(dossier, meeting, "welcome"),
        question=meeting.question,
        people=tuple(table_people(dossier, meeting.id, here)),
        staff=tuple(table_staff(dossier, meeting.id, here)),
        form=shown,
    )


def everybody(dossier: Dossier, meeting_id: uuid.UUID, typed: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was typed; with all who are shown, when the button was pressed that ticks them together."""
    if typed.get("everybody"):
        typed.setlist("person_ids", [str(one.id) for one in table_people(dossier, meeting_id, set())])
        typed.setlist("user_ids", [str(one.id) for one in table_staff(dossier, meeting_id, set())])
    return typed


def table_people(dossier: Dossier, meeting_id: uuid.UUID, here: set[uuid.UUID]) -> list[Person]:
    """The household, and whoever of the network is called; the others of it may come another time."""
    called = {one.id for one in called_people(dossier, meeting_id)} | dossier.household_ids
    rows = [one for one in dossier.people if one.id in called and not one.expected_on]
    return [Person(one.id, dossier.names[one.id], one.relation, None, one.id in here) for one in rows]


def table_staff(dossier: Dossier, meeting_id: uuid.UUID, here: set[uuid.UUID]) -> list[Person]:
    """The professionals who are called; when nobody was, the whole team."""
    called = {one.id for one in called_staff(dossier, meeting_id)} or {one.user_id for one in dossier.team}
    team = {one.user_id: one for one in dossier.team if one.user_id in called}
    marks = {one: registry().mark_of_code(row.department, dossier.programme) for one, row in team.items()}
    return [
        Person(one, first_name(row.name), mark_words(marks[one]), marks[one], one in here) for one, row in team.items()
    ]


def mark_words(mark: Any) -> str:
    """What the family calls the department; nothing for who is of none."""
    return str(mark.family_title) if mark else ""


def since(dossier: Dossier, meeting: Any) -> Since:
    """What is new and done."""
    household = present_household(dossier)
    last = household.page.head.last_meeting
    return Since(
        frame=build_frame(dossier, meeting, "since"),
        last_on=dossier.last_meeting_on if last else None,
        news=news(household.sections, []),
        done=household.done_agreements,
        goals=household.goals,
    )


def goals(dossier: Dossier, meeting: Any, place: int = 1, form: Form | None = None) -> GoalStep:
    """One goal; the way on leads to the next one, and then to the week."""
    found = [one for one in present_goals(dossier) if one.status is GoalStatus.ACTIVE]
    place = min(max(place, 1), max(len(found), 1))
    urls = [address(dossier, meeting, "step", name="goals", n=number) for number in range(1, len(found) + 1)]
    back, ahead = urls[place - 2] if place > 1 else "", urls[place] if place < len(urls) else ""
    goal = found[place - 1] if found else None
    return GoalStep(
        frame=build_frame(dossier, meeting, "goals", back, ahead),
        goal=goal,
        place=place,
        goals=tuple((url, one.title, one is goal) for url, one in zip(urls, found, strict=True)),
        form=form or (talk_form(dossier, meeting, goal.id, None) if goal else None),
    )


def talk_form(dossier: Dossier, meeting: Any, goal_id: uuid.UUID, typed: Typed) -> Form:
    """The form of one goal."""
    editor = TalkEditor(meeting.id)
    talk, url = find_talks(dossier, meeting.id).get(goal_id), address(dossier, meeting, "talk", goal_id=goal_id)
    kept = None if typed else take_back(dossier, url)
    form = editor.open_form(dossier, editor.find(dossier, goal_id), kept.typed if kept else typed)
    return Form(form, url, talk.updated_at if talk else None, kept_at=kept.at if kept else None)


def week(dossier: Dossier, meeting: Any) -> WeekStep:
    """The week, day beside day."""
    household = present_household(dossier)
    days = tuple(table_day(one) for one in household.week.days)
    return WeekStep(build_frame(dossier, meeting, "week"), days, household.week.number)


def table_day(day: Day) -> TableDay:
    """One day."""
    groups = tuple(table_group(one) for one in day.groups if one.spots)
    name = long_date(day.date).split()[0].capitalize()
    count = sum(len(one.spots) for one in groups)
    return TableDay(name, count, any(one.clash for one in groups), groups)


def table_group(group: SpotGroup) -> TableGroup:
    """Appointments that overlap, as far as more than one of them is shown."""
    spots = tuple(
        TableSpot(one.mark, clock_time(one.starts), one.title, _("All") if one.everybody else and_list(one.people))
        for one in group.spots
    )
    clash = and_list(group.clash.people) if group.clash and len(spots) > 1 else ""
    return TableGroup(spots, clash)


def agreements(dossier: Dossier, meeting: Any, form: Form | None = None, **more: Any) -> AgreementStep:
    """Who does what: open agreements, and those that are done since the last meeting."""
    household: Household = present_household(dossier)
    frame = build_frame(dossier, meeting, "agreements")
    fresh = new_agreement(dossier, meeting, None) if frame.may_write else None
    shown = [one for one in household.agreements if one.status is AgreementStatus.OPEN or is_of_today(one, dossier)]
    return AgreementStep(
        frame=frame,
        ours=tuple(one for one in shown if one.by_family),
        theirs=tuple(one for one in shown if not one.by_family),
        carried={row.id: row.carried for row in dossier.agreements if row.carried},
        form=form or fresh,
        **more,
    )


def is_of_today(one: Any, dossier: Dossier) -> bool:
    """Whether it was ticked today, at this table: it stays on the screen, so that a slip can be undone."""
    return bool(one.done_on == dossier.today)


def new_agreement(dossier: Dossier, meeting: Any, typed: Typed) -> Form:
    """The form of a new agreement."""
    row, url = NEW_AGREEMENT.row(dossier, None) if typed else None, address(dossier, meeting, "agree")
    kept = None if typed else take_back(dossier, url)
    form = NEW_AGREEMENT.open_form(dossier, row, kept.typed if kept else typed)
    return Form(form, url, kept_at=kept.at if kept else None)


def next_meeting(dossier: Dossier, meeting: Any, form: Form | None = None) -> NextStep:
    """What was decided, and when everybody meets again."""
    return NextStep(
        frame=build_frame(dossier, meeting, "next"),
        form=form or next_form(dossier, meeting),
        weeks=dossier.programme.follow_up_weeks,
        close_url=address(dossier, meeting, "close"),
    )


def next_form(dossier: Dossier, meeting: Any) -> Form:
    """The form of the last step, as it is stored or as it was kept."""
    url = address(dossier, meeting, "decide")
    kept = take_back(dossier, url)
    form = NEXT.open_form(dossier, NEXT.find(dossier, meeting.id), kept.typed if kept else None)
    return Form(form, url, kept_at=kept.at if kept else None)


PLAIN: dict[str, Callable[[Dossier, Any], Step]] = {
    "welcome": welcome,
    "since": since,
    "goals": goals,
    "week": week,
    "agreements": agreements,
    "next": next_meeting,
}


def place_of(dossier: Dossier, goal_id: uuid.UUID) -> int:
    """The place of the goal among those that the family works on."""
    alive = [one.id for one in dossier.goals if one.status is GoalStatus.ACTIVE]
    return alive.index(goal_id) + 1 if goal_id in alive else 1
