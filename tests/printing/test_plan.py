"""What gets on a household's paper, and what never does."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path

import pytest
from flask_babel import force_locale

from hfi.access.terms import Recipient
from hfi.families.models import PersonKind
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.section_views import PersonDetails
from hfi.plan.models import GoalStatus, MeasureStatus
from hfi.printing.plan import printed_plan
from hfi.printing.recipient import Paper
from hfi.printing.views import Allowed, PrintedPlan
from hfi.programmes.model import FOLDER, read_programme
from tests.printing import sample
from tests.printing.sample import MARKS, PAGE, ident, measure, member, section, spot

pytestmark = pytest.mark.pure

HOUSEHOLD = Paper(Recipient.HOUSEHOLD, "household", "Hele husstanden")
PROGRAMME = read_programme(Path(FOLDER) / "hfi.toml")


def allowed(page: FamilyPage, **more) -> Allowed:
    """Everything that the sample has but health."""
    readable = frozenset(one.id for one in page.sections if one.mark.area != "health")
    values = {
        "paper": HOUSEHOLD,
        "printed_by": "Mette Prøvesen",
        "printed_at": datetime(2026, 11, 23, 13, 5, tzinfo=UTC),
        "sections": readable,
        "texts": more.get("sections", readable),
        "persons": frozenset((one, ident(name)) for one in readable for name in sample.HOME),
        "agreements": frozenset(one.id for one in page.agreements),
        "measures": frozenset(one.id for part in page.sections for one in part.measures if not one.sensitive),
        "appointments": frozenset(one.id for day in page.week.days for one in day.spots),
        "team": sample.TEAM,
        "sharing_owners": frozenset({"SOF", "BIF", "BUF", "KFF"}),
    }
    return Allowed(**values | more)


@pytest.fixture
def printed(app):
    """`printed(page)` is the paper of the page."""

    def build(page: FamilyPage = PAGE, **more) -> PrintedPlan:
        with app.test_request_context(), force_locale("en"):
            return printed_plan(page, allowed(page, **more), PROGRAMME, sample.TODAY)

    return build


def texts(value) -> str:
    """Every text anywhere in the value."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value
    if is_dataclass(value):
        return " | ".join(texts(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, tuple | list):
        return " | ".join(texts(one) for one in value)
    return ""


def with_members(*members, **more):
    return replace(PAGE, head=replace(PAGE.head, members=members, **more))


def test_no_cpr_address_phone_or_note_of_anybody_in_the_family(printed):
    everything = texts(printed())
    for secret in ("010190", "Prøvevej 12", "00 12 34 56", "Eksempelskolen", "Mormor"):
        assert secret not in everything, secret


def test_what_is_not_allowed_is_left_out_everywhere(printed):
    """The sensitive measure stands in the section, among the goal's helpers and in the news."""
    secret = measure("social", "Krisesamtale", ("Amina",), "Hemmeligt", (1,), sensitive=True, is_new=True)
    sections = (replace(PAGE.sections[0], measures=(*PAGE.sections[0].measures, secret)), *PAGE.sections[1:])
    everything = texts(printed(replace(PAGE, sections=sections)))
    assert "Krisesamtale" not in everything and "Hemmeligt" not in everything and "angst" not in everything
    assert "Familiebehandling" in everything


def test_a_section_without_leave_or_without_details_prints_nothing(printed):
    plan = printed(sections=frozenset({"social/support"}))
    assert [one.mark.area for one in plan.departments] == ["social"]
    assert {line.mark.area for goal in plan.goals for line in goal.helpers} == {"social"}
    locked = tuple(replace(one, details=None) for one in PAGE.sections)
    assert printed(replace(PAGE, sections=locked)).departments == ()


def test_busy_times_and_forbidden_appointments_are_not_on_the_sheet(printed):
    hidden = replace(spot(0, "10:00", "11:00", "Optaget", ("Karim",), "health"), mark=None, hidden=True)
    page = replace(PAGE, week=sample.week((*sample.SPOTS, (0, hidden))))
    assert "Optaget" not in texts(printed(page))
    kept = frozenset(one.id for _day, one in sample.SPOTS if one.title == "Boksning")
    titles = {item.title for sheet in printed(page, appointments=kept).sheets for item in items(sheet)}
    assert titles == {"Boksning"}


def items(sheet):
    return [item for day in sheet.days for cell in (day.together, *day.cells) for item in cell]


def test_a_clash_is_only_marked_when_both_are_on_the_sheet(printed):
    """An exclamation mark beside a single appointment would tell of one that is not for everybody's eyes."""
    assert any(item.clash for item in items(printed().sheets[0]))
    family_treatment = ident("1 16:00 Familiebehandling")
    kept = frozenset(one.id for _day, one in sample.SPOTS if one.id != family_treatment)
    marked = {item.title for item in items(printed(appointments=kept).sheets[0]) if item.clash}
    assert "Boksning" not in marked


def test_what_all_attend_stands_once_across_the_columns(printed):
    sheet = printed().sheets[0]
    tuesday = sheet.days[1]
    assert [item.title for item in tuesday.together] == ["Familiebehandling"]
    assert [one.name for one in sheet.people] == ["Amina", "Karim", "Yusuf", "Lina", "Noor"]
    assert [[item.title for item in cell] for cell in tuesday.cells][2] == ["Boksning"]
    assert sheet.days[6].free and not tuesday.free


@pytest.mark.parametrize(
    "page",
    [
        with_members(*sample.MEMBERS[:-1], member("Noor Solsikke", PersonKind.CHILD, 3, protected=True)),
        with_members(*sample.MEMBERS[:-1], member("Far Solsikke", protected=True, lives_elsewhere=True)),
        with_members(*sample.MEMBERS, address_protected=True),
    ],
    ids=["at home", "elsewhere", "address"],
)
def test_with_a_protected_person_no_place_and_no_own_text_of_a_department_is_printed(printed, page):
    plan = printed(page)
    assert plan.meeting.place == ""
    assert all(item.place == "" for sheet in plan.sheets for item in items(sheet))
    assert all(one.sections == () for one in plan.departments)
    assert printed().meeting.place and any(item.place for item in items(printed().sheets[0]))


def test_somebody_who_lives_elsewhere_has_no_column_and_does_not_sign(printed):
    plan = printed(with_members(*sample.MEMBERS[:1], member("Karim Solsikke", lives_elsewhere=True)))
    assert [one.name for one in plan.people] == ["Amina"]
    assert "Karim Solsikke" not in plan.signatures


def test_sections_speak_only_of_people_at_home(printed):
    persons = (PersonDetails(ident("Yusuf"), "Yusuf", (), {}, {}), PersonDetails(ident("Mormor"), "Mormor", (), {}, {}))
    plan = printed(replace(PAGE, sections=(section("children", persons=persons),)))
    assert [one.name for one in plan.departments[0].sections[0].persons] == ["Yusuf"]


def test_an_unborn_child_is_not_drawn(printed):
    unborn = member("Baby Solsikke", PersonKind.CHILD, None, expected_on=sample.TODAY)
    assert len(printed(with_members(*sample.MEMBERS[:2], unborn)).people) == 2


@pytest.mark.parametrize(("age", "kind"), [(40, "adult"), (15, "teen"), (9, "child"), (3, "toddler"), (0, "toddler")])
def test_people_are_drawn_by_age(printed, age, kind):
    assert printed(with_members(member("Lina Solsikke", PersonKind.CHILD, age))).people[0].kind == kind


def test_only_goals_that_are_worked_on_are_printed(printed):
    goals = (replace(PAGE.goals[0], status=GoalStatus.REACHED), *PAGE.goals[1:])
    assert [one.goal.number for one in printed(replace(PAGE, goals=goals)).goals] == [2, 3]


@pytest.mark.parametrize("status", [MeasureStatus.PROPOSED, MeasureStatus.DECLINED, MeasureStatus.ENDED])
def test_measures_that_nobody_gets_are_not_printed(printed, status):
    page = replace(PAGE, sections=(section("leisure", measure("leisure", "Boksning", ("Yusuf",), status=status)),))
    assert printed(page).departments[0].measures == ()


def test_news_are_what_began_and_how_goals_moved_and_never_blame(printed):
    goals = (replace(PAGE.goals[0], last=6), replace(PAGE.goals[1], last=4), PAGE.goals[2])
    lines = [line.text for line in printed(replace(PAGE, goals=goals)).news]
    assert lines == [
        "Rikke følger Yusuf til skole mandag og onsdag.",
        "Yusuf er begyndt til boksning.",
        "Goal 1 went from 6 to 5. We will find out together what can help.",
        "Goal 3 went from 5 to 6. Well done!",
    ]


def test_who_may_see_the_plan_tells_of_departments_and_not_of_who_said_no(printed):
    readers = printed().readers
    assert [(one.mark.code if one.mark else "", one.names, one.only) for one in readers] == [
        ("SOF", ("Mette", "Lone", "Adam"), False),
        ("BIF", ("Jonas",), False),
        ("BUF", ("Bo", "Rikke"), False),
        ("KFF", ("Emil",), False),
        ("SUF", ("Hanne",), True),
        ("", ("Sanne",), False),
    ]


def test_adults_young_people_from_15_and_those_whom_the_family_calls_sign(printed):
    assert printed().signatures == (
        "Amina Solsikke",
        "Karim Solsikke",
        "Yusuf Solsikke",
        "Mette Prøvesen",
        "Jonas Testrup",
        "Sanne Eksempelsen",
    )


def test_between_meetings_it_is_a_working_copy_of_the_last_edition_and_before_the_first_a_draft(printed):
    assert (printed().edition, printed().builds_on.number, printed().builds_on.day) == (None, 4, date(2026, 10, 6))
    never = printed(replace(PAGE, head=replace(PAGE.head, last_meeting=None)))
    assert (never.edition, never.builds_on) == (None, None)


def test_a_big_household_gets_as_few_and_as_equal_sheets_as_fit(printed):
    people = [member(f"{name} Eksempel", age=30) for name in "ABCDEFGHIJ"]
    assert [len(sheet.people) for sheet in printed(with_members(*people)).sheets] == [5, 5]
    assert [len(sheet.people) for sheet in printed(with_members(*people[:6])).sheets] == [6]
    assert printed(with_members()).sheets == ()


def test_departments_are_marked_in_the_order_of_the_page(printed):
    assert [one.mark for one in printed().departments] == list(MARKS.values())[:4]
