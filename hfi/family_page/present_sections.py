"""Presenters of the departments' sections: what the reader may see of them, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from wtforms import Form

from hfi import clock
from hfi.access.models import AttachmentKind
from hfi.access.reasons import REASONS
from hfi.access.terms import Action, Decision, Level, Why
from hfi.families import cpr
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import contact, names_of, of_kind, section_mark
from hfi.family_page.present_consents import missing_yes
from hfi.family_page.present_goal_life import present_aims
from hfi.family_page.present_plans import present_plans
from hfi.family_page.section_views import (
    DeadlineView,
    Fact,
    MeasureView,
    PersonDetails,
    SectionDetails,
    SectionView,
)
from hfi.family_page.views import Contact
from hfi.filters import and_list, clock_time, first_name, full_date, long_date
from hfi.parameters import current as parameters
from hfi.plan.department import registry
from hfi.plan.models import (
    LIVE_STATUSES,
    MEASURE_OUTCOME_TITLES,
    MEASURE_STATUS_TITLES,
    GoalStatus,
)
from hfi.plan.section import DeadlineRule, Section
from hfi.plan.section_form import field_infos, unpack_details
from hfi.schedule.models import Repeats
from hfi.texts import _, language

EMPTY: Mapping[str, Any] = {"own": {}, "people": {}}
"""What a section's details hold before anybody wrote in it."""


def present_sections(dossier: Dossier) -> tuple[SectionView, ...]:
    """The sections that the family's programme uses, in its order."""
    used = registry().sections_in(dossier.programme)
    return tuple(present_section(dossier, section) for section in used)


def present_section(dossier: Dossier, section: Section) -> SectionView:
    """One section: its whole card, or whose it is and whom to ask."""
    decision = rights.section_decision(dossier, section, Action.READ)
    people = section_people(dossier, section)
    frame = SectionView(
        id=section.id,
        anchor=section.anchor,
        title=str(section.title),
        mark=section_mark(dossier, section.id),
        why=decision.why.value,
        reason="" if decision else reason(decision, section),
        missing=missing_yes(dossier, owner_of(dossier, section), section.level) if lacks_yes(decision) else (),
        people=people,
        ask=people[0] if people else first_contact(dossier),
    )
    return with_content(dossier, section, frame) if decision else frame


def reason(decision: Decision, section: Section) -> str:
    """Why the reader may not see the section, in their words."""
    if lacks_yes(decision) and section.level is Level.SENSITIVE:
        return _("It is sensitive: the family must say yes to that as well, and you must be named to read it.")
    return str(REASONS[decision.why])


def lacks_yes(decision: Decision) -> bool:
    """Whether it is the family's yes that is missing."""
    return decision.why is Why.NOT_SHARED


def owner_of(dossier: Dossier, section: Section) -> str:
    """The code of the department that keeps the section."""
    return registry().owner(section.area, dossier.programme)


def with_content(dossier: Dossier, section: Section, frame: SectionView) -> SectionView:
    """The card with the part that only those see who may read it."""
    details = present_details(dossier, section)
    return replace(
        frame,
        details=details,
        measures=present_measures(dossier, section),
        plans=present_plans(dossier, section, details.may_edit),
        may_edit=details.may_edit,
        may_plan=details.may_edit and bool(section.plan_kinds),
        aims=present_aims(dossier, section),
        may_aim=details.may_edit and any(one.status is GoalStatus.ACTIVE for one in dossier.goals),
        changed_at=changed_lately(dossier, section),
    )


def changed_lately(dossier: Dossier, section: Section) -> datetime | None:
    """When the section was last changed, if that was after the last meeting."""
    record = dossier.records.get(section.id)
    rows = [row for row in dossier.measures if row.section_id == section.id] + ([record] if record else [])
    last = max((row.updated_at for row in rows), default=None)
    return last if last and clock.local(last).date() > dossier.last_meeting_on else None


def section_people(dossier: Dossier, section: Section) -> tuple[Contact, ...]:
    """The owner's people on this family; in a section for one profession only those of it."""
    rows = [row for row in dossier.team if row.department == owner_of(dossier, section)]
    own = [row for row in rows if row.profession in section.professions]
    return tuple(contact(dossier, row) for row in (own if section.professions else rows))


def first_contact(dossier: Dossier) -> Contact | None:
    """Whom to ask when the owner has nobody on this family."""
    rows = of_kind(dossier, AttachmentKind.COORDINATOR) or of_kind(dossier, AttachmentKind.CONTACT_PERSON)
    return contact(dossier, rows[0]) if rows else None


def present_details(dossier: Dossier, section: Section) -> SectionDetails:
    """What the section itself says."""
    record = dossier.records.get(section.id)
    details = record.details if record else EMPTY
    own = unpack_details(section.form, details.get("own", {}))
    return SectionDetails(
        anchor=section.anchor,
        section_id=section.id,
        title=str(section.title),
        template=section.template,
        printout=section.printout,
        may_edit=bool(rights.section_decision(dossier, section, Action.WRITE)),
        assessment=record.assessment if record else "",
        own=own,
        facts=facts(section.form, own),
        persons=person_details(dossier, section, details.get("people", {})),
        deadlines=section_deadlines(dossier, section, own),
        confirmed_at=record.confirmed_at if record else None,
        confirmed_by=(record.confirmed_by or "") if record else "",
        ready=bool(record and record.ready),
        concerns=names_of(dossier, record.person_ids if record else None),
        kept_from=names_of(dossier, record.kept_from_ids if record else None),
    )


def facts(form: type[Form], values: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The filled-in fields as labels and shown text."""
    shown = [(one.label, show(values.get(one.name), one.choices)) for one in field_infos(form)]
    return tuple(Fact(str(label), text) for label, text in shown if text)


def show(value: Any, choices: Mapping[Any, Any]) -> str:
    """A stored value as people read it; empty text when there is nothing to show."""
    if isinstance(value, list):
        return ", ".join(show(one, choices) for one in value)
    if value in choices:
        return str(choices[value]) if value else ""
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, date):
        return full_date(value)
    if isinstance(value, time):
        return clock_time(value)
    if isinstance(value, Decimal):
        return format_decimal(value, locale=language())
    return "" if value is None else str(value)


def asked_about(dossier: Dossier, section: Section) -> list[Any]:
    """The people of whom the section has its own fields."""
    if section.person_form is None:
        return []
    return [one for one in dossier.household if section.whom(one.kind, cpr.age(one.born_on, dossier.today))]


def person_details(dossier: Dossier, section: Section, stored: Mapping[str, Any]) -> tuple[PersonDetails, ...]:
    """The section's own fields about each person, with the readings of its indicators."""
    if section.person_form is None:
        return ()
    found = []
    for person in asked_about(dossier, section):
        if not rights.person_decision(dossier, section, person.id):
            continue
        own = unpack_details(section.person_form, stored.get(form_name(person.id), {}))
        readings = person_readings(dossier, section, person.id)
        shown = facts(section.person_form, own)
        found.append(PersonDetails(person.id, dossier.names[person.id], shown, own, readings))
    return tuple(found)


def form_name(person_id: Any) -> str:
    """The name of a person's sub-form."""
    return f"p{person_id.hex}"


def person_readings(dossier: Dossier, section: Section, person_id: Any) -> dict[str, tuple[tuple[date, int], ...]]:
    """Month and number of the person's readings in this section, by indicator; read only where a section has any."""
    if not section.indicators:
        return {}
    rows = [row for row in dossier.readings.get(person_id, []) if row.section_id == section.id]
    return {key: tuple((row.month, row.value) for row in rows if row.indicator == key) for key in section.indicators}


def section_deadlines(dossier: Dossier, section: Section, own: Mapping[str, Any]) -> tuple[DeadlineView, ...]:
    """The section's deadlines that run, by its rules."""
    rules = parameters.deadlines(section)
    running = [(rule, own.get(rule.from_field)) for rule in rules if not own.get(rule.done_field)]
    return tuple(deadline(dossier, rule, start) for rule, start in running if start and rule.holds_on(start))


def deadline(dossier: Dossier, rule: DeadlineRule, start: date) -> DeadlineView:
    """The day that the rule gives."""
    due = clock.months_after(start, rule.months)
    return DeadlineView(str(rule.title), due, (due - dossier.today).days, rule.source, rule.warn_days)


def present_measures(dossier: Dossier, section: Section) -> tuple[MeasureView, ...]:
    """The section's measures that the reader may see: those that live, and those that ended since the last meeting."""
    since = dossier.last_meeting_on
    rows = [row for row in dossier.measures if row.section_id == section.id]
    recent = [row for row in rows if row in dossier.live_measures or row.updated_at.date() >= since]
    views = [present_measure(dossier, section, row) for row in recent]
    return tuple(view for view in views if view)


def present_measure(dossier: Dossier, section: Section, row: Any) -> MeasureView | None:
    """One measure; None when it is not for this reader."""
    people = ids_of(row.person_ids)
    if not rights.item_decision(dossier, section.id, row.sensitive, Action.READ, people):
        return None
    kind = parameters.measure_type(section, row.type_key)
    return MeasureView(
        id=row.id,
        section_id=row.section_id,
        type_label=str(kind.label) if kind else "",
        title=row.title,
        plain_words=row.plain_words,
        people=tuple(dossier.names[one] for one in dossier.names if one in people),
        everybody=len(people) > 1 and dossier.household_ids <= set(people),
        responsible=row.provider or row.responsible or "",
        responsible_first=row.provider or first_name(row.responsible or ""),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        status=row.status,
        status_label=str(MEASURE_STATUS_TITLES[row.status]),
        status_reason=row.status_reason,
        next_step=row.next_step,
        legal_ground=row.legal_ground,
        goals=tuple((number, goal) for goal, number in dossier.goal_numbers.items() if goal in ids_of(row.goal_ids)),
        when=times(dossier, [one for one in dossier.appointments if one.measure_id == row.id]),
        sensitive=row.sensitive,
        is_new=clock.local(row.created_at).date() > dossier.last_meeting_on,
        may_edit=bool(rights.item_decision(dossier, section.id, row.sensitive, Action.WRITE, people)),
        kept_from=names_of(dossier, row.kept_from_ids),
        outcome_label=str(MEASURE_OUTCOME_TITLES[row.outcome]) if row.outcome else "",
        ends_by_law=parameters.ends_by_law(section, row.type_key) if row.status in LIVE_STATUSES else None,
    )


def is_current(dossier: Dossier, row: Any) -> bool:
    """Whether an appointment still lies ahead, or repeats."""
    last = row.from_on if row.repeats is Repeats.ONCE else row.until_on
    return last is None or last >= dossier.today - timedelta(days=dossier.today.weekday())


def times(dossier: Dossier, rows: list[Any]) -> tuple[str, ...]:
    """`mandag og onsdag 07.30–08.15`; for appointments that do not repeat the day itself."""
    days: dict[tuple[time, time], list[str]] = {}
    for row in sorted(rows, key=lambda one: (one.repeats is Repeats.ONCE, one.from_on.weekday())):
        if is_current(dossier, row):
            day = long_date(row.from_on) if row.repeats is Repeats.ONCE else long_date(row.from_on).split()[0]
            days.setdefault((row.starts, row.ends), []).append(day)
    return tuple(f"{and_list(named)} {clock_time(start)}–{clock_time(end)}" for (start, end), named in days.items())
