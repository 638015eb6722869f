"""Reads a family's log, and logs that it was read, in one transaction that is over before anything is rendered.

Whose log it is was decided by `open_log`. The session is the program's own: the data-protection officer's reaches no
family.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import User
from hfi.access.roles import PROFESSION_TITLES, Role
from hfi.access_log.hidden import of_conflicts, of_notes
from hfi.access_log.scope import LogAccess
from hfi.access_log.views import LogLine, LogPage, LogPaper, PaperLine
from hfi.access_log.words import CONDITIONS, Did, action_words, did_of, ground_words, part_words
from hfi.audit import service as audit
from hfi.audit.models import AuditEntry
from hfi.extensions import system_session
from hfi.plan.department import registry
from hfi.programmes.model import Programme, programme_of, role_title

PAGE = 50
MOST_ON_PAPER = 2000
COLUMNS = (
    AuditEntry.seq,
    AuditEntry.at,
    AuditEntry.action,
    AuditEntry.section,
    AuditEntry.what,
    AuditEntry.why,
    AuditEntry.reason,
    AuditEntry.role,
    AuditEntry.department,
    User.name,
    User.profession,
)


@dataclass(frozen=True)
class Wanted:
    """Which rows of the log are asked for; what is empty lets everything through."""

    person: uuid.UUID | None = None
    did: Did | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self, family_id: uuid.UUID) -> list[sa.ColumnElement[bool]]:
        """The same as conditions on AuditEntry."""
        found = [AuditEntry.family_id == family_id]
        if self.person:
            found.append(AuditEntry.actor_id == self.person)
        if self.did:
            found.append(CONDITIONS[self.did])
        if self.since:
            found.append(AuditEntry.at >= clock.at(self.since, 0))
        if self.until:
            found.append(AuditEntry.at < clock.at(self.until + timedelta(days=1), 0))
        return found


def told(access: LogAccess) -> list[sa.ColumnElement[bool]]:
    """The conditions on AuditEntry that keep from this reader what is not for them."""
    return [~one for one, seen in ((of_notes, access.sees_notes), (of_conflicts, access.sees_conflicts)) if not seen]


def load_people(access: LogAccess) -> list[tuple[str, str]]:
    """Everybody whom the log names, for a list to choose from."""
    named = sa.select(AuditEntry.actor_id).where(AuditEntry.family_id == access.id, *told(access))
    with system_session() as session:
        rows = session.execute(sa.select(User.id, User.name).where(User.id.in_(named)).order_by(User.name)).all()
    return [(str(row.id), row.name) for row in rows]


def load_log(access: LogAccess, wanted: Wanted, before: int | None = None) -> LogPage:
    """A page of the log, newest first, from the row before this number on. Three queries and the log's own."""
    conditions = wanted.conditions(access.id) + told(access)
    further = [*conditions, AuditEntry.seq < before] if before else conditions
    with system_session() as session:
        rows = session.execute(select_rows(further).limit(PAGE + 1)).all()
        total = session.scalar(sa.select(sa.func.count()).select_from(AuditEntry).where(*conditions)) or 0
        flagged = session.execute(select_emergencies([*conditions, CONDITIONS[Did.EMERGENCY]])).all()
        audit.read_family(access.reader, access.id, "log", access.why, session)
    programme = programme_of(access.programme)
    return LogPage(
        reference=access.reference,
        lines=tuple(present_line(row, programme, access.sees_notes) for row in rows[:PAGE]),
        total=total,
        older=rows[PAGE - 1].seq if len(rows) > PAGE else None,
        emergencies=flagged[0].emergencies if flagged else 0,
        emergency=present_line(flagged[0], programme) if flagged else None,
    )


def select_rows(conditions: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """The rows, newest first."""
    columns: list[Any] = [*COLUMNS]
    statement: sa.Select[Any] = sa.select(*columns).outerjoin(User, User.id == AuditEntry.actor_id)
    return statement.where(*conditions).order_by(AuditEntry.seq.desc())


def select_emergencies(conditions: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """The newest emergency opening, and how many there are."""
    number = sa.func.count().over().label("emergencies")
    return select_rows(conditions).add_columns(number).order_by(None).order_by(AuditEntry.at.desc()).limit(1)


def present_line(row: Any, programme: Programme, with_notes: bool = False) -> LogLine:
    """One row in words; of confidential notes only when they are for the reader."""
    did = did_of(row)
    return LogLine(
        seq=row.seq,
        at=row.at,
        who=row.name or "",
        mark=registry().mark_of_code(row.department, programme),
        action=action_words(row),
        part=part_words(row, with_notes),
        ground=ground_words(row),
        reason=row.reason,
        flag=did is Did.EMERGENCY,
        refused=did is Did.REFUSED,
    )


def load_paper(access: LogAccess, wanted: Wanted) -> LogPaper:
    """The log for the family, oldest first: when, which function, what and why, but not who."""
    conditions = [*wanted.conditions(access.id), ~of_notes, ~of_conflicts]
    with system_session() as session:
        rows = session.execute(select_rows(conditions).limit(MOST_ON_PAPER + 1)).all()
        audit.read_family(access.reader, access.id, "log-print", access.why, session)
    programme = programme_of(access.programme)
    keys = [paper_key(row, programme) for row in reversed(rows[:MOST_ON_PAPER])]
    return LogPaper(
        reference=access.reference,
        programme=programme.name,
        municipality=programme.municipality_name,
        printed_on=clock.today(),
        lines=tuple(gathered(keys)),
        cut=len(rows) > MOST_ON_PAPER,
    )


def paper_key(row: Any, programme: Programme) -> Mapping[str, Any]:
    """What the paper says of a row."""
    return {
        "day": clock.local(row.at).date(),
        "at": row.at,
        "function": function_of(row),
        "mark": registry().mark_of_code(row.department, programme),
        "action": action_words(row),
        "part": part_words(row),
        "ground": ground_words(row),
    }


def gathered(told: list[Mapping[str, Any]]) -> list[PaperLine]:
    """What the same function did in the same way on a day is one line."""
    found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for one in told:
        found.setdefault(tuple(value for name, value in one.items() if name != "at"), []).append(one)
    lines = [PaperLine(**rows[0], times=len(rows)) for rows in found.values()]
    return sorted(lines, key=lambda line: line.at)


def function_of(row: Any) -> str:
    """`Social caseworker`, or what the role is called; the system itself has none."""
    if row.profession and row.role == Role.PROFESSIONAL:
        return str(PROFESSION_TITLES[row.profession])
    return role_title(Role(row.role)) if row.role else ""
