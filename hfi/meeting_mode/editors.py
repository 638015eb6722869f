"""What is written at the table goes through the same editors as everywhere: version, conflict, log."""

import uuid
from typing import Any, ClassVar

import sqlalchemy as sa

from hfi import clock
from hfi.calling.proposals import follow_up_day, moment, usual_time
from hfi.extensions import db
from hfi.families.sealing import opened
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import columns
from hfi.family_page.editing import Link
from hfi.family_page.editors import AgreementEditor, GoalEditor
from hfi.family_page.family_editors import PlanEditor
from hfi.fields import options, show_date
from hfi.meeting_mode.days import read_day
from hfi.meeting_mode.forms import NextForm, PresenceForm, TableAgreementForm, TalkForm
from hfi.meetings.models import GoalTalk, MeetingPerson, MeetingUser, PlanMeeting
from hfi.plan.models import Goal
from hfi.texts import _, _l


class MeetingFormEditor(PlanEditor):
    """Something of the meeting's own row."""

    kind = "meeting"
    title = _l("Plan meeting")
    submit = _l("Save")
    saved = _l("Saved.")
    model = PlanMeeting
    template = "meeting"

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return None


class PresenceEditor(MeetingFormEditor):
    """Who is here. Whoever came without being called is called by that."""

    form = PresenceForm
    names = ()
    links: ClassVar = {
        "person_ids": Link(MeetingPerson, "meeting_id", "person_id"),
        "user_ids": Link(MeetingUser, "meeting_id", "user_id"),
    }

    def values(self, dossier: Dossier, row: Any) -> dict[str, Any]:
        found = super().values(dossier, row)
        return found | {name: present_ids(row.id, link) for name, link in self.links.items()}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.person_ids.choices = options((one.id, one.name) for one in dossier.people if not one.expected_on)
        form.user_ids.choices = options({one.user_id: one.name for one in dossier.team}.items())

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        for name, link in self.links.items():
            links = entity.person_links if name == "person_ids" else entity.user_links
            here = set(form[name].data or [])
            for one in links:
                one.present = one.target_id in here
            for new in here - {one.target_id for one in links}:
                links.append(link.model(**{link.target_column: new, "family_id": dossier.access.id, "present": True}))


def present_ids(meeting_id: uuid.UUID, link: Link) -> list[uuid.UUID]:
    """The ids of those who are here."""
    statement = sa.select(getattr(link.model, link.target_column)).where(
        link.model.meeting_id == meeting_id, link.model.present
    )
    return list(db.session.scalars(statement))


class NextEditor(MeetingFormEditor):
    """What was decided, and the next meeting as the family wants it; it is made when this one is closed."""

    form = NextForm
    names = ("decisions", "next_place")

    def values(self, dossier: Dossier, row: Any) -> dict[str, Any]:
        starts = clock.local(row.next_at) if row.next_at else None
        proposed = {"next_on": follow_up_day(dossier), "next_time": usual_time(row)}
        stored = {"next_on": starts.date(), "next_time": starts.time()} if starts else proposed
        return super().values(dossier, row) | stored | {"next_place": row.next_place or row.place}

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        super().apply(dossier, entity, form)
        day, at = form.next_on.data, form.next_time.data or usual_time(entity)
        entity.next_at = moment(day, at) if day else None


class TalkEditor(GoalEditor):
    """One goal at the table: the number and the next step are the goal's own, the why is the meeting's."""

    form = TalkForm
    names = ("now", "next_step")  # type: ignore[assignment]

    def __init__(self, meeting_id: uuid.UUID) -> None:
        self.meeting_id = meeting_id

    def values(self, dossier: Dossier, row: Any) -> dict[str, Any]:
        talk = find_talks(dossier, self.meeting_id).get(row.id)
        return super().values(dossier, row) | {"why": talk.why if talk else ""}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        """There are no lists."""

    def apply(self, dossier: Dossier, entity: Goal, form: Any) -> None:
        talk = self.talk(dossier, entity)
        super().apply(dossier, entity, form)
        talk.why = form.why.data
        talk.updated_at, talk.updated_by_id = clock.now(), dossier.access.reader.user_id

    def talk(self, dossier: Dossier, goal: Goal) -> GoalTalk:
        """What is said of the goal at this meeting; where it stood before is kept with the first word."""
        mine = GoalTalk.meeting_id == self.meeting_id, GoalTalk.goal_id == goal.id
        found = db.session.scalar(sa.select(GoalTalk).where(*mine, GoalTalk.family_id == dossier.access.id))
        if found is None:
            key = {"family_id": dossier.access.id, "meeting_id": self.meeting_id, "goal_id": goal.id}
            found = GoalTalk(**key, before=goal.now)
            db.session.add(found)
        return found


def find_talks(dossier: Dossier, meeting_id: uuid.UUID) -> dict[uuid.UUID, Any]:
    """What was said of each goal at the meeting, by the goal's id."""
    mine = GoalTalk.meeting_id == meeting_id, GoalTalk.family_id == dossier.access.id
    rows = db.session.execute(sa.select(*columns(GoalTalk)).where(*mine))
    return {one.goal_id: one for one in opened(GoalTalk, rows)}


class TableAgreementEditor(AgreementEditor):
    """A new agreement at the table."""

    form = TableAgreementForm
    names = ("text",)
    links: ClassVar = {}

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        found = super().values(dossier, row)
        if row is not None:
            found["when"] = show_date(row.due_on) if row.due_on else row.rhythm
        return found

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        people = [(f"person:{one.id}", dossier.names[one.id]) for one in dossier.household if not one.expected_on]
        staff = {f"user:{one.user_id}": one.name for one in dossier.team}
        form.who.choices = options([("all", _("Everybody in the family")), *people, *staff.items()])

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        side, _colon, chosen = form.who.data.partition(":")
        entity.text = form.text.data
        entity.person_id = uuid.UUID(chosen) if side == "person" else None
        entity.user_id = uuid.UUID(chosen) if side == "user" else None
        entity.due_on = read_day(form.when.data, dossier.today)
        entity.rhythm = "" if entity.due_on else form.when.data


PRESENCE, NEXT, NEW_AGREEMENT = PresenceEditor(), NextEditor(), TableAgreementEditor()
