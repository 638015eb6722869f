"""What each department says in its section: an assessment, its own fields, and when it was last confirmed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hfi.access.terms import Level
from hfi.demo import own_fields
from hfi.demo.draft import Change, Draft, Running
from hfi.demo.library import read, sentence
from hfi.demo.measures import is_sensitive, wording
from hfi.demo.people import Colleague
from hfi.demo.rows import Row
from hfi.demo.sketches import SectionSketch
from hfi.demo.when import weekday_before
from hfi.plan.department import registry
from hfi.plan.models import MeasureStatus, SectionRecord
from hfi.plan.section import Section
from hfi.plan.section_form import pack, pack_details

STALE = (75, 130)
FRESH = (2, 40)
READY_WITHIN = timedelta(days=24)
"""So long before a meeting most sections are marked as ready for it."""
READY = 0.6
MOST_SENTENCES = 3
WITHOUT_WORDS = 3
"""Of families without anything in a section that the demo has no words for, every third gets the section's example."""


def add_sections(draft: Draft) -> None:
    """A record for each section where a department works with the family."""
    for section in registry().sections:
        measures = [one for one in draft.measures if one.offer.section == section.id]
        if written := draft.sketch.sections.get(section.id):
            add_written(draft, section, written, measures)
        elif told := [one for one in measures if one.status is not MeasureStatus.DECLINED]:
            add_usual(draft, section, told)
        elif section.id not in own_fields.BUILDERS and draft.id.int % WITHOUT_WORDS == 0:
            add_example(draft, section)


def add_written(draft: Draft, section: Section, sketch: SectionSketch, measures: list[Running]) -> None:
    """A section that the family's data write out; its own fields are completed like anybody's."""
    details = own_fields.usual(draft, section, measures)
    details["own"] |= {key: value_in(draft, key, value) for key, value in sketch.own.items()}
    for name, fields in sketch.people.items():
        details["people"][draft.people[name].form_name] |= fields
    confirmed_at = draft.moment(draft.days.day(sketch.confirmed))
    row = record(section, sketch.assessment, details, sketch.ready, (confirmed_at, draft.crew[sketch.by]))
    changes = [replace(one, at=confirmed_at) for one in draft.changes(sketch.changed, row)]
    save(draft, row, min([one.made_on for one in measures], default=draft.enrolled), changes)


def add_usual(draft: Draft, section: Section, measures: list[Running]) -> None:
    """A section in the library's words, from what its measures say of the people they are for."""
    running = [one for one in measures if one.status is MeasureStatus.RUNNING]
    says = [sentence(said(draft, section, one)) for one in running or measures][:MOST_SENTENCES]
    stale = section.id in draft.sketch.stale
    confirmed = draft.moment(confirmed_on(draft, measures, stale))
    by = draft.crew[measures[0].sketch.by]
    ready = not stale and meets_soon(draft) and draft.rng.random() < READY
    row = record(section, " ".join(says), own_fields.usual(draft, section, measures), ready, (confirmed, by))
    save(
        draft,
        row,
        min(one.made_on for one in measures),
        [rewritten(row, says, by)] if confirmed > draft.since and len(says) > 1 else [],
    )


def add_example(draft: Draft, section: Section) -> None:
    """A section that the demo has no words for: its department's own example."""
    form = section.form(formdata=None, meta={"csrf": False}, data=dict(section.example))
    at = draft.moment(draft.recently())
    details = pack_details(form)
    save(
        draft,
        record(section, str(form.assessment.data or ""), details, False, (at, draft.coordinator)),
        draft.enrolled,
        [],
    )


def record(
    section: Section, assessment: str, details: Mapping[str, Any], ready: bool, confirmed: tuple[datetime, Colleague]
) -> Row:
    """The row of a section."""
    return {
        "section_id": section.id,
        "assessment": assessment,
        "details": details,
        "ready": ready,
        "confirmed_at": confirmed[0],
        "confirmed_by_id": confirmed[1].id,
    }


def save(draft: Draft, row: Row, begun: date, changes: list[Change]) -> None:
    """Add the record; it was first written soon after the department began, and confirmed at its last change."""
    by = next(one for one in draft.crew.colleagues.values() if one.id == row["confirmed_by_id"])
    first = begun + timedelta(days=draft.rng.randint(1, 9))
    at = min(draft.moment(min(first, draft.days.today)), row["confirmed_at"])
    older = {"confirmed_at": at}
    told = (
        [*changes[:-1], replace(changes[-1], before={**changes[-1].before, **older})]
        if changes
        else [Change(row["confirmed_at"], by, older)]
    )
    draft.add(SectionRecord, at, by, told if row["confirmed_at"] > at else (), row)


def said(draft: Draft, section: Section, measure: Running) -> str:
    """A sentence about how the measure goes, or why it does not; one that is hidden from others is not named."""
    hidden = is_sensitive(measure.offer) and section.level is not Level.SENSITIVE
    usual = read("sections")["said"].get(measure.status.value)
    if usual and not hidden:
        return str(usual.format(title=measure.title, reason=measure.reason)).strip()
    return draft.pick(measure.offer.says).format(**wording(draft, measure.sketch.who, draft.crew[measure.sketch.by]))


def rewritten(row: Row, says: list[str], by: Colleague) -> Change:
    """The change that added the last sentence."""
    return Change(row["confirmed_at"], by, {"assessment": " ".join(says[:-1])})


def confirmed_on(draft: Draft, measures: list[Running], stale: bool) -> date:
    """The day when the department last said that the section is right."""
    ago = timedelta(days=draft.rng.randint(*(STALE if stale else FRESH)))
    first = min(one.made_on for one in measures)
    ends = [one.ended_on for one in measures if one.ended_on]
    last = max(ends) if len(ends) == len(measures) else draft.days.today
    return weekday_before(min(max(last - ago, first), draft.days.today - timedelta(days=1)))


def meets_soon(draft: Draft) -> bool:
    """Whether the next meeting is near."""
    coming = draft.sketch.next_meeting
    return coming is not None and draft.days.day(coming.on) - draft.days.today <= READY_WITHIN


def value_in(draft: Draft, key: str, value: Any) -> Any:
    """A value of a data file as the record stores it; what ends in `_on` is a day."""
    return pack(draft.days.day(value)) if key.endswith("_on") else value
