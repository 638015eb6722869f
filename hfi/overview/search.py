"""Finding a family, inside the scope only: by name, reference, somebody in or around it, or a whole CPR number."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hfi import alphabet
from hfi.access.principal import Principal
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.models import Family, Person
from hfi.families.scope import visible_families, with_plan
from hfi.overview.rows import family_name, why_listed
from hfi.overview.views import Hit, Match, SearchResult

MOST = 20


@dataclass(frozen=True)
class Wanted:
    """What is looked for, as conditions on Family and on Person."""

    family: sa.ColumnElement[bool]
    person: sa.ColumnElement[bool]


def find(reader: Principal, text: str) -> SearchResult:
    """The families found, in alphabetical order, logged as read. Two queries."""
    wanted = wanted_by(text)
    statement = (
        sa.select(Family.id, Family.reference, Family.name, Family.housing_area, Family.closed_on)
        .where(visible_families(reader), with_plan(), sa.or_(wanted.family, has_person(wanted)))
        .order_by(alphabet.in_order(Family.name), Family.reference)
        .limit(MOST + 1)
    )
    rows = db.session.execute(statement).all()
    shown = rows[:MOST]
    people = load_matches(wanted, [row.id for row in shown])
    audit.read_families(reader, [row.id for row in shown], "search", why_listed(reader))
    db.session.commit()
    hits = tuple(present_hit(row, people[row.id]) for row in shown)
    by_cpr = cpr.looks_like_cpr(text)
    return SearchResult(mask(text) if by_cpr else text, by_cpr, hits, len(rows) > MOST)


def wanted_by(text: str) -> Wanted:
    """What the text asks for: a CPR number finds its person, other words what they stand in."""
    if cpr.looks_like_cpr(text):
        return Wanted(sa.false(), Person.cpr_index == cpr.index(cpr.compact(text)))
    family = sa.or_(alphabet.has_words(Family.name, text), alphabet.has_words(Family.reference, text))
    return Wanted(family, alphabet.has_words(Person.name, text))


def has_person(wanted: Wanted) -> sa.ColumnElement[bool]:
    """Whether the family has somebody who is looked for."""
    return sa.exists().where(Person.family_id == Family.id, wanted.person)


def load_matches(wanted: Wanted, families: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Match]]:
    """Those who are looked for, by family."""
    statement = sa.select(Person.family_id, Person.name, Person.relation).where(
        Person.family_id.in_(families), wanted.person
    )
    found: dict[uuid.UUID, list[Match]] = defaultdict(list)
    for row in db.session.execute(statement.order_by(Person.position, Person.name)):
        found[row.family_id].append(Match(row.name, row.relation))
    return found


def present_hit(row: Any, people: list[Match]) -> Hit:
    """One family."""
    return Hit(family_name(row), row.housing_area, row.closed_on is not None, tuple(people))


def mask(text: str) -> str:
    """The birthday of a CPR number, and nothing more of it."""
    return f"{cpr.compact(text)[:6]}-{cpr.MASK}"
