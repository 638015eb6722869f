"""The list of families: filtered, alphabetical, a page at a time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from hfi import alphabet, clock
from hfi.access.principal import Principal
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.models import Family, Phase
from hfi.families.reference import ReferenceConverter
from hfi.families.scope import running, visible_families, with_plan
from hfi.overview.needs import needs_answer
from hfi.overview.rows import load_team, present_family, select_families, why_listed
from hfi.overview.views import FamilyList

PAGE = 50


class State(StrEnum):
    """Which families the list is about."""

    ACTIVE = "active"
    WAITING = "waiting"
    PAUSED = "paused"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """The filter: words in name or reference, an area, a state, a programme; empty ones let everything through."""

    text: str = ""
    area: str = ""
    state: State = State.ACTIVE
    programme: str = ""


def load_list(reader: Principal, wanted: Wanted, after: str = "") -> FamilyList:
    """The families after the one with this reference, or from the beginning. At most five queries, and the log's."""
    today = clock.today()
    conditions = conditions_of(wanted)
    statement = select_families(reader, today).where(*conditions).limit(PAGE + 1)
    rows = db.session.execute(statement.where(*beyond(reader, after))).all()
    shown = rows[:PAGE]
    team = load_team(reader, [row.id for row in shown])
    families = tuple(present_family(reader, row, team[row.id]) for row in shown)
    count = sa.select(sa.func.count(Family.id)).where(visible_families(reader), *conditions)
    total = db.session.scalar(count) or 0
    audit.read_families(reader, [row.id for row in shown], "families", why_listed(reader))
    db.session.commit()
    return FamilyList(families, total, shown[-1].reference if len(rows) > PAGE else "")


def conditions_of(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """The filter as conditions on Family."""
    found = [STATES[wanted.state]()]
    if wanted.area:
        found.append(Family.housing_area == wanted.area)
    if wanted.programme:
        found.append(Family.programme == wanted.programme)
    if wanted.text:
        name = alphabet.has_words(Family.name, wanted.text)
        found.append(sa.or_(name, alphabet.has_words(Family.reference, wanted.text)))
    return found


STATES: dict[State, Callable[[], sa.ColumnElement[bool]]] = {
    State.ACTIVE: running,
    State.WAITING: lambda: needs_answer(clock.today()),
    State.PAUSED: lambda: sa.and_(running(), Family.phase == Phase.PAUSED),
    State.CLOSED: lambda: sa.and_(with_plan(), Family.closed_on.is_not(None)),
    State.ALL: with_plan,
}


def beyond(reader: Principal, reference: str) -> list[sa.ColumnElement[bool]]:
    """What comes after the family in the list; the address holds its reference, never its name."""
    last = sa.select(Family.name).where(Family.reference == reference, visible_families(reader))
    name = db.session.scalar(last) if re.fullmatch(ReferenceConverter.regex, reference) else None
    if name is None:
        return []
    ordered = alphabet.in_order(Family.name)
    return [sa.or_(ordered > name, sa.and_(ordered == name, Family.reference > reference))]
