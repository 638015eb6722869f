"""The rows of one family, each set read by one query and only when it is asked for.

A page asks for all of them, a fragment for a few; so neither depends on the size of the family. Rows are columns, not
entities: nothing loads lazily, and nothing of them reaches a template. What is sealed opens when it is asked for.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, cast

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, User
from hfi.audit.models import READ, AuditEntry, Revision
from hfi.audit.queries import of_entry
from hfi.confidences.models import Confidence, ConfidencePerson
from hfi.confidences.queries import open_to, reader_names
from hfi.extensions import db
from hfi.families.models import Person, PersonKind
from hfi.families.scope import in_force
from hfi.families.sealing import opened
from hfi.family_page.dossier_life import Life
from hfi.family_page.dossier_people import Rows, linked
from hfi.meetings.models import PlanMeeting
from hfi.plan.models import (
    LIVE_STATUSES,
    Agreement,
    AgreementKeptFrom,
    AgreementStatus,
    Goal,
    GoalStatus,
    Measure,
    MeasureGoal,
    MeasureKeptFrom,
    MeasurePerson,
    Reading,
    SectionKeptFrom,
    SectionPerson,
    SectionRecord,
    SectorPlan,
)
from hfi.schedule.models import Appointment, AppointmentPerson
from hfi.schedule.queries import somebody_protected

MOST_CHANGES = 100


class Dossier(Life):
    """One family's rows, as far as they were asked for."""

    @cached_property
    def meetings(self) -> Rows:
        """Plan meetings, oldest first."""
        return db.session.execute(self.of_family(PlanMeeting).order_by(PlanMeeting.starts_at)).all()

    @cached_property
    def goals(self) -> Rows:
        """Shared goals that are alive or were reached, in the family's order."""
        statement = self.of_family(Goal).where(Goal.status != GoalStatus.DROPPED)
        return opened(Goal, db.session.execute(statement.order_by(Goal.position, Goal.id)))

    @cached_property
    def goal_numbers(self) -> dict[uuid.UUID, int]:
        """The numbers that the page gives the goals."""
        return {goal.id: number for number, goal in enumerate(self.goals, 1)}

    @cached_property
    def measures(self) -> Rows:
        """All measures, with whom they are for and which goals they serve; oldest first."""
        statement = self.of_family(
            Measure,
            linked(Measure, MeasurePerson.person_id, MeasurePerson.measure_id).label("person_ids"),
            linked(Measure, MeasureGoal.goal_id, MeasureGoal.measure_id).label("goal_ids"),
            linked(Measure, MeasureKeptFrom.person_id, MeasureKeptFrom.measure_id).label("kept_from_ids"),
            User.name.label("responsible"),
        ).outerjoin(User, User.id == Measure.responsible_id)
        return opened(Measure, db.session.execute(statement.order_by(Measure.created_at, Measure.id)))

    @cached_property
    def live_measures(self) -> list[Any]:
        """Measures that are proposed, agreed, running or paused."""
        return [one for one in self.measures if one.status in LIVE_STATUSES]

    @cached_property
    def appointments(self) -> Rows:
        """Appointments with who attends, but not those of measures that ended or never came to be."""
        statement = (
            self.of_family(
                Appointment,
                linked(Appointment, AppointmentPerson.person_id, AppointmentPerson.appointment_id).label("person_ids"),
                somebody_protected().label("protected"),
            )
            .outerjoin(Measure, Measure.id == Appointment.measure_id)
            .where(sa.or_(Appointment.measure_id.is_(None), Measure.status.in_(LIVE_STATUSES)))
        )
        return opened(Appointment, db.session.execute(statement.order_by(Appointment.starts, Appointment.id)))

    @cached_property
    def agreements(self) -> Rows:
        """Agreements that are open, by their day, and those done since the last meeting."""
        kept_from = linked(Agreement, AgreementKeptFrom.person_id, AgreementKeptFrom.agreement_id)
        user = User.name.label("user_name"), User.department.label("user_department")
        statement = (
            self.of_family(Agreement, *user, kept_from.label("kept_from_ids"))
            .outerjoin(User, User.id == Agreement.user_id)
            .where(Agreement.status != AgreementStatus.DROPPED)
            .where(sa.or_(Agreement.done_on.is_(None), Agreement.done_on >= self.last_meeting_on))
        )
        done_last = Agreement.status == AgreementStatus.DONE
        order = (done_last, Agreement.due_on.is_(None), Agreement.due_on, Agreement.created_at, Agreement.id)
        return opened(Agreement, db.session.execute(statement.order_by(*order)))

    @cached_property
    def last_meeting_on(self) -> date:
        """The day of the last held meeting; when there was none, the day of enrolment."""
        held = [one.starts_at for one in self.meetings if one.held]
        return clock.local(held[-1]).date() if held else cast(date, self.family.enrolled_on or self.today)

    @cached_property
    def followed_up_from(self) -> date:
        """The day from which the follow-up clock runs: the last meeting, or when the work was taken up again."""
        return max(self.last_meeting_on, self.family.resumed_on or date.min)

    @cached_property
    def news_from(self) -> datetime:
        """What was changed later is new: since the last version was made, or else since the day of the last meeting."""
        held = [one.closed_at for one in self.meetings if one.held]
        day_after = clock.at(self.last_meeting_on + timedelta(days=1), 0)
        return cast(datetime, held[-1]) if held and held[-1] else day_after

    @cached_property
    def records(self) -> dict[str, Any]:
        """What each section says, by section."""
        statement = self.of_family(
            SectionRecord,
            linked(SectionRecord, SectionPerson.person_id, SectionPerson.record_id).label("person_ids"),
            linked(SectionRecord, SectionKeptFrom.person_id, SectionKeptFrom.record_id).label("kept_from_ids"),
            User.name.label("confirmed_by"),
        ).outerjoin(User, User.id == SectionRecord.confirmed_by_id)
        return {row.section_id: row for row in opened(SectionRecord, db.session.execute(statement))}

    @cached_property
    def sector_plans(self) -> Rows:
        """The departments' own plans; oldest first."""
        statement = self.of_family(SectorPlan, User.name.label("owner"))
        statement = statement.outerjoin(User, User.id == SectorPlan.owner_id)
        return opened(SectorPlan, db.session.execute(statement.order_by(SectorPlan.created_at, SectorPlan.id)))

    @cached_property
    def readings(self) -> dict[uuid.UUID, list[Any]]:
        """Indicators' values by person, oldest first."""
        found: dict[uuid.UUID, list[Any]] = defaultdict(list)
        for row in db.session.execute(self.of_family(Reading).order_by(Reading.month)):
            found[row.person_id].append(row)
        return found

    @cached_property
    def choices(self) -> dict[str, list[tuple[uuid.UUID, str]]]:
        """What a form's lists offer, as ids and names: "person", and of these each "adult" and "child"; "goal"; "user".

        One query for all of them.
        """
        place = sa.cast(Person.kind, sa.String).label("place")
        people = sa.select(sa.literal("person").label("kind"), Person.id, Person.name, Person.position, place).where(
            Person.family_id == self.access.id, Person.left_on.is_(None), Person.kind != PersonKind.NETWORK
        )
        goals = sa.select(sa.literal("goal"), Goal.id, Goal.title, Goal.position, sa.literal("")).where(
            Goal.family_id == self.access.id, Goal.status == GoalStatus.ACTIVE
        )
        users = (
            sa.select(sa.literal("user"), User.id, User.name, sa.literal(0), sa.literal(""))
            .join(Attachment, Attachment.user_id == User.id)
            .where(Attachment.family_id == self.access.id, in_force())
        )
        found: dict[str, list[tuple[uuid.UUID, str]]] = defaultdict(list)
        for kind, id_, name, _position, place_ in db.session.execute(
            sa.union(people, goals, users).order_by("kind", "position", "name")
        ):
            found[kind].append((id_, name))
            if place_:
                found[place_].append((id_, name))
        return found

    @cached_property
    def last_looked_at(self) -> datetime | None:
        """When this reader last opened the page; None the first time."""
        statement = sa.select(sa.func.max(AuditEntry.at)).where(
            AuditEntry.family_id == self.access.id,
            AuditEntry.actor_id == self.access.reader.user_id,
            AuditEntry.action == READ,
            AuditEntry.what.startswith("page:"),
        )
        return db.session.scalar(statement)

    def changes(self, kinds: Collection[str]) -> Rows:
        """What of these kinds was changed since the last meeting, newest first, with its sealed content."""
        statement = (
            sa.select(
                AuditEntry.at,
                AuditEntry.actor_id,
                Revision.action,
                Revision.kind,
                Revision.item_id,
                Revision.section,
                Revision.id.label("revision_id"),
                Revision.content,
                User.name.label("by"),
                User.department,
            )
            .join(Revision, of_entry())
            .outerjoin(User, User.id == AuditEntry.actor_id)
            .where(AuditEntry.family_id == self.access.id, AuditEntry.at >= self.news_from, Revision.kind.in_(kinds))
            .order_by(AuditEntry.at.desc(), AuditEntry.seq.desc(), Revision.id)
            .limit(MOST_CHANGES)
        )
        return db.session.execute(statement).all()

    @cached_property
    def confidences(self) -> Rows:
        """The confidential notes that this reader is named in, newest first; of others not a trace."""
        statement = self.of_family(
            Confidence,
            linked(Confidence, ConfidencePerson.person_id, ConfidencePerson.confidence_id).label("person_ids"),
            reader_names().label("readers"),
            User.name.label("author"),
        ).join(User, User.id == Confidence.author_id)
        order = (Confidence.created_at.desc(), Confidence.id)
        return opened(Confidence, db.session.execute(statement.where(open_to(self.access.reader)).order_by(*order)))
