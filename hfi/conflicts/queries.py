"""The conflicts of interest that hold in a family, for its managers."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi.access.models import Conflict, User
from hfi.access.principal import Principal
from hfi.access.words import CONFLICT_TITLES
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.models import Family
from hfi.families.scope import FamilyAccess, in_force
from hfi.families.sealing import opened


@dataclass(frozen=True)
class ConflictView:
    """One of them. `declared_by` is empty when the person said it themselves."""

    id: uuid.UUID
    name: str
    department: str
    kind: str
    reason: str
    from_on: date
    declared_by: str


@dataclass(frozen=True)
class FamilyConflicts:
    """The page of a family's conflicts."""

    reference: str
    family: str
    rows: tuple[ConflictView, ...]


def load_conflicts(access: FamilyAccess, why: str) -> FamilyConflicts:
    """Whom the family is hidden from, and why. Two queries, logged, in a transaction that is over."""
    rows = db.session.execute(select_conflicts(access)).all()
    page = FamilyConflicts(access.reference, family_name(access), tuple(present(row) for row in opened(Conflict, rows)))
    log_reading(access.reader, access, why)
    return page


def select_conflicts(access: FamilyAccess) -> sa.Select[Any]:
    """The conflicts that hold today, the oldest first."""
    teller = aliased(User)
    columns: list[Any] = [
        Conflict.id,
        Conflict.family_id,
        Conflict.kind,
        Conflict.reason,
        Conflict.from_on,
        Conflict.user_id,
        Conflict.declared_by_id,
        User.name,
        User.department,
        teller.name.label("teller"),
    ]
    return (
        sa.select(*columns)
        .select_from(Conflict)
        .join(User, User.id == Conflict.user_id)
        .join(teller, teller.id == Conflict.declared_by_id)
        .where(Conflict.family_id == access.id, in_force(Conflict))
        .order_by(Conflict.from_on, User.name)
    )


def present(row: Any) -> ConflictView:
    """One conflict."""
    by = "" if row.declared_by_id == row.user_id else row.teller
    return ConflictView(row.id, row.name, row.department, str(CONFLICT_TITLES[row.kind]), row.reason, row.from_on, by)


def load_name(access: FamilyAccess, why: str) -> str:
    """The family's name, logged, in a transaction that is over."""
    name = family_name(access)
    log_reading(access.reader, access, why)
    return name


def family_name(access: FamilyAccess) -> str:
    """What the family is called."""
    return db.session.scalar(sa.select(Family.name).where(Family.id == access.id)) or ""


def log_reading(reader: Principal, access: FamilyAccess, why: str) -> None:
    """One row; then the transaction is over."""
    audit.read_family(reader, access.id, "conflicts", why)
    db.session.commit()
