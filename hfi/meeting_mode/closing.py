"""Closing a meeting: the minutes, how it goes with each goal, whether to revise, the next meeting, and a version.

The version is read and laid out first; nothing slow stands between the first statement and the commit of the closing.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import abort, request

from hfi import clock
from hfi.calling.proposals import follow_up_day, moment, usual_time
from hfi.calling.queries import log_meeting
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import ConflictError, RefusedError
from hfi.meeting_mode.closing_form import OUTCOME_FIELD, CloseForm, close_form
from hfi.meeting_mode.editors import MeetingFormEditor, TalkEditor, find_talks
from hfi.meeting_mode.minutes import draft_minutes
from hfi.meeting_mode.saving import Table
from hfi.meetings.models import MeetingPerson, MeetingUser, PlanMeeting
from hfi.plan.models import Agreement, AgreementStatus, Goal, GoalStatus
from hfi.texts import _
from hfi.versions.making import Made, add_version, make_version, next_number


@dataclass(frozen=True)
class ClosePage:
    """What the closing's template gets: the form, and the goals that it asks about."""

    reference: str
    family: str
    meeting_id: uuid.UUID
    number: int
    form: Any
    outcomes: tuple[str, ...]
    conflict: Any = None


class CloseEditor(MeetingFormEditor):
    """The closing itself, as one save of the meeting."""

    form = CloseForm
    names = ("record", "revise_reason")

    def __init__(self, made: Made | None = None) -> None:
        self.made = made

    def values(self, dossier: Dossier, row: Any) -> dict[str, Any]:
        starts = clock.local(row.next_at) if row.next_at else None
        following = {
            "next_on": starts.date() if starts else follow_up_day(dossier),
            "next_time": starts.time() if starts else usual_time(row),
            "next_place": row.next_place or row.place,
        }
        revise = None if row.revise is None else "yes" if row.revise else "no"
        return super().values(dossier, row) | following | {"revise": revise}

    def apply(self, dossier: Dossier, entity: PlanMeeting, form: Any) -> None:
        if entity.held or self.made is None:
            raise RefusedError("record", _("The meeting is closed already."))
        super().apply(dossier, entity, form)
        entity.revise = form.revise.data == "yes"
        entity.held, entity.edition, entity.closed_at = True, self.made.number, clock.now()
        # Who meets before the planned day has met today.
        entity.starts_at = min(entity.starts_at, clock.now())
        add_version(dossier, entity, self.made)
        keep_outcomes(dossier, entity.id, form)
        carry_over(dossier)
        if form.next_on.data:
            add_next(dossier, entity, form)


def keep_outcomes(dossier: Dossier, meeting_id: uuid.UUID, form: Any) -> None:
    """How it goes with each goal; and where it is now is where it was last, from now on."""
    editor = TalkEditor(meeting_id)
    alive = Goal.family_id == dossier.access.id, Goal.status == GoalStatus.ACTIVE
    for goal in db.session.scalars(sa.select(Goal).where(*alive)).all():
        talk = editor.talk(dossier, goal)
        talk.outcome = form[f"{OUTCOME_FIELD}{goal.id.hex}"].data if f"{OUTCOME_FIELD}{goal.id.hex}" in form else None
        goal.last = goal.now


def carry_over(dossier: Dossier) -> None:
    """Agreements that are open go on; each counts how often."""
    still_open = Agreement.family_id == dossier.access.id, Agreement.status == AgreementStatus.OPEN
    for agreement in db.session.scalars(sa.select(Agreement).where(*still_open)).all():
        agreement.carried += 1


def add_next(dossier: Dossier, meeting: PlanMeeting, form: Any) -> None:
    """The next meeting, with the same people called; its id follows from this one's, so that there is only one."""
    base = {"family_id": dossier.access.id}
    people = sa.select(MeetingPerson.person_id).where(MeetingPerson.meeting_id == meeting.id)
    staff = sa.select(MeetingUser.user_id).where(MeetingUser.meeting_id == meeting.id)
    db.session.add(
        PlanMeeting(
            id=uuid.uuid5(meeting.id, "next"),
            starts_at=moment(form.next_on.data, form.next_time.data or usual_time(meeting)),
            place=form.next_place.data,
            minutes=meeting.minutes,
            person_links=[MeetingPerson(person_id=one, **base) for one in db.session.scalars(people)],
            user_links=[MeetingUser(user_id=one, **base) for one in db.session.scalars(staff)],
            updated_by_id=dossier.access.reader.user_id,
            **base,
        )
    )


def closed_before(table: Table) -> int:
    """The number of the version, when somebody closed the meeting before; 404 when it ended otherwise."""
    number, over = closed_number(table.meeting), table.meeting.held or table.meeting.cancelled_at
    if over:
        log_meeting(table.dossier, "meeting-mode")
    if over and not number:
        abort(404)
    return number


def closed_number(meeting: Any) -> int:
    """The number of the version that the meeting led to; 0 as long as it is open."""
    return int(meeting.edition or 0) if meeting.held and meeting.closed_at else 0


def answer_closing(table: Table) -> tuple[ClosePage | None, int]:
    """The page and its status; without a page the number of the version that was made."""
    dossier, editor = table.dossier, CloseEditor()
    goals = [one for one in dossier.goals if one.status is GoalStatus.ACTIVE]
    editor.form = close_form(dossier, goals)  # type: ignore[misc]
    row = editor.find(dossier, table.meeting.id)
    if request.method == "GET":
        form = first_form(table, editor, row, goals)
        return present_close(table, form, goals), 200
    form = editor.open_form(dossier, row, request.form)
    db.session.commit()
    if not form.validate():
        return present_close(table, form, goals), 422
    return store(table, editor, form, goals)


def store(table: Table, editor: CloseEditor, form: Any, goals: list[Any]) -> tuple[ClosePage | None, int]:
    """Make the version, then close."""
    editor.made = make_version(Dossier(table.dossier.access), table.meeting, form)
    try:
        editor.store(table.dossier, table.meeting.id, form)
    except RefusedError:
        return None, editor.made.number
    except ConflictError:
        meeting = editor.find(table.dossier, table.meeting.id)
        if closed_number(meeting):
            db.session.commit()
            return None, closed_number(meeting)
        return present_close(table, form, goals, editor.conflict(table.dossier, table.meeting.id, form)), 409
    return None, editor.made.number


def first_form(table: Table, editor: CloseEditor, row: Any, goals: list[Any]) -> Any:
    """The form with the minutes as they follow from what was done, and a guess at how it goes with each goal."""
    form = editor.open_form(table.dossier, row, None)
    talks = find_talks(table.dossier, table.meeting.id)
    form.record.data = row.record or draft_minutes(table.dossier, row, talks)
    for goal in goals:
        form[f"{OUTCOME_FIELD}{goal.id.hex}"].data = guess(goal)
    return form


def guess(goal: Any) -> str | None:
    """What the scale says, at the first meeting since the start; somebody may say otherwise."""
    before = goal.start if goal.last is None else goal.last
    if goal.now is None or before is None:
        return None
    return "better" if goal.now > before else "worse" if goal.now < before else "same"


def present_close(table: Table, form: Any, goals: list[Any], conflict: Any = None) -> ClosePage:
    """The page, when its transaction is over."""
    dossier = table.dossier
    family, number = dossier.family.name, next_number(dossier)
    log_meeting(dossier, "meeting-mode")
    names = tuple(f"{OUTCOME_FIELD}{one.id.hex}" for one in goals)
    return ClosePage(dossier.access.reference, family, table.meeting.id, number, form, names, conflict)
