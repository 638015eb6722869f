"""What was opened in emergencies: what waits for review, and what was reviewed."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.models import BreakGlass, User, Verdict
from hfi.access.principal import Principal
from hfi.access.roles import PROFESSION_TITLES
from hfi.access.words import BREAK_GLASS_TITLES, VERDICT_TITLES
from hfi.audit.models import READ, AuditEntry
from hfi.extensions import system_session
from hfi.families.keys import WRAPPED
from hfi.families.models import Family, FamilyKey
from hfi.families.scope import conflicts
from hfi.families.sealing import opened
from hfi.programmes.model import role_title
from hfi.working_days import first_day_within, working_day_after, working_days_after

REVIEW_WITHIN = 5
"""Working days (permissions, rule 7)."""
LATEST = 20


@dataclass(frozen=True)
class ReviewView:
    """One emergency, as whoever reviews it sees it: who and why, of which case, and how often it was read."""

    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    title: str
    department: str
    reference: str
    category: str
    reason: str
    opened_at: datetime
    until: datetime
    age: int
    due_on: date
    late: bool
    readings: int
    verdict: str
    justified: bool
    note: str
    reviewed_at: datetime | None
    reviewed_by: str
    may_review: bool


@dataclass(frozen=True)
class Queue:
    """What waits, oldest first, and the latest that were reviewed."""

    waiting: tuple[ReviewView, ...]
    done: tuple[ReviewView, ...]


@dataclass(frozen=True)
class Waiting:
    """How many emergencies wait for review, and how many of them too long."""

    open: int
    late: int


def load_waiting(reader: Principal) -> Waiting:
    """The counts, without those of families that the reader stands too near to."""
    in_time = clock.at(first_day_within(REVIEW_WITHIN, clock.today()), 0)
    number = sa.func.count(BreakGlass.id)
    columns: list[Any] = [number, number.filter(BreakGlass.opened_at < in_time)]
    unseen = BreakGlass.reviewed_at.is_(None), BreakGlass.family_id.not_in(conflicts(reader))
    with system_session() as session:
        return Waiting(*session.execute(sa.select(*columns).where(*unseen)).one())


def load_queue(reader: Principal) -> Queue:
    """The page of reviews. Two queries."""
    emergencies = select_emergencies(reader)
    waiting = emergencies.where(BreakGlass.reviewed_at.is_(None)).order_by(BreakGlass.opened_at, BreakGlass.id)
    done = emergencies.where(BreakGlass.reviewed_at.is_not(None)).order_by(BreakGlass.reviewed_at.desc()).limit(LATEST)
    with system_session() as session:
        found = [session.execute(one).all() for one in (waiting, done)]
    return Queue(*(tuple(present(reader, row) for row in opened(BreakGlass, rows)) for rows in found))


def load_review(reader: Principal, item: uuid.UUID) -> ReviewView | None:
    """One emergency; None when there is none, or when the reader stands too near to the family."""
    with system_session() as session:
        rows = session.execute(select_emergencies(reader).where(BreakGlass.id == item)).all()
    return next((present(reader, row) for row in opened(BreakGlass, rows)), None)


def select_emergencies(reader: Principal) -> sa.Select[Any]:
    """The columns of a review. Of the family's content only the reason is among them, sealed, with its key."""
    reviewer = aliased(User)
    readings = (
        sa.select(sa.func.count(AuditEntry.seq))
        .where(AuditEntry.family_id == BreakGlass.family_id, AuditEntry.actor_id == BreakGlass.user_id)
        .where(AuditEntry.action == READ, AuditEntry.at >= BreakGlass.opened_at, AuditEntry.at <= BreakGlass.until)
        .scalar_subquery()
    )
    mine: list[Any] = [getattr(BreakGlass, name) for name in sa.inspect(BreakGlass).column_attrs.keys()]  # noqa: SIM118 - no dict
    return (
        sa.select(
            *mine,
            Family.reference,
            User.name,
            User.role,
            User.profession,
            User.department,
            reviewer.name.label("reviewer"),
            readings.label("readings"),
            *WRAPPED,
        )
        .select_from(BreakGlass)
        .join(Family, Family.id == BreakGlass.family_id)
        .outerjoin(FamilyKey, FamilyKey.family_id == BreakGlass.family_id)
        .join(User, User.id == BreakGlass.user_id)
        .outerjoin(reviewer, reviewer.id == BreakGlass.reviewed_by_id)
        .where(BreakGlass.family_id.not_in(conflicts(reader)))
    )


def present(reader: Principal, row: Any) -> ReviewView:
    """One row, with its age and the day on which it is to be reviewed."""
    opened_on, today = clock.local(row.opened_at).date(), clock.today()
    age = working_days_after(opened_on, today)
    return ReviewView(
        id=row.id,
        user_id=row.user_id,
        name=row.name,
        title=str(PROFESSION_TITLES[row.profession] if row.profession else role_title(row.role)),
        department=row.department,
        reference=row.reference,
        category=str(BREAK_GLASS_TITLES[row.category]),
        reason=row.reason,
        opened_at=row.opened_at,
        until=row.until,
        age=age,
        due_on=working_day_after(opened_on, REVIEW_WITHIN),
        late=row.reviewed_at is None and age > REVIEW_WITHIN,
        readings=row.readings,
        verdict=str(VERDICT_TITLES[row.verdict]) if row.verdict else "",
        justified=row.verdict is Verdict.JUSTIFIED,
        note=row.note,
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewer or "",
        may_review=row.reviewed_at is None and row.user_id != reader.user_id,
    )
