"""Departments' own plans that the joint plan refers to, and the children's absence month by month."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hfi.demo.draft import Draft, Relative, Running
from hfi.demo.library import read
from hfi.demo.members import time_in_team
from hfi.demo.when import weekday_before
from hfi.families.models import PersonKind
from hfi.plan.department import registry
from hfi.plan.models import MeasureStatus, Reading, SectorPlan, SectorPlanStatus

ATTENDANCE = "children/attendance"
ABSENCE = "school_absence"
YOUTH_PLAN_FROM = 16
SCHOOL_FROM, SCHOOL_STARTS_IN = 6, 8
PLAN_WITHIN = timedelta(days=91)
"""Barnets lov § 91: the child's plan within three months of the decision."""
KINDS = {
    "family-treatment": "treatment-plan",
    "contact-person": "child-plan",
    "child-assessment": "child-plan",
    "placement": "child-plan",
    "work-placement": "job-plan",
    "small-job": "job-plan",
    "wage-subsidised-job": "job-plan",
    "authority-casework": "job-plan",
    "flexible-job": "job-plan",
    "danish-lessons": "job-plan",
    "education-directed": "education-order",
    "ppv": "ppv",
    "absence-effort": "absence-plan",
    "accompanied-to-school": "absence-plan",
    "health-visit": "health-visitor-plan",
}
"""Which plan a department makes together with which measure."""
LOOKED_INTO = ("ppv", "child-assessment")
"""Measures that find out what a child needs, so that their plan comes after them."""
FIRST_ABSENCE, STEP_DOWN = (28, 60), (0, 5)
REVIEWED_IN = (9, 24, 45, 60, 80)
MONTHS_OF_ABSENCE = (6, 9)


def add_sector_plans(draft: Draft) -> None:
    """At most one plan of each kind for one person."""
    seen: set[tuple[str, object]] = set()
    for measure in draft.measures:
        kind = KINDS.get(measure.offer.type, "")
        if not kind or measure.status in (MeasureStatus.DECLINED, MeasureStatus.PROPOSED):
            continue
        person = planned_for(draft, measure)
        if kind == "child-plan" and person and (person.age or 0) >= YOUTH_PLAN_FROM:
            kind = "youth-plan"
        if known(measure, kind) and (kind, person) not in seen:
            seen.add((kind, person))
            add_sector_plan(draft, measure, kind, person)


def known(measure: Running, kind: str) -> bool:
    """Whether the section has plans of this kind."""
    return kind in dict(registry().by_id[measure.offer.section].plan_kinds)


def planned_for(draft: Draft, measure: Running) -> Relative | None:
    """The first person of the measure; a plan of treatment is everybody's."""
    return None if measure.offer.type == "family-treatment" else draft.named(measure.sketch.who)[0]


def add_sector_plan(draft: Draft, measure: Running, kind: str, person: Relative | None) -> None:
    """The reference to one plan: being prepared with a deadline, in force, or ended with its measure."""
    by = draft.crew[measure.sketch.by]
    looked_into = measure.offer.type in LOOKED_INTO
    base = measure.ended_on if looked_into and measure.ended_on else measure.starts_on
    dated_on = weekday_before(base + timedelta(days=draft.rng.randint(15, 50)))
    status = standing(draft, measure, dated_on)
    at = draft.moment(min(max(measure.starts_on, draft.enrolled), draft.days.today))
    row = {
        "section_id": measure.offer.section,
        "kind": kind,
        "person_id": person.id if person else None,
        "status": status,
        "dated_on": None if status is SectorPlanStatus.PLANNED else dated_on,
        "deadline_on": deadline(draft, measure, status),
        "reference": f"{by.post.department}-{draft.enrolled.year % 100}-{draft.rng.randint(10_000, 99_999)}",
        "lines": draft.pick(plan_lines(measure, kind)).format(who=person.name if person else ""),
        "owner_id": by.id,
        "decided_on": measure.starts_on if status is SectorPlanStatus.PLANNED else None,
        "followed_up_on": followed_up(draft, status, dated_on),
        "replaces": "",
        "created_at": at,
    }
    draft.add(SectorPlan, at, by, (), row)


def followed_up(draft: Draft, status: SectorPlanStatus, dated_on: date) -> date | None:
    """The last follow-up of a plan in force, once it is three months old."""
    old = status is SectorPlanStatus.IN_FORCE and (draft.days.today - dated_on) > PLAN_WITHIN
    return weekday_before(dated_on + PLAN_WITHIN - timedelta(days=7)) if old else None


def plan_lines(measure: Running, kind: str) -> Sequence[str]:
    """What may stand in a plan: of the measure it came with, or of its kind."""
    texts: Mapping[str, Sequence[str]] = read("sections")["plans"]
    return texts.get(measure.offer.type) or texts[kind]


def standing(draft: Draft, measure: Running, dated_on: date) -> SectorPlanStatus:
    """Being prepared while it is looked into what a child needs; then in force, for as long as the measure lasts."""
    looking = measure.offer.type in LOOKED_INTO
    if (looking and not measure.ended_on) or dated_on >= draft.days.today:
        return SectorPlanStatus.PLANNED
    return SectorPlanStatus.ENDED if measure.ended_on and not looking else SectorPlanStatus.IN_FORCE


def deadline(draft: Draft, measure: Running, status: SectorPlanStatus) -> date | None:
    """When a plan must be ready, or one in force must be looked at again."""
    if status is SectorPlanStatus.ENDED:
        return None
    if status is SectorPlanStatus.PLANNED:
        return measure.starts_on + PLAN_WITHIN
    return draft.days.working_day(draft.rng.choice(REVIEWED_IN))


def add_readings(draft: Draft) -> None:
    """Absence of the children whom the attendance section works with, and of those the family's data name."""
    if ATTENDANCE not in registry().by_id:
        return
    mine = [one for one in draft.measures if one.offer.section == ATTENDANCE]
    series = {name: list(values) for name, values in draft.sketch.readings.items()}
    for name in dict.fromkeys(
        person.name for one in mine for person in draft.named(one.sketch.who) if at_school(person)
    ):
        series[name] = series.get(name) or falling(draft)
    for name, values in series.items():
        add_series(draft, draft.people[name], values, *time_in_team(draft, mine))


def at_school(person: Relative) -> bool:
    """Whether the school counts the person's lessons."""
    return person.kind is PersonKind.CHILD and (person.age or 0) >= SCHOOL_FROM


def falling(draft: Draft) -> list[int]:
    """Numbers that go down, with a setback now and then."""
    value = draft.rng.randint(*FIRST_ABSENCE)
    values = []
    for _ in range(draft.rng.randint(*MONTHS_OF_ABSENCE)):
        values.append(value)
        value = max(2, value - draft.rng.randint(*STEP_DOWN) + (5 if draft.rng.random() < 0.2 else 0))
    return values


def add_series(draft: Draft, person: Relative, values: list[int], begun: date, ended: date | None) -> None:
    """One reading a month while the consultant works with the family, and what the school knew from before.

    The school tells the number early in the month after.
    """
    keeper = draft.crew.keeper(ATTENDANCE)
    last = ended or draft.days.today - timedelta(days=1)
    first = date(person.born_on.year + SCHOOL_FROM, SCHOOL_STARTS_IN, 1) if person.born_on else begun
    for month, value in zip(draft.days.months_back(len(values)), values, strict=True):
        if first <= month <= last:
            known = min(
                month + timedelta(days=draft.rng.randint(32, 38)), last - timedelta(days=draft.rng.randint(0, 9))
            )
            told = weekday_before(max(known, begun, month))
            row = {
                "person_id": person.id,
                "section_id": ATTENDANCE,
                "indicator": ABSENCE,
                "month": month,
                "value": value,
            }
            draft.add(Reading, draft.days.moment(told, draft.rng), keeper, (), row)
