"""All departments' deadlines in one list, as far as this reader may see what they are about."""

from collections.abc import Iterator
from typing import Any

from hfi import clock
from hfi.deadlines.dues import Due, due, meeting_day, nearness, plan_days
from hfi.deadlines.rules import newest, rule_on
from hfi.families.models import PersonKind
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.present_alerts import first_to_end, own_answer_soon
from hfi.family_page.section_views import SectionView
from hfi.filters import and_list
from hfi.plan.department import registry
from hfi.plan.models import SectorPlanStatus

CHILD_PLAN, YOUTH_PLAN = "child-plan", "youth-plan"
YOUNG_UNTIL = 18
Where = dict[str, Any]


def present_deadlines(dossier: Dossier, sections: tuple[SectionView, ...]) -> tuple[Due, ...]:
    """The deadlines, the first day first; in a closed family nothing is due."""
    if dossier.access.closed:
        return ()
    found = [*of_sections(dossier, sections), *of_youth(dossier, sections), *of_family(dossier)]
    return tuple(sorted(found, key=lambda one: (one.on, one.title, one.about)))


def of_sections(dossier: Dossier, sections: tuple[SectionView, ...]) -> Iterator[Due]:
    """What stands in the departments' parts: their own rules, their plans, measures that the law ends."""
    rows = {row.id: row for row in dossier.sector_plans}
    for section in sections:
        where: Where = {"mark": section.mark, "anchor": section.anchor}
        for one in section.details.deadlines if section.details else ():
            near = nearness(one.due_on, dossier.today, one.warn_days, one.warn_days // 2)
            yield Due(one.title, "", one.due_on, one.days_left, one.source, near, section.mark, section.anchor)
        for plan in section.plans:
            for rule, day in plan_days(rows[plan.id]):
                title = f"{plan.kind_label}: {rule.words()}"
                yield due(rule, day, dossier.today, title=title, about=plan.person, **where)
        for measure in section.measures:
            if measure.ends_by_law:
                rule, people = newest("ends-by-law"), and_list(measure.people)
                title = f"{measure.title}: {rule.words()}"
                yield due(rule, measure.ends_by_law, dossier.today, title=title, about=people, **where)


def of_youth(dossier: Dossier, sections: tuple[SectionView, ...]) -> Iterator[Due]:
    """The youth plan of a young person who has a child's plan, so far as the reader sees that."""
    rows = {row.id: row for row in dossier.sector_plans}
    for section in sections:
        mine = [row for plan in section.plans if (row := rows[plan.id]).status is not SectorPlanStatus.ENDED]
        have = {row.person_id for row in mine if row.kind == YOUTH_PLAN}
        for person in dossier.household:
            needs = person.id in {row.person_id for row in mine if row.kind == CHILD_PLAN} - have
            if needs and (found := youth_day(dossier, person)):
                where: Where = {"mark": section.mark, "anchor": section.anchor}
                yield due(*found, dossier.today, about=dossier.names[person.id], **where)


def youth_day(dossier: Dossier, person: Any) -> tuple[Any, Any] | None:
    """The rule and its day, from when the birthday is near until the young person is grown up."""
    if person.kind is not PersonKind.CHILD or person.born_on is None:
        return None
    rule = rule_on(YOUTH_PLAN, dossier.today)
    grown = clock.months_after(person.born_on, 12 * YOUNG_UNTIL)
    if rule is None or dossier.today >= grown:
        return None
    day = rule.due(rule.birthday(person.born_on))
    return (rule, day) if (rule.birthday(person.born_on) - dossier.today).days <= rule.warn_days else None


def of_family(dossier: Dossier) -> Iterator[Due]:
    """What is everybody's: the next meeting, consents that run out, young people who will answer, sharing by law."""
    held = [one.starts_at for one in dossier.meetings if one.held]
    days = [clock.local(held[-1]).date() if held else None, dossier.family.resumed_on]
    last = max((one for one in days if one), default=None)
    if not dossier.pause and (found := meeting_day(last, dossier.family.enrolled_on, dossier.programme)):
        yield due(*found, dossier.today, anchor="overview")
    for person in dossier.household:
        about = {"about": dossier.names[person.id], "anchor": "consents"}
        if birthday := own_answer_soon(dossier, person):
            yield due(newest("own-answer"), birthday, dossier.today, **about)
        elif ending := first_to_end(dossier, person.id):
            yield due(newest("consent"), ending, dossier.today, **about)
    for row in dossier.legal_grounds:
        if row.runs_out and rights.sees_ground(dossier, row):
            owner = registry().mark_of_code(row.owner, dossier.programme)
            yield due(newest("legal-ground"), row.to_on, dossier.today, mark=owner, anchor="consents")
