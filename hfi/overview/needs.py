"""What waits for an answer in a family: said once, as conditions on Family, for the lists' columns and their filter."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.consent.models import Consent
from hfi.consent.queries import running_out
from hfi.families.models import Family, Person, Phase
from hfi.families.scope import running
from hfi.meetings.models import PlanMeeting
from hfi.phases.queries import resumed_since
from hfi.plan.models import Agreement, AgreementStatus
from hfi.programmes.model import Programme, programmes

Conditions = tuple[sa.ColumnElement[bool], ...]


def is_overdue(today: date) -> Conditions:
    """The conditions on an agreement that nobody has done in time."""
    return Agreement.status == AgreementStatus.OPEN, Agreement.due_on < today


def late_agreements(today: date) -> Conditions:
    """The family's overdue agreements."""
    return Agreement.family_id == Family.id, *is_overdue(today)


def expiring_consents(today: date) -> Conditions:
    """The family's consents that run out soon, of people who are part of the plan."""
    person = aliased(Person)
    gone = sa.exists().where(person.id == Consent.person_id, person.left_on <= today)
    return Consent.family_id == Family.id, *running_out(today), ~gone


def follow_up_overdue(today: date) -> sa.ColumnElement[bool]:
    """Whether the last plan meeting (or the enrolment, before the first) is longer ago than the programme allows.

    While the work rests the clock stands still, and it begins anew when the work goes on.
    """
    return sa.or_(sa.false(), *(follow_up_overdue_in(programme, today) for programme in programmes().values()))


def follow_up_overdue_in(programme: Programme, today: date) -> sa.ColumnElement[bool]:
    """The same for the families of one programme."""
    oldest = today - timedelta(weeks=programme.follow_up_weeks)
    held = sa.exists().where(
        PlanMeeting.family_id == Family.id, PlanMeeting.held, PlanMeeting.starts_at >= clock.at(oldest, 0)
    )
    runs = sa.and_(Family.programme == programme.key, Family.phase != Phase.PAUSED)
    return sa.and_(runs, Family.enrolled_on < oldest, ~held, ~resumed_since(oldest))


def needs_columns(today: date) -> tuple[sa.ColumnElement[Any], ...]:
    """`overdue`, `follow_up` and `consent_expires_on` of the family in the row."""
    late = sa.select(sa.func.count(Agreement.id)).where(*late_agreements(today)).scalar_subquery()
    expires = sa.select(sa.func.min(Consent.expires_on)).where(*expiring_consents(today)).scalar_subquery()
    return (
        late.label("overdue"),
        follow_up_overdue(today).label("follow_up"),
        expires.label("consent_expires_on"),
    )


def needs_answer(today: date) -> sa.ColumnElement[bool]:
    """Whether anything waits in the family; nothing does in a closed one."""
    waiting = sa.or_(
        sa.exists().where(*late_agreements(today)),
        follow_up_overdue(today),
        sa.exists().where(*expiring_consents(today)),
    )
    return sa.and_(running(), waiting)
