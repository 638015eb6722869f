"""What the departments do for somebody in the family, and when and where it takes place."""

from collections.abc import Sequence
from datetime import date, timedelta

from hfi.access.terms import Level
from hfi.demo.draft import Change, Draft, Running
from hfi.demo.library import Offer, and_list, offers, read, sentence
from hfi.demo.people import Colleague
from hfi.demo.rows import Row
from hfi.demo.sketches import EVERYBODY, MeasureSketch
from hfi.demo.when import Slot, first_weekday, slot, weekday_before
from hfi.plan.department import registry
from hfi.plan.models import LIVE_STATUSES, Measure, MeasureGoal, MeasureOutcome, MeasurePerson, MeasureStatus
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats

TAKING_PLACE = (MeasureStatus.AGREED, MeasureStatus.RUNNING)
GOING_ON = (MeasureStatus.PROPOSED, *TAKING_PLACE)
PROMISED_AHEAD = (4, 15)
"""So many days before it starts a measure is written down."""


def wording(draft: Draft, who: Sequence[str], by: Colleague | None = None) -> dict[str, str]:
    """The names that a text may use."""
    everybody = tuple(who) == EVERYBODY
    return {"who": "familien" if everybody else and_list(tuple(who)), "by": by.first_name if by else ""}


def add_measures(draft: Draft) -> None:
    """All measures whose section this installation has."""
    known = registry().by_id
    for sketch in draft.sketch.measures:
        offer = offers()[sketch.offer]
        if offer.section in known:
            add_measure(draft, sketch, offer)


def add_measure(draft: Draft, sketch: MeasureSketch, offer: Offer) -> None:
    """One measure, whom it is for, which goals it serves, and its times."""
    by = draft.crew[sketch.by]
    starts_on, ends_on = draft.days.day(sketch.start), draft.day(sketch.end)
    status = MeasureStatus(sketch.status) if sketch.status else default_status(draft, starts_on)
    made_on = made(draft, sketch, starts_on)
    at = draft.moment(made_on)
    row = told(draft, sketch, offer) | {
        "id": draft.new_id(),
        "section_id": offer.section,
        "type_key": offer.type,
        "responsible_id": by.id,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "status": status,
        "outcome": MeasureOutcome.REACHED if status is MeasureStatus.ENDED else None,
        "status_reason": sketch.reason or usual_reason(status),
        "sensitive": is_sensitive(offer),
        "created_at": at,
    }
    stopped_on = ends_on if status is MeasureStatus.ENDED and ends_on else draft.recently(made_on)
    draft.add(Measure, at, by, draft.changes(sketch.changed, row) or stops(draft, row, by, stopped_on), row)
    ended_on = None if status in LIVE_STATUSES else stopped_on
    running = Running(
        row["id"], sketch, offer, row["title"], row["status_reason"], made_on, starts_on, ended_on, status
    )
    draft.measures.append(running)
    for person in draft.named(sketch.who):
        draft.rows.add(MeasurePerson, {"measure_id": running.id, "person_id": person.id, "family_id": draft.id})
    for number in sketch.goals:
        draft.rows.add(
            MeasureGoal, {"measure_id": running.id, "goal_id": draft.goals[number - 1], "family_id": draft.id}
        )
    if status in TAKING_PLACE:
        add_appointments(draft, running, row)


def told(draft: Draft, sketch: MeasureSketch, offer: Offer) -> Row:
    """What the measure says: the library's words, where the family's data have none."""
    names = wording(draft, sketch.who, draft.crew[sketch.by])
    return {
        "title": sketch.title or offer.title,
        "plain_words": sentence((sketch.plain or draft.pick(offer.plain)).format(**names)),
        "next_step": sentence((sketch.next or draft.pick(offer.next)).format(**names)),
        "provider": sketch.provider or offer.provider,
        "legal_ground": offer.legal_ground,
    }


def stops(draft: Draft, row: Row, by: Colleague, on: date) -> list[Change]:
    """The change that paused or ended it, when the family's data tell of none."""
    if row["status"] in GOING_ON:
        return []
    declined = row["status"] is MeasureStatus.DECLINED
    before = {"status": MeasureStatus.PROPOSED if declined else MeasureStatus.RUNNING, "status_reason": ""}
    if not row["status_reason"]:
        del before["status_reason"]
    return [Change(max(draft.moment(on), row["created_at"]), by, before)]


def default_status(draft: Draft, starts_on: date) -> MeasureStatus:
    """Running once it has begun."""
    return MeasureStatus.RUNNING if starts_on <= draft.days.today else MeasureStatus.AGREED


def usual_reason(status: MeasureStatus) -> str:
    """Why it is paused or ended, when nobody wrote it out; who declines owes no reason."""
    return str(read("sections").get(status.value, ""))


def made(draft: Draft, sketch: MeasureSketch, starts_on: date) -> date:
    """The day when the measure was written down: some days ahead, or since the last meeting when it is new."""
    if sketch.made is not None:
        return draft.days.day(sketch.made)
    yesterday = draft.days.today - timedelta(days=1)
    ahead = timedelta(days=draft.rng.randint(*PROMISED_AHEAD))
    day = min(draft.recently(), starts_on) if sketch.new else min(starts_on - ahead, yesterday)
    return max(weekday_before(day), draft.enrolled)


def is_sensitive(offer: Offer) -> bool:
    """Whether the catalogue or the section hides the measure outside its profession."""
    section = registry().by_id[offer.section]
    hidden = {one.key for one in section.measure_types if one.sensitive}
    return section.level is Level.SENSITIVE or offer.type in hidden


def add_appointments(draft: Draft, measure: Running, row: Row) -> None:
    """The measure's times in the family's week."""
    for text in measure.sketch.week:
        one = slot(text, draft.days)
        appointment = {
            "id": draft.new_id(),
            "section_id": measure.offer.section,
            "measure_id": measure.id,
            "title": measure.sketch.short or row["title"],
            "starts": one.starts,
            "ends": one.ends,
            "place": measure.sketch.place or measure.offer.place,
            "sensitive": row["sensitive"],
            **dates(one, measure.starts_on, draft.day(measure.sketch.end)),
        }
        draft.add(Appointment, draft.moment(measure.made_on), draft.crew[measure.sketch.by], (), appointment)
        for person in draft.named(measure.sketch.attend or measure.sketch.who):
            link = {"appointment_id": appointment["id"], "person_id": person.id, "family_id": draft.id}
            draft.rows.add(AppointmentPerson, link)


def dates(one: Slot, starts_on: date, ends_on: date | None) -> Row:
    """Once, or every week from the measure's start to its end."""
    if one.on:
        return {"repeats": Repeats.ONCE, "from_on": one.on, "until_on": None}
    first = first_weekday(one.weekday, starts_on)
    return {"repeats": Repeats.WEEKLY, "from_on": first, "until_on": max(ends_on, first) if ends_on else None}
