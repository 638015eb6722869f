"""Shared goals on the scale from 0 to 10, and agreements: who does what by when."""

from datetime import datetime

from hfi import clock
from hfi.demo.draft import Change, Draft, Relative, Running
from hfi.demo.library import goals, sentence
from hfi.demo.life import words_of_goal
from hfi.demo.measures import wording
from hfi.demo.rows import Row
from hfi.demo.sketches import AgreementSketch, GoalSketch
from hfi.families.models import PersonKind
from hfi.plan.models import Agreement, AgreementStatus, Goal, GoalStatus

OPEN = (3, 6)
MOST_DONE = 3
HELPS_FROM_AGE = 10
"""From this age on somebody may promise something of their own."""


def add_goals(draft: Draft) -> None:
    """The family's goals; all were set at the first meeting, or when the family came."""
    at = draft.meetings[0] if draft.meetings else draft.moment(draft.enrolled)
    for position, sketch in enumerate(draft.sketch.goals, 1):
        draft.goals.append(draft.new_id())
        row = (
            goal(draft, sketch)
            | words_of_goal(draft, position)
            | {
                "id": draft.goals[-1],
                "position": position,
                "status": GoalStatus(sketch.status),
                "agreed_on": clock.local(at).date(),
            }
        )
        keeper = draft.crew[draft.sketch.contacts[position % len(draft.sketch.contacts)]]
        draft.add(Goal, at, keeper, draft.changes(sketch.changed, row), row)


def goal(draft: Draft, sketch: GoalSketch) -> Row:
    """What the goal says: the library's words, where the family has none of its own."""
    found = goals().get(sketch.key)
    names = wording(draft, (sketch.whose,) if sketch.whose else ())
    start, last, now, enough = sketch.scale
    return {
        "title": sketch.title or sentence(found.title.format(**names) if found else ""),
        "words": sketch.words or (draft.pick(found.words).format(**names) if found else ""),
        "person_id": draft.people[sketch.whose].id if sketch.whose else None,
        "start": start,
        "last": last,
        "now": now,
        "good_enough": enough,
        "next_step": sketch.step or sentence(draft.pick(found.steps).format(**names) if found else ""),
    }


def add_agreements(draft: Draft) -> None:
    """Agreements as written out, or made from what the family's measures ask of both sides."""
    written = draft.sketch.agreements
    for sketch in written if written is not None else made_agreements(draft):
        add_agreement(draft, sketch)


def made_agreements(draft: Draft) -> list[AgreementSketch]:
    """Agreements of both sides, open ones and such that are done; nothing is promised twice."""
    promised: dict[tuple[str, str], AgreementSketch] = {}
    for one in (*open_agreements(draft), *done_agreements(draft)):
        promised.setdefault((one.text, one.who), one)
    return list(promised.values())


def add_agreement(draft: Draft, sketch: AgreementSketch) -> None:
    """One agreement; made at the last meeting, when nothing else is said."""
    at, done_on = made_at(draft, sketch), draft.day(sketch.done)
    keeper = draft.crew[draft.sketch.contacts[0]]
    row = {
        "text": sketch.text,
        "person_id": draft.people[sketch.who].id if sketch.who else None,
        "user_id": draft.crew[sketch.by].id if sketch.by else None,
        "due_on": draft.day(sketch.due),
        "rhythm": sketch.rhythm,
        "goal_id": draft.goals[sketch.goal - 1] if sketch.goal else None,
        "status": AgreementStatus.DONE if done_on else AgreementStatus.OPEN,
        "done_on": done_on,
        "dropped_reason": "",
        "carried": 0 if done_on else sum(1 for one in draft.meetings if one > at),
        "created_at": at,
    }
    done = {"status": AgreementStatus.OPEN, "done_on": None}
    by = draft.crew[sketch.by] if sketch.by else keeper
    changes = (Change(max(draft.moment(done_on), at), by, done),) if done_on else ()
    draft.add(Agreement, at, keeper, changes, row)


def made_at(draft: Draft, sketch: AgreementSketch) -> datetime:
    """When the agreement was made."""
    if sketch.made == "meeting-2" and len(draft.meetings) > 1:
        return draft.meetings[-2]
    if sketch.made is not None and sketch.made != "meeting-2":
        return draft.moment(draft.days.day(sketch.made))
    return draft.meetings[-1] if draft.meetings else draft.moment(draft.enrolled)


def open_agreements(draft: Draft) -> list[AgreementSketch]:
    """What the live measures ask: of those at work, of whom the first are late, and of the family."""
    live = [one for one in draft.measures if one.live]
    ours = [
        staff_promise(draft, one, late=index < draft.sketch.late) for index, one in enumerate(with_ours(draft, live))
    ]
    theirs = [family_promise(draft, one) for one in live if one.offer.theirs][:2]
    return [*ours[: draft.rng.randint(*OPEN) - len(theirs)], *theirs]


def made_later(draft: Draft, measure: Running) -> int | None:
    """When a measure came after the last meeting, its agreements were made with it; counted from today."""
    return (measure.made_on - draft.days.today).days if measure.made_on > clock.local(draft.since).date() else None


def with_ours(draft: Draft, measures: list[Running]) -> list[Running]:
    """The measures whose offer asks something of those at work, in another order for each family."""
    asking = [one for one in measures if one.offer.ours]
    return draft.rng.sample(asking, len(asking))


def staff_promise(draft: Draft, measure: Running, late: bool) -> AgreementSketch:
    """Something that a colleague does for the family; a late one should have been done since the last meeting."""
    span = (draft.days.today - clock.local(draft.since).date()).days
    made = made_later(draft, measure)
    due = -draft.rng.randint(1, max(1, min(span - 5, 16))) if late and made is None else draft.rng.randint(3, 30)
    text = draft.pick(measure.offer.ours).format(**measure_words(draft, measure))
    return AgreementSketch(text, by=measure.sketch.by, due=due, goal=first_goal(measure), made=made)


def family_promise(draft: Draft, measure: Running) -> AgreementSketch:
    """Something that somebody in the family does, by a day or in a rhythm."""
    text, rhythm = draft.rng.choice(measure.offer.theirs)
    due = None if rhythm else draft.rng.randint(4, 25)
    words = measure_words(draft, measure)
    return AgreementSketch(
        text.format(**words),
        who=promising(draft, measure).name,
        due=due,
        rhythm=rhythm.format(**words),
        goal=first_goal(measure),
        made=made_later(draft, measure),
    )


def done_agreements(draft: Draft) -> list[AgreementSketch]:
    """Things that were done since the last meeting, and before."""
    started = [one for one in draft.measures if one.live and one.offer.ours and one.starts_on <= draft.days.today]
    return [done_promise(draft, one) for one in draft.rng.sample(started, min(MOST_DONE, len(started)))]


def done_promise(draft: Draft, measure: Running) -> AgreementSketch:
    """Something that a colleague has done; agreed on at the meeting before it."""
    done = draft.recently(measure.made_on)
    offset = (done - draft.days.today).days
    text = measure.offer.ours[-1].format(**measure_words(draft, measure))
    return AgreementSketch(
        text,
        by=measure.sketch.by,
        due=offset + draft.rng.randint(0, 3),
        done=offset,
        goal=first_goal(measure),
        made=made_later(draft, measure),
    )


def measure_words(draft: Draft, measure: Running) -> dict[str, str]:
    """The names that a text about the measure may use."""
    return wording(draft, measure.sketch.who, draft.crew[measure.sketch.by])


def first_goal(measure: Running) -> int | None:
    """The number of the goal that the measure serves."""
    return next(iter(measure.sketch.goals), None)


def promising(draft: Draft, measure: Running) -> Relative:
    """Who promises something about the measure: a grown-up it is for, a young person, or any grown-up."""
    involved = draft.named(measure.sketch.who)
    grown = [one for one in involved if one.kind is PersonKind.ADULT]
    young = [one for one in involved if (one.age or 0) >= HELPS_FROM_AGE and not measure.offer.promised_by_grown_up]
    others = [one for one in draft.people.values() if one.kind is PersonKind.ADULT]
    return (grown or young or others)[0]
