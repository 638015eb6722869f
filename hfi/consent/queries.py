"""What a family has let whom see, today: consents and legal grounds, weighed together."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.access.terms import Level
from hfi.consent.models import COORDINATION, Consent, Ending, Extent, LegalGround, LegalGroundPerson
from hfi.consent.rules import Rules, rules
from hfi.consent.voices import Asked, same_voices, voices
from hfi.extensions import db
from hfi.families.models import CustodyHolder, Person

Way = tuple[uuid.UUID, str, str]
"""A person, an owning and a reading side."""
CONSENT, LAW = "consent", "law"
NEEDED = {Level.DEPARTMENT: Extent.FULL, Level.SENSITIVE: Extent.SENSITIVE}
"""The extent that content of the level asks for."""


def running_out(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on a consent that runs out soon and was not renewed."""
    later = aliased(Consent)
    renewed = sa.exists().where(
        later.person_id == Consent.person_id,
        later.owner == Consent.owner,
        later.reader == Consent.reader,
        sa.or_(later.given_by_id.is_(None), later.given_by_id == Consent.given_by_id),
        later.withdrawn_on.is_(None),
        later.expires_on > Consent.expires_on,
    )
    soon = Consent.expires_on.between(today, rules(today).warns_until(today))
    return Consent.withdrawn_on.is_(None), Consent.extent != Extent.NONE, soon, ~renewed


@dataclass(frozen=True)
class Sharing:
    """What one reading side may see: (owner, person) → how much."""

    given: Mapping[tuple[str, uuid.UUID], Extent]

    def reaches(self, owner: str, people: Collection[uuid.UUID], needed: Extent) -> bool:
        """Whether everybody whom the content concerns shares so much of it; nobody named is never enough."""
        shared = (self.given.get((owner, person), Extent.NONE) for person in people)
        return bool(people) and all(one.rank >= needed.rank for one in shared)

    def covers(self, owner: str, people: Collection[uuid.UUID], level: Level) -> bool:
        """Whether the owner may share content of this level about these people; what is confidential never is."""
        return level in NEEDED and self.reaches(owner, people, NEEDED[level])

    def covers_times(self, owner: str, people: Collection[uuid.UUID]) -> bool:
        """Whether at least the times may be shown, for everybody concerned."""
        return self.reaches(owner, people, Extent.TIMES_ONLY)


@dataclass(frozen=True)
class Cell:
    """One way of sharing, as it stands today: `agreed` by consent, `extent` with what the law allows beside it.

    `missing` are those who did not answer yet, though others did; `refused` that somebody said no, or took a yes back;
    `last_day` the day until which a yes holds; `ran_out` the day on which the last one ended by itself.
    """

    extent: Extent = Extent.NONE
    agreed: Extent = Extent.NONE
    by_law: bool = False
    missing: frozenset[uuid.UUID] = frozenset()
    refused: bool = False
    last_day: date | None = None
    ran_out: date | None = None


@dataclass
class Shares:
    """All ways of sharing in one family, or in several."""

    cells: dict[Way, Cell] = field(default_factory=dict)
    voices: dict[uuid.UUID, frozenset[uuid.UUID]] = field(default_factory=dict)

    def towards(self, side: str) -> Sharing:
        """What this reading side may see."""
        return Sharing(
            {(owner, person): cell.extent for (person, owner, reader), cell in self.cells.items() if reader == side}
        )

    def cell(self, person: uuid.UUID, owner: str, reader: str) -> Cell:
        """One way of sharing; nothing when nobody was asked."""
        return self.cells.get((person, owner, reader), Cell())


def reading_side(reader: Principal) -> str:
    """The side that a consent must name for this reader."""
    return COORDINATION if reader.role is Role.COORDINATOR else reader.department


def custody_ids() -> Any:
    """The ids of those who were named to have custody of the person in the row, as one text."""
    ids = sa.func.aggregate_strings(sa.cast(CustodyHolder.holder_id, sa.String), ",")
    return sa.select(ids).where(CustodyHolder.child_id == Person.id).correlate(Person).scalar_subquery()


def asked(row: Any) -> Asked:
    """A person's row, with its `custody_ids`, as the rule wants it."""
    named = frozenset(uuid.UUID(one) for one in (row.custody_ids or "").split(",") if one)
    return Asked(row.id, row.family_id, row.kind, row.relation, row.born_on, row.left_on, named)


def load_people(families: Collection[uuid.UUID]) -> Sequence[Any]:
    """Everybody in the families, also who left, as far as it decides who answers for whom. One query."""
    wanted = (Person.id, Person.family_id, Person.kind, Person.relation, Person.born_on, Person.left_on)
    statement = sa.select(*wanted, custody_ids().label("custody_ids")).where(Person.family_id.in_(families))
    return db.session.execute(statement).all()


def load_grounds(families: Collection[uuid.UUID], today: date) -> Sequence[Any]:
    """The families' consents that no other replaced, live or not, and the legal grounds in force. One query."""
    consents = sa.select(
        sa.literal(CONSENT).label("ground"),
        Consent.person_id,
        Consent.owner,
        Consent.reader,
        Consent.extent,
        Consent.given_by_id,
        Consent.given_on,
        Consent.expires_on,
        Consent.withdrawn_on,
    ).where(Consent.family_id.in_(families), Consent.given_on <= today, not_replaced())
    laws = (
        sa.select(
            sa.literal(LAW),
            LegalGroundPerson.person_id,
            LegalGround.owner,
            LegalGround.reader,
            LegalGround.extent,
            LegalGround.id,
            LegalGround.from_on,
            LegalGround.to_on,
            sa.null(),
        )
        .join(LegalGroundPerson, LegalGroundPerson.ground_id == LegalGround.id)
        .where(LegalGround.family_id.in_(families), *in_force_by_law(today))
    )
    return db.session.execute(sa.union_all(consents, laws)).all()


def not_replaced() -> sa.ColumnElement[bool]:
    """The condition on a consent that no later answer took the place of."""
    return sa.or_(Consent.ending.is_(None), Consent.ending != Ending.REPLACED)


def law_running_out(today: date) -> sa.ColumnElement[bool]:
    """Whether a legal ground runs out soon, and no later one lets the same be shared about all whom it concerns."""
    later, concerned, covered = aliased(LegalGround), aliased(LegalGroundPerson), aliased(LegalGroundPerson)
    left_out = sa.exists().where(
        concerned.ground_id == LegalGround.id,
        ~sa.exists().where(covered.ground_id == later.id, covered.person_id == concerned.person_id),
    )
    renewed = sa.exists().where(
        later.family_id == LegalGround.family_id,
        later.owner == LegalGround.owner,
        later.reader == LegalGround.reader,
        later.ended_on.is_(None),
        later.to_on > LegalGround.to_on,
        ~left_out,
    )
    soon = LegalGround.to_on.between(today, rules(today).warns_until(today))
    return sa.and_(*in_force_by_law(today), soon, ~renewed)


def in_force_by_law(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on a legal ground that holds."""
    return LegalGround.ended_on.is_(None), LegalGround.from_on <= today, LegalGround.to_on >= today


def load_shares(families: Collection[uuid.UUID], people: Iterable[Any]) -> Shares:
    """How the families share; `people` are the rows of everybody in them. One query."""
    today = clock.today()
    return weigh([asked(row) for row in people], load_grounds(families, today), rules(today), today)


def weigh(people: Sequence[Asked], rows: Iterable[Any], rule: Rules, today: date) -> Shares:
    """What all the rows come to."""
    homes: dict[uuid.UUID, list[Asked]] = defaultdict(list)
    for person in people:
        homes[person.family_id].append(person)
    by_id = {person.id: person for person in people}
    said = {person.id: voices(person, homes[person.family_id], rule, today) for person in people}
    ways: dict[Way, list[Any]] = defaultdict(list)
    for row in rows:
        if row.person_id in by_id and (row.ground == LAW or counts(by_id[row.person_id], row, rule, today)):
            ways[row.person_id, row.owner, row.reader].append(row)
    return Shares({way: weigh_way(found, said[way[0]], today) for way, found in ways.items()}, said)


def counts(person: Asked, row: Any, rule: Rules, today: date) -> bool:
    """Whether a consent was given by those who may; one without a giver stands for all who were to be asked then."""
    return row.given_by_id is not None or same_voices(person, rule, row.given_on, today)


def weigh_way(rows: Sequence[Any], asked_for: frozenset[uuid.UUID], today: date) -> Cell:
    """One way of sharing: the least of what all who must be asked said, or what the law allows if that is more."""
    kept = [row for row in rows if row.withdrawn_on is None]
    live = [row for row in kept if row.expires_on >= today]
    said = {one: answer(live, one) for one in asked_for or {None}}
    agreed = least(row.extent if row else Extent.NONE for row in said.values())
    law = most(row.extent for row in live if row.ground == LAW)
    answered = [row for row in said.values() if row]
    return Cell(
        extent=most([agreed, law]),
        agreed=agreed,
        by_law=law.rank > agreed.rank,
        missing=frozenset(one for one, row in said.items() if answered and row is None and one),
        refused=len(kept) < len(rows) or any(row.extent is Extent.NONE for row in answered),
        last_day=min((row.expires_on for row in answered if row.extent is not Extent.NONE), default=None),
        ran_out=max((row.expires_on for row in kept if row.expires_on < today), default=None),
    )


def least(extents: Iterable[Extent]) -> Extent:
    """The smallest extent."""
    return min(extents, key=lambda one: one.rank)


def most(extents: Iterable[Extent]) -> Extent:
    """The largest extent; nothing when there is none."""
    return max(extents, key=lambda one: one.rank, default=Extent.NONE)


def answer(rows: Iterable[Any], giver: uuid.UUID | None) -> Any | None:
    """What somebody said: the most of their own consents, else of those that stand for all."""
    consents = [row for row in rows if row.ground == CONSENT]
    own = [row for row in consents if giver is not None and row.given_by_id == giver]
    for_all = [row for row in consents if row.given_by_id is None]
    return max(own or for_all, key=lambda row: (row.extent.rank, row.expires_on), default=None)
