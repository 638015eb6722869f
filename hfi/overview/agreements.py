"""Agreements in the reader's families whose day has passed: the reader's own first, then the oldest."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from hfi.access.models import User
from hfi.access.principal import Principal
from hfi.access.terms import Action, Level
from hfi.extensions import db
from hfi.families.models import Person
from hfi.filters import first_name
from hfi.overview.mine import MyFamilies, MyFamily
from hfi.overview.needs import is_overdue
from hfi.overview.views import Overdue
from hfi.plan.models import Agreement
from hfi.texts import _


def load_overdue(reader: Principal, mine: MyFamilies, today: date) -> tuple[Overdue, ...]:
    """The agreements. One query."""
    statement = (
        sa.select(
            Agreement.id,
            Agreement.family_id,
            Agreement.text,
            Agreement.due_on,
            Agreement.user_id,
            User.name.label("user_name"),
            User.department,
            Person.name.label("person_name"),
        )
        .outerjoin(User, User.id == Agreement.user_id)
        .outerjoin(Person, Person.id == Agreement.person_id)
        .where(Agreement.family_id.in_(mine), *is_overdue(today))
        .order_by(sa.case((Agreement.user_id == reader.user_id, 0), else_=1), Agreement.due_on, Agreement.id)
    )
    return tuple(present_overdue(mine[row.family_id], row, today) for row in db.session.execute(statement))


def present_overdue(family: MyFamily, row: Any, today: date) -> Overdue:
    """One agreement; who keeps the plan may say that it is done, and so may whoever promised it."""
    mine = row.user_id == family.reader.user_id
    return Overdue(
        id=row.id,
        family=family.name,
        text=row.text,
        who=first_name(row.person_name) if row.person_name else row.user_name or _("Everybody"),
        mark=family.mark_of(row.department),
        mine=mine,
        days_over=(today - row.due_on).days,
        may_close=mine or bool(family.decide(Action.WRITE, Level.PLAN)),
    )
