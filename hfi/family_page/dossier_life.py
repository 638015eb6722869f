"""The rows of what happens with a plan between its meetings: goals on their way, contacts, kept appointments."""

import uuid
from collections import defaultdict
from functools import cached_property
from typing import Any

from hfi.access.models import User
from hfi.contacts.models import ContactEntry, ContactPerson, Turnout, TurnoutPerson
from hfi.extensions import db
from hfi.families.models import Phase
from hfi.families.sealing import opened
from hfi.family_page.dossier_people import People, Rows, linked
from hfi.phases.models import Pause
from hfi.plan.goal_history import DepartmentGoal, GoalPoint
from hfi.plan.models import GoalStatus
from hfi.schedule.models import Appointment

MOST_TOLD = 300
"""Older contacts stand in the timeline."""


class Life(People):
    """One family's goals' ways, departments' goals, contacts and kept appointments, as far as they were asked for."""

    @cached_property
    def pause(self) -> Any | None:
        """The pause in which the work rests; while it runs, nobody asks."""
        if self.access.phase is not Phase.PAUSED or self.access.closed:
            return None
        rests = self.of_family(Pause).where(Pause.resumed_on.is_(None))
        return next(iter(opened(Pause, db.session.execute(rests))), None)

    @cached_property
    def goal_points(self) -> dict[uuid.UUID, list[Any]]:
        """Where each goal has been on its scale, oldest first."""
        found: dict[uuid.UUID, list[Any]] = defaultdict(list)
        for row in db.session.execute(self.of_family(GoalPoint).order_by(GoalPoint.at, GoalPoint.day)):
            found[row.goal_id].append(row)
        return found

    @cached_property
    def department_goals(self) -> Rows:
        """What departments want to achieve under the shared goals; oldest first."""
        statement = self.of_family(DepartmentGoal).where(DepartmentGoal.status != GoalStatus.DROPPED)
        order = (DepartmentGoal.created_at, DepartmentGoal.id)
        return opened(DepartmentGoal, db.session.execute(statement.order_by(*order)))

    @cached_property
    def contacts(self) -> Rows:
        """Contacts with the family, the latest first."""
        people = linked(ContactEntry, ContactPerson.person_id, ContactPerson.entry_id).label("person_ids")
        statement = self.of_family(ContactEntry, people, User.name.label("by"), User.department)
        statement = statement.join(User, User.id == ContactEntry.user_id)
        order = (ContactEntry.day.desc(), ContactEntry.created_at.desc(), ContactEntry.id)
        return opened(ContactEntry, db.session.execute(statement.order_by(*order).limit(MOST_TOLD)))

    @cached_property
    def turnouts(self) -> Rows:
        """How appointments went, the latest first."""
        people = linked(Turnout, TurnoutPerson.person_id, TurnoutPerson.turnout_id).label("person_ids")
        where = Appointment.section_id, Appointment.sensitive
        statement = self.of_family(Turnout, people, *where, User.name.label("by"), User.department)
        statement = statement.join(User, User.id == Turnout.user_id)
        statement = statement.join(Appointment, Appointment.id == Turnout.appointment_id)
        order = (Turnout.day.desc(), Turnout.created_at.desc(), Turnout.id)
        return opened(Turnout, db.session.execute(statement.order_by(*order).limit(MOST_TOLD)))
