"""The sections' own fields, filled in so that they fit the family's measures."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hfi.demo.draft import Draft, Relative, Running
from hfi.demo.library import read
from hfi.demo.sketches import MemberSketch
from hfi.plan.models import MeasureStatus
from hfi.plan.section import Section
from hfi.plan.section_form import pack_details
from hfi.plan.section_form import plain as plain_fields

Fields = dict[str, Any]
Builder = Callable[[Draft, list[Running], dict[str, Fields], Fields], None]
WINTER_HOLIDAY, AUTUMN_HOLIDAY = 7, 42
SCHOOL_FROM = 6
FEES = ("450.00", "600.00", "850.00", "1100.00")
"""Kroner, as the record stores an amount."""


def usual(draft: Draft, section: Section, measures: list[Running]) -> dict[str, Any]:
    """The section's fields and those of each person it asks about, as the record stores them."""
    own, one_person = blank(section)
    asked = [one for one in draft.people.values() if one.asked and section.whom(one.kind, one.age)]
    own = dict(own)
    people = {one.name: dict(one_person) for one in asked} if section.person_form else {}
    BUILDERS.get(section.id, nothing)(draft, measures, people, own)
    return {"own": own, "people": {draft.people[name].form_name: fields for name, fields in people.items()}}


def blank(section: Section) -> tuple[Fields, Fields]:
    """The section's own fields, and a person's, as a form stores them that nobody has filled in."""
    if section.id not in BLANKS:
        form = section.form(formdata=None, meta={"csrf": False})
        person = section.person_form() if section.person_form else None
        fields = {one.short_name: one.data for one in plain_fields(person)} if person else {}
        BLANKS[section.id] = pack_details(form)["own"], fields
    return BLANKS[section.id]


BLANKS: dict[str, tuple[Fields, Fields]] = {}


def nothing(_draft: Draft, _measures: list[Running], _people: dict[str, Fields], _own: Fields) -> None:
    """A section that the demo does not know keeps its fields empty."""


def of_type(measures: list[Running], *types: str) -> list[Running]:
    """The measures of these types that were not declined."""
    return [one for one in measures if one.offer.type in types and one.status is not MeasureStatus.DECLINED]


def names_of(draft: Draft, measure: Running, people: dict[str, Fields]) -> list[str]:
    """The people of the measure whom the section asks about."""
    return [one.name for one in draft.named(measure.sketch.who) if one.name in people]


def text(draft: Draft, key: str, who: str = "") -> str:
    """One of the texts of that name."""
    found = read("sections")[key]
    return (found if isinstance(found, str) else draft.pick(found)).format(who=who)


def social(draft: Draft, measures: list[Running], people: dict[str, Fields], own: Fields) -> None:
    """The child assessment from the measure; a placement's way home; the hours with Idrætsprojektet."""
    for one in of_type(measures, "child-assessment")[:1]:
        own["aware_on"] = (one.made_on - timedelta(days=draft.rng.randint(1, 10))).isoformat()
        if one.ended_on:
            own["finished_on"], own["findings"] = one.ended_on.isoformat(), text(draft, "findings")
    for one in of_type(measures, "placement")[:1]:
        who = one.sketch.who[0]
        own |= {key: text(draft, key, who) for key in ("placement_aim", "way_back", "caseworker_does")}
        own |= {"placed_who": who, "placed_on": one.starts_on.isoformat()}
        own["return_needs"] = [[need, by.format(who=who), done] for need, by, done in read("sections")["return_needs"]]
        end = draft.day(one.sketch.end)
        own["returns_on"] = end.isoformat() if end else None
    for one in of_type(measures, "idraetsprojektet"):
        for name in names_of(draft, one, people):
            people[name]["course_hours"] = draft.rng.randint(2, 4)


def employment(draft: Draft, measures: list[Running], people: dict[str, Fields], _own: Fields) -> None:
    """Each one's situation as the family's data say it; a job plan for those with a measure."""
    members = {one.name: one for one in draft.sketch.members}
    for name, fields in people.items():
        fields |= situation(draft, members[name], draft.people[name])
    for one in measures:
        for name in names_of(draft, one, people):
            if not people[name]["job_plan"]:
                code = draft.crew["bif"].post.department
                people[name]["job_plan"] = f"{code}-{draft.enrolled.year % 100}-{draft.rng.randint(1000, 9999)}"


def situation(draft: Draft, member: MemberSketch, person: Relative) -> Fields:
    """What somebody does and lives on; a young person of whom nothing is said goes to school."""
    kind, support, hours = member.work
    if not kind:
        return {"situation": "school", "support": "none"} if (person.age or 0) < 18 else {"situation": "other"}
    return {"situation": kind, "support": support, "hours": hours or None, "documentation": member.documentation}


def wellbeing(draft: Draft, measures: list[Running], people: dict[str, Fields], _own: Fields) -> None:
    """How far each child's assessment is, and what the school does."""
    for one in of_type(measures, "ppv"):
        for name in names_of(draft, one, people):
            people[name]["ppv"] = "done" if one.ended_on else "under-way"
    for one in of_type(measures, "school-support", "family-school-cooperation", "consultative-help"):
        for name in names_of(draft, one, people):
            small = (draft.people[name].age or 0) < SCHOOL_FROM
            people[name]["cooperation"] = text(draft, "cooperation_small" if small else "cooperation", name)


def attendance(draft: Draft, measures: list[Running], people: dict[str, Fields], own: Fields) -> None:
    """The consultant's note, and what was agreed with the school."""
    own["note"] = text(draft, "notes")
    for one in measures:
        for name in names_of(draft, one, people):
            people[name]["agreement"] = text(draft, "attendance", name)


def visits(draft: Draft, measures: list[Running], _people: dict[str, Fields], own: Fields) -> None:
    """What is talked about, and when the health visitor comes next."""
    own["themes"] = themes(measures)
    if any(one.live for one in measures):
        own["next_visit_on"] = draft.days.working_day(draft.rng.randint(4, 26)).isoformat()
    own["bridging"] = text(draft, "visit_bridging")


def leisure(draft: Draft, measures: list[Running], people: dict[str, Fields], _own: Fields) -> None:
    """What each one likes, where they go, and help with the fee."""
    members = {one.name: one for one in draft.sketch.members}
    for name, fields in people.items():
        child = (draft.people[name].age or 0) < 18
        fields["interests"] = members[name].likes or text(draft, "interests_child" if child else "interests_adult")
    for one in measures:
        for name in names_of(draft, one, people):
            go_to(draft, one, people[name])


def go_to(draft: Draft, measure: Running, fields: Fields) -> None:
    """What one measure means for one person."""
    if measure.offer.type == "membership-fee":
        fields["fee_state"] = "granted" if measure.ended_on else "applied"
        fields["fee_amount"] = draft.rng.choice(FEES)
        fields["fee_season"] = season(draft.days.today)
    elif measure.offer.type == "holiday-camp":
        fields["holiday_camp_week"] = AUTUMN_HOLIDAY if measure.ended_on else WINTER_HOLIDAY
    elif (
        measure.live
        and not fields["association"]
        and (measure.sketch.provider or measure.offer.provider or measure.offer.activity)
    ):
        fields["association"] = (
            measure.sketch.provider or measure.sketch.activity or measure.offer.provider or measure.offer.activity
        )


def season(day: date) -> str:
    """The half of the year."""
    return f"{read('sections')['seasons'][(day.month - 1) // 6]} {day.year}"


def health(draft: Draft, measures: list[Running], _people: dict[str, Fields], own: Fields) -> None:
    """When the family talked about health, about what, and where that led."""
    day = min(one.made_on for one in measures) + timedelta(days=draft.rng.randint(3, 20))
    own["talked_on"] = min(day, draft.days.today - timedelta(days=1)).isoformat()
    own["themes"] = themes(measures)
    own["bridging"] = text(draft, "health_bridging")


def themes(measures: list[Running]) -> list[str]:
    """What the measures are about."""
    found = [theme for one in measures for theme in (one.sketch.themes or one.offer.themes)]
    return list(dict.fromkeys(found))


BUILDERS: dict[str, Builder] = {
    "social/support": social,
    "employment/work": employment,
    "children/wellbeing": wellbeing,
    "children/attendance": attendance,
    "children/health-visiting": visits,
    "leisure/leisure": leisure,
    "health/health": health,
}
