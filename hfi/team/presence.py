"""Who is away: as the managers list it, as everybody sees it of themselves, and as a family's page says it."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi import alphabet, clock
from hfi.access.models import Attachment, User
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.extensions import db, system_session
from hfi.families.scope import in_force
from hfi.team.absences import find_absence, may_write_for
from hfi.team.models import Absence, Substitute
from hfi.team.rules import KINDS, Somebody
from hfi.team.staff import load_staff
from hfi.team.views import AbsencePage, AbsenceValues, Absent, Away

MOST = 100


def load_away(reader: Principal) -> tuple[Away, ...]:
    """The absences, now or coming, that the reader may change, or stands in during. One query."""
    stand_in = aliased(User)
    mine = sa.select(Substitute.absence_id).where(Substitute.user_id == reader.user_id)
    person = (User.id.label("user_id"), User.name, User.role, User.department, User.active)
    statement = (
        sa.select(Absence.id, Absence.from_on, Absence.to_on, *person, stand_in.name.label("substitute"))
        .join(User, User.id == Absence.user_id)
        .outerjoin(Substitute, Substitute.absence_id == Absence.id)
        .outerjoin(stand_in, stand_in.id == Substitute.user_id)
        .where(Absence.to_on >= clock.today(), Absence.to_on >= Absence.from_on)
        .where(sa.or_(of_reader(reader), Absence.id.in_(mine)))
        .order_by(Absence.from_on, alphabet.in_order(User.name), Absence.id, stand_in.name)
        .limit(MOST)
    )
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement):
        found[row.id].append(row)
    return tuple(present_away(reader, rows) for rows in found.values())


def of_reader(reader: Principal) -> sa.ColumnElement[bool]:
    """The condition on Absence and User for the reader's own, and those of the people whom a manager leads."""
    own = Absence.user_id == reader.user_id
    if reader.role is not Role.MANAGER:
        return own
    led = User.department == reader.department if reader.department else User.role.in_(KINDS)
    return sa.or_(own, led)


def present_away(reader: Principal, rows: list[Any]) -> Away:
    """One absence, of as many rows as there are substitutes."""
    row = rows[0]
    person = Somebody(row.user_id, row.name, row.role, row.department, row.active)
    return Away(
        id=row.id,
        user_id=row.user_id,
        name=row.name,
        from_on=row.from_on,
        to_on=row.to_on,
        substitutes=tuple(one.substitute for one in rows if one.substitute),
        may_change=bool(may_write_for(reader, person)),
    )


def load_absences(reader: Principal) -> AbsencePage:
    """The page of absences; on one's own one can choose among one's own department."""
    away = load_away(reader)
    db.session.commit()
    others = [one for one in load_staff() if one.user_id != reader.user_id]
    led = tuple(one for one in others if may_write_for(reader, one))
    return AbsencePage(away, led, tuple(one for one in others if led or one.department == reader.department))


def load_absence(reader: Principal, item: uuid.UUID) -> AbsenceValues:
    """One absence, for its form. 404 when it is over, or not the reader's to change."""
    with system_session() as session:
        absence, person = find_absence(session, reader, item)
        chosen = session.scalars(sa.select(Substitute.user_id).where(Substitute.absence_id == item))
        return AbsenceValues(item, person.name, absence.from_on, absence.to_on, tuple(chosen))


def load_absent(family_id: uuid.UUID) -> list[Any]:
    """Who of a family's team is away today, until when, and who stands in for them there. One query."""
    own, theirs, stand_in = aliased(Attachment), aliased(Attachment), aliased(User)
    today = clock.today()
    here = sa.select(own.user_id).where(own.family_id == family_id, own.absence_id.is_(None), in_force(own))
    statement = (
        sa.select(Absence.user_id, Absence.to_on, User.name, stand_in.name.label("substitute"), stand_in.phone)
        .join(User, User.id == Absence.user_id)
        .outerjoin(theirs, sa.and_(theirs.absence_id == Absence.id, theirs.family_id == family_id, in_force(theirs)))
        .outerjoin(stand_in, stand_in.id == theirs.user_id)
        .where(Absence.from_on <= today, Absence.to_on >= today, Absence.user_id.in_(here))
        .order_by(Absence.to_on, User.name, stand_in.name)
    )
    return list(db.session.execute(statement))


def present_absent(rows: Sequence[Any], team: Sequence[Any]) -> tuple[Absent, ...]:
    """Whom to ring instead: the substitutes, and where there is none the others whom the family can ring."""
    away = {row.user_id for row in rows}
    others = tuple((one.name, one.phone) for one in team if one.user_id not in away and one.phone)
    found = []
    for user_id in dict.fromkeys(row.user_id for row in rows):
        own = [row for row in rows if row.user_id == user_id]
        instead = tuple((row.substitute, row.phone) for row in own if row.substitute)
        found.append(Absent(own[0].name, own[0].to_on, instead or others))
    return tuple(found)
