"""The monthly sample checks as a whole: in which month one was made, and whether somebody looked into every row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.audit.models import NO_FAMILY, AuditCheck, AuditEntry
from hfi.extensions import system_session

LIST_PAGES = ("overview", "families", "search", "caseload")
MOST_MONTHS = 60
OF_FAMILIES = (
    AuditEntry.family_id != NO_FAMILY,
    AuditEntry.actor_id.is_not(None),
    AuditEntry.what.not_in(LIST_PAGES),
)
"""The rows that are picked from: somebody's in a family; not the lists that they pass through every morning."""


@dataclass(frozen=True)
class Sample:
    """A month's sample check: how many rows were picked, and how many of them still wait for a look."""

    first: date
    picked: int = 0
    waiting: int = 0
    needed: bool = True

    @property
    def made(self) -> bool:
        """Whether anything was picked."""
        return self.picked > 0

    @property
    def done(self) -> bool:
        """Whether every row was looked into; also when the log had nothing to pick from."""
        return not self.waiting and (self.made or not self.needed)


def last_month() -> date:
    """The first day of the month before this one: the one whose rows are due for a look."""
    return clock.months_after(clock.today().replace(day=1), -1)


def load_sample(month: date) -> Sample:
    """How the check of the month stands."""
    with system_session() as session:
        begins = first_month(session)
        return load_samples(session, [month]).get(month, Sample(month, needed=begins is not None and begins <= month))


def load_months() -> tuple[Sample, ...]:
    """Every month since the log began, the latest first. Two queries."""
    with system_session() as session:
        months = list(months_until(last_month(), first_month(session)))
        found = load_samples(session, months)
    return tuple(found.get(month, Sample(month)) for month in months)


def months_until(last: date, first: date | None) -> Iterator[date]:
    """The months from the last back to the first, and not too many."""
    for number in range(MOST_MONTHS):
        month = clock.months_after(last, -number)
        if first is None or month < first:
            return
        yield month


def first_month(session: Session) -> date | None:
    """The first day of the month in which somebody opened a family for the first time."""
    began = session.scalar(sa.select(AuditEntry.at).where(*OF_FAMILIES).order_by(AuditEntry.at).limit(1))
    return clock.local(began).date().replace(day=1) if began else None


def load_samples(session: Session, months: list[date]) -> dict[date, Sample]:
    """Those of the months in which rows were picked."""
    number = sa.func.count()
    statement = (
        sa.select(AuditCheck.month, number, number.filter(AuditCheck.verdict == ""))
        .where(AuditCheck.month.in_(months))
        .group_by(AuditCheck.month)
    )
    return {month: Sample(month, picked, waiting) for month, picked, waiting in session.execute(statement)}
