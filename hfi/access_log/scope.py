"""Whose log may be read: of their own families by coordinators and managers, of all by the data-protection officer."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import abort

from hfi.access.policy import decide
from hfi.access.principal import Principal
from hfi.access.terms import Action, Decision, Target
from hfi.audit import service as audit
from hfi.extensions import db, system_session
from hfi.families.models import Family
from hfi.families.scope import conflicts, find_family


@dataclass(frozen=True)
class LogAccess:
    """A family whose log this reader may read, and which of its closest rows."""

    id: uuid.UUID
    reference: str
    programme: str
    reader: Principal
    why: str
    sees_notes: bool
    sees_conflicts: bool


def open_log(reader: Principal, reference: str) -> LogAccess:
    """The family whose log is asked for. 404 when the reader may not know of it, 403 when it is not their office."""
    access = find_family(reader, reference)
    if access is None or not access.decide(Action.READ):
        return open_by_office(reader, reference)
    decision = access.decide(Action.READ_LOG)
    if not decision:
        audit.refuse(reader, access.id, "log", decision.why)
    own = (access.id, access.reference, access.programme)
    return LogAccess(*own, reader, decision.why, sees_notes=False, sees_conflicts=bool(access.decide(Action.BLOCK)))


def open_by_office(reader: Principal, reference: str) -> LogAccess:
    """The same for whoever reads every log, and no family."""
    db.session.commit()
    decision = may_read_all(reader)
    row = look_up(reader, reference) if decision else None
    if row is None:
        abort(404)
    own = (row.id, row.reference, row.programme)
    return LogAccess(*own, reader, decision.why, sees_notes=True, sees_conflicts=True)


def may_read_all(reader: Principal) -> Decision:
    """Whether the reader may read the log of families that they have nothing to do with."""
    return decide(reader.reader, Action.READ_LOG, Target())


def look_up(reader: Principal, reference: str) -> Any | None:
    """The family's reference, and nothing else of it; the reader's own session shows them no family at all."""
    own = sa.select(Family.id, Family.reference, Family.programme)
    with system_session() as session:
        return session.execute(
            own.where(Family.reference == reference, ~Family.id.in_(conflicts(reader)))
        ).one_or_none()
