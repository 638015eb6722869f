"""The monthly sample checks: what waits, and what was found. All of it is system work: it spans every family."""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from hfi import clock
from hfi.access.models import User
from hfi.access.principal import Principal
from hfi.access.terms import Why
from hfi.access_log.queries import COLUMNS, present_line
from hfi.access_log.sampling import pick
from hfi.access_log.views import Check, FamilyLine, FamilyLines
from hfi.access_log.words import CONDITIONS, Did, rule_words
from hfi.audit import service as audit
from hfi.audit.models import AuditCheck, AuditEntry
from hfi.extensions import system_session
from hfi.families.models import Family
from hfi.families.scope import conflicts
from hfi.programmes.model import programme_of

PAGE = 50
LATELY_MONTHS = 1


def make_list(reader: Principal | None, month: date) -> int:
    """Pick the month's rows, when nobody did; how many there are."""
    with system_session() as session:
        return pick(session, month)


def load_checks(month: date) -> tuple[Check, ...]:
    """The rows that were picked in the month: what waits first."""
    with system_session() as session:
        rows = session.execute(select_checks().where(AuditCheck.month == month)).all()
    return tuple(present_check(row) for row in rows)


def load_check(item: uuid.UUID) -> Check | None:
    """One picked row."""
    with system_session() as session:
        row = session.execute(select_checks().where(AuditCheck.id == item)).one_or_none()
    return present_check(row) if row else None


def select_checks() -> sa.Select[Any]:
    """The picked rows with what the log says of them."""
    checker = aliased(User)
    own = (
        AuditCheck.id,
        AuditCheck.month,
        AuditCheck.rules,
        AuditCheck.verdict,
        AuditCheck.note,
        AuditCheck.checked_at,
    )
    columns: list[Any] = [*own, *COLUMNS, Family.reference, Family.programme, checker.name.label("checked_by")]
    entry = sa.and_(AuditEntry.family_id == AuditCheck.family_id, AuditEntry.seq == AuditCheck.seq)
    return (
        sa.select(*columns)
        .join(AuditEntry, entry)
        .join(Family, Family.id == AuditCheck.family_id)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .outerjoin(checker, checker.id == AuditCheck.checked_by_id)
        .order_by(AuditCheck.verdict != "", AuditEntry.at, AuditCheck.id)
    )


def present_check(row: Any) -> Check:
    """A picked row in words."""
    return Check(
        id=row.id,
        month=row.month,
        reference=row.reference,
        line=present_line(row, programme_of(row.programme), with_notes=True),
        rules=tuple(rule_words(one) for one in row.rules.split(",")),
        verdict=row.verdict,
        note=row.note,
        checked_at=row.checked_at,
        checked_by=row.checked_by or "",
    )


def sign_off(reader: Principal, item: uuid.UUID, verdict: str, note: str) -> None:
    """Write down what was found; it is logged with the family that it is about."""
    with system_session() as session:
        check = session.get(AuditCheck, item)
        if check is not None:
            check.verdict, check.note = verdict, note
            check.checked_at, check.checked_by_id = clock.now(), reader.user_id
            tell(session, reader, check)


def tell(session: Session, reader: Principal, check: AuditCheck) -> None:
    """Log the sign-off."""
    what = f"row:{check.seq}:{check.verdict}"
    audit.record(reader, "sample", family_id=check.family_id, session=session, what=what, why=Why.OFFICE)


def load_families(reader: Principal, after: str = "") -> FamilyLines:
    """The families after this reference, a page at a time, with what the log of the last month has of each."""
    since = clock.at(clock.months_after(clock.today(), -LATELY_MONTHS), 0)
    lately = sa.and_(AuditEntry.family_id == Family.id, AuditEntry.at >= since)
    count = sa.select(sa.func.count()).select_from(AuditEntry).where(lately).correlate(Family)
    statement = (
        sa.select(
            Family.reference,
            count.scalar_subquery().label("rows"),
            count.where(CONDITIONS[Did.EMERGENCY]).scalar_subquery().label("emergencies"),
        )
        .where(Family.reference > after, ~Family.id.in_(conflicts(reader)))
        .order_by(Family.reference)
        .limit(PAGE + 1)
    )
    with system_session() as session:
        found = session.execute(statement).all()
    lines = tuple(FamilyLine(row.reference, row.rows, row.emergencies) for row in found[:PAGE])
    return FamilyLines(lines, lines[-1].reference if len(found) > PAGE else "")
