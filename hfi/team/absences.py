"""Absences: whoever stands in is attached to the absent person's families for those days, and no longer.

Written by the system's session: a substitute's attachment must also end in a family that the absent person, who
shortens the absence, has handed over meanwhile. What is begun is begun only in families that the writer may open.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from flask import abort
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.access.policy import decide
from hfi.access.principal import Principal
from hfi.access.terms import Action, Decision, Relation, Target
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.families.scope import FamilyAccess
from hfi.team.covering import is_there, why_there
from hfi.team.forms import AbsenceForm
from hfi.team.models import Absence, Substitute
from hfi.team.rows import end, new_row
from hfi.team.rules import Somebody, Tie, TieRefusedError
from hfi.team.staff import find_somebody
from hfi.team.ties import Ties, load_accesses, load_conflicts, load_ties, lock
from hfi.texts import gettext

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """An absence with what the rules need to know of the families."""

    absence: Absence
    person: Somebody
    substitutes: list[Somebody]
    accesses: dict[uuid.UUID, FamilyAccess]
    ties: Ties
    conflicts: set[tuple[uuid.UUID, uuid.UUID]]


def may_write_for(reader: Principal, person: Somebody) -> Decision:
    """Whether the reader may say that this person is away: it is they themselves, or somebody whom they lead."""
    own = person.user_id == reader.user_id
    relation = Relation.TEAM if own else Relation.MANAGER
    target = Target(relation=relation, owner=person.department, contribution=own)
    return decide(reader.reader, Action.SUBSTITUTE, target)


def is_allowed(reader: Principal, person: Somebody) -> bool:
    """The same; what is changed from now on is logged with that ground."""
    decision = may_write_for(reader, person)
    audit.because(decision.why)
    return bool(decision)


def write_absence(reader: Principal, form: AbsenceForm) -> uuid.UUID:
    """Store the absence, and attach the substitutes. Raises TieRefusedError. What two clicks send is stored once."""
    try:
        with system_session() as session:
            if session.get(Absence, form.new_id()) is None:
                begin(session, reader, form)
    except IntegrityError:
        # Two clicks at the same moment: the other one's row is there.
        pass
    return form.new_id()


def begin(session: Session, reader: Principal, form: AbsenceForm) -> None:
    """A new absence. Raises TieRefusedError."""
    person = find_somebody(session, form.person.data or reader.user_id)
    if person is None or not is_allowed(reader, person):
        raise TieRefusedError(gettext("You can write this for yourself and for those whom you lead."), "person")
    refuse_overlap(session, person, form)
    written = {"written_by_id": reader.user_id, "written_at": clock.now()}
    days = {"from_on": form.from_on.data, "to_on": form.to_on.data}
    absence = Absence(id=form.new_id(), user_id=person.user_id, **days, **written)
    session.add(absence)
    session.flush()
    log(session, reader, absence, "from_on,substitutes,to_on")
    follow(session, reader, load_plan(session, reader, absence, person, form.substitutes()))


def log(session: Session, reader: Principal, absence: Absence, fields: str) -> None:
    """Say in the log who wrote it; the attachments are logged by themselves, each in its family."""
    audit.record(reader, "absence", session=session, what=f"absence:{absence.id}:{fields}")


def change_absence(reader: Principal, absence_id: uuid.UUID, form: AbsenceForm) -> None:
    """Other days, or other substitutes; their attachments follow. Raises TieRefusedError."""
    with system_session() as session:
        absence, person = find_absence(session, reader, absence_id)
        refuse_overlap(session, person, form)
        absence.from_on, absence.to_on = form.from_on.data, form.to_on.data
        log(session, reader, absence, "from_on,substitutes,to_on")
        follow(session, reader, load_plan(session, reader, absence, person, form.substitutes()))


def call_off(reader: Principal, absence_id: uuid.UUID) -> None:
    """Whoever is away is back: the substitutes' attachments are over. One that had not begun never comes to be."""
    with system_session() as session:
        absence, _person = find_absence(session, reader, absence_id)
        absence.to_on = max(clock.today() - DAY, absence.from_on - DAY)
        log(session, reader, absence, "to_on")
        end_others(session, reader, absence, set())


def find_absence(session: Session, reader: Principal, absence_id: uuid.UUID) -> tuple[Absence, Somebody]:
    """The absence, and who is away. 404 when it is over, or not the reader's to change: no telling which."""
    absence = session.get(Absence, absence_id)
    person = find_somebody(session, absence.user_id) if absence else None
    if absence is None or person is None or absence.to_on < clock.today() or not is_allowed(reader, person):
        abort(404)
    return absence, person


def refuse_overlap(session: Session, person: Somebody, form: AbsenceForm) -> None:
    """Raise TieRefusedError when the person is away already on any of the days."""
    away = sa.select(sa.exists().where(
        Absence.user_id == person.user_id,
        Absence.id != form.new_id(),
        Absence.from_on <= form.to_on.data,
        Absence.to_on >= form.from_on.data,
        Absence.to_on >= Absence.from_on,
    ))  # fmt: skip
    if session.scalar(away):
        raise TieRefusedError(gettext("%(name)s is away already in these days.", name=person.name), "from_on")


def load_plan(
    session: Session, reader: Principal, absence: Absence, person: Somebody, chosen: Iterable[uuid.UUID]
) -> Plan:
    """What is known of the absent person's families. Raises TieRefusedError when somebody cannot stand in at all."""
    substitutes = [refuse_substitute(reader, person, find_somebody(session, one)) for one in chosen]
    accesses = load_accesses(session, reader, person.user_id)
    lock(session, accesses)
    own = {row.id for row in load_rows(session, absence).values()}
    found = load_ties(session, accesses).items()
    ties = {family: [one for one in theirs if one.id not in own] for family, theirs in found}
    conflicts = load_conflicts(session, accesses, [one.user_id for one in substitutes])
    return Plan(absence, person, substitutes, accesses, ties, conflicts)


def refuse_substitute(reader: Principal, person: Somebody, chosen: Somebody | None) -> Somebody:
    """The one who was chosen. Raises TieRefusedError when they cannot stand in for anybody, or not for this person.

    Who lets others in is the managers' to say: on one's own one can only choose among one's own department.
    """
    if chosen is None or not chosen.active or chosen.user_id == person.user_id:
        raise TieRefusedError(gettext("Choose a colleague who stands in"), "first")
    if chosen.user_id == reader.user_id:
        raise TieRefusedError(gettext("You cannot choose yourself."), "first")
    if person.user_id == reader.user_id and chosen.department != person.department:
        text = gettext("Choose somebody of your own department, or ask your manager to choose somebody else.")
        raise TieRefusedError(text, "first")
    return chosen


def follow(session: Session, reader: Principal, plan: Plan) -> None:
    """Let the substitutes' attachments be what the absence says: new ones, other days, or over."""
    chosen = {one.user_id for one in plan.substitutes}
    session.execute(sa.delete(Substitute).where(Substitute.absence_id == plan.absence.id))
    session.add_all(Substitute(absence_id=plan.absence.id, user_id=one) for one in chosen)
    rows = load_rows(session, plan.absence)
    kept = {row.id for row in rows.values() if row.family_id not in plan.accesses and row.user_id in chosen}
    for row in rows.values():
        # Also where the absent person, or whoever writes, has no way in any longer.
        row.to_on = min(row.to_on or date.max, plan.absence.to_on)
    for access, wanted in wanted_ties(plan):
        row = rows.get((wanted.user_id, access.id)) or add_tie(session, plan, access, wanted)
        row.from_on = row.from_on if row.from_on <= clock.today() else wanted.from_on
        row.to_on = wanted.to_on
        kept.add(row.id)
    end_others(session, reader, plan.absence, kept)


def add_tie(session: Session, plan: Plan, access: FamilyAccess, wanted: Tie) -> Attachment:
    """A substitute's new attachment."""
    row = new_row(access, wanted, why_there(plan.person.name), plan.absence.id)
    session.add(row)
    return row


def load_rows(session: Session, absence: Absence) -> dict[tuple[uuid.UUID, uuid.UUID], Attachment]:
    """The substitutes' attachments of the absence that are not over."""
    running = Attachment.absence_id == absence.id, Attachment.to_on >= clock.today()
    rows = session.scalars(sa.select(Attachment).where(*running))
    return {(row.user_id, row.family_id): row for row in rows}


def end_others(session: Session, reader: Principal, absence: Absence, kept: set[uuid.UUID]) -> None:
    """End at once what the absence does not ask for any longer."""
    session.flush()
    for row in load_rows(session, absence).values():
        if row.id not in kept:
            end(row, clock.today() - DAY, reader.user_id, gettext("The absence was changed"))


def wanted_ties(plan: Plan) -> Iterator[tuple[FamilyAccess, Tie]]:
    """Who stands in where, and when. Left out is a family that the substitute works with anyway, or may not meet."""
    for family_id, access in plan.accesses.items():
        for one in plan.substitutes:
            days = common_days(plan, family_id)
            allowed = access.decide(
                Action.SUBSTITUTE,
                owner=plan.person.department,
                contribution=plan.person.user_id == access.reader.user_id,
                oneself=one.user_id == access.reader.user_id,
            )
            if days and allowed and (family_id, one.user_id) not in plan.conflicts:
                tie = Tie(uuid.uuid4(), one.user_id, one.department, AttachmentKind.TEAM, *days)
                if not is_there(plan.ties[family_id], tie):
                    yield access, tie


def common_days(plan: Plan, family_id: uuid.UUID) -> tuple[date, date] | None:
    """The days on which the person is away and would work with the family."""
    own = [one for one in plan.ties[family_id] if one.user_id == plan.person.user_id]
    first = max(plan.absence.from_on, clock.today(), min(one.from_on for one in own))
    last = min(plan.absence.to_on, max(one.last for one in own))
    return (first, last) if first <= last else None
