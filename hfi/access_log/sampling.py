"""Picking a month's log rows for a look: some by chance, some by rules that say what deserves one.

Rules are data: a name and a function of one row and what is known beside the log. Source: the supervisory authority's
criticism of logs that nobody checks regularly (design/security.md, findings 1 and 2).
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from random import SystemRandom
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, User
from hfi.access.roles import Role
from hfi.access.terms import Level, Why
from hfi.audit import service as audit
from hfi.audit.models import AuditCheck, AuditEntry
from hfi.audit.samples import OF_FAMILIES
from hfi.families.models import Person

BY_CHANCE = 10
PER_RULE = 5
MANY = 15
"""Somebody who opens so many families in a day does more than their work with them asks for."""
BEGINS, ENDS = time(6), time(20)
SATURDAY = 5
Key = tuple[uuid.UUID, int]


@dataclass
class Known:
    """What the rules need to know beside the rows."""

    surnames: frozenset[tuple[uuid.UUID, str]] = frozenset()
    protected: frozenset[uuid.UUID] = frozenset()
    ties: dict[tuple[uuid.UUID, uuid.UUID], list[tuple[date, date]]] = field(default_factory=dict)
    busy: frozenset[tuple[uuid.UUID, date]] = frozenset()


def own_surname(row: Any, known: Known) -> bool:
    """Whoever it was has the surname of somebody in the family."""
    return (row.family_id, surname(row.name)) in known.surnames


def outside_hours(row: Any, _known: Known) -> bool:
    """At night, or at the weekend."""
    moment = clock.local(row.at)
    return moment.weekday() >= SATURDAY or not BEGINS <= moment.time() < ENDS


def many_families(row: Any, known: Known) -> bool:
    """On a day when the same person opened very many."""
    return (row.actor_id, clock.local(row.at).date()) in known.busy


def no_attachment(row: Any, known: Known) -> bool:
    """Somebody who works with families, and did not work with this one that day."""
    if row.why == Why.BROKEN_GLASS:
        return True
    if row.role not in (Role.PROFESSIONAL, Role.COORDINATOR):
        return False
    day = clock.local(row.at).date()
    return not any(first <= day <= last for first, last in known.ties.get((row.actor_id, row.family_id), ()))


def protected(row: Any, known: Known) -> bool:
    """A CPR number or an address was shown, or somebody whose address is protected was looked at."""
    return row.level == Level.IDENTITY or row.person_id in known.protected


RULES: dict[str, Callable[[Any, Known], bool]] = {
    "own_surname": own_surname,
    "outside_hours": outside_hours,
    "many_families": many_families,
    "no_attachment": no_attachment,
    "protected": protected,
}


def pick(session: Session, month: date) -> int:
    """Pick the rows of the month that began on this day, once; how many there are now. Belongs to system work."""
    there = sa.select(sa.func.count()).select_from(AuditCheck).where(AuditCheck.month == month)
    if not (number := session.scalar(there) or 0):
        picked = choose(session.execute(rows_of(month)), learn(session, month))
        session.add_all(
            AuditCheck(month=month, family_id=family, seq=seq, rules=",".join(rules))
            for (family, seq), rules in picked.items()
        )
        audit.record(None, "sample", session=session, what=f"picked:{month:%Y-%m}:{len(picked)}")
        number = len(picked)
    return number


def choose(rows: Iterable[Any], known: Known) -> dict[Key, list[str]]:
    """Some rows of each rule, and some by chance, with the rules that picked them. The rows are read once."""
    chance = SystemRandom()
    found: dict[str, list[Key]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    for row in rows:
        for rule in ["random", *(name for name, holds in RULES.items() if holds(row, known))]:
            seen[rule] += 1
            keep(found[rule], (row.family_id, row.seq), seen[rule], BY_CHANCE if rule == "random" else PER_RULE, chance)
    picked: dict[Key, list[str]] = defaultdict(list)
    for rule in ("random", *RULES):
        for key in found[rule]:
            picked[key].append(rule)
    return picked


def keep(kept: list[Key], key: Key, seen: int, most: int, chance: SystemRandom) -> None:
    """Every one of the keys seen so far is as likely to be among the kept as any other (reservoir sampling)."""
    if len(kept) < most:
        kept.append(key)
    elif (place := chance.randrange(seen)) < most:
        kept[place] = key


def rows_of(month: date) -> sa.Select[Any]:
    """The month's rows of families; lists that somebody passes through every morning are left out."""
    columns = ("family_id", "seq", "at", "actor_id", "role", "level", "person_id", "why")
    statement = sa.select(*(getattr(AuditEntry, one) for one in columns), User.name)
    statement = statement.join(User, User.id == AuditEntry.actor_id).where(*in_month(month))
    return statement.execution_options(yield_per=1000)


def in_month(month: date) -> list[sa.ColumnElement[bool]]:
    """The conditions on rows of the month."""
    until = clock.months_after(month, 1)
    return [
        AuditEntry.at >= clock.at(month, 0),
        AuditEntry.at < clock.at(until, 0),
        *OF_FAMILIES,
    ]


def learn(session: Session, month: date) -> Known:
    """What the rules need to know of the month."""
    people = session.execute(sa.select(Person.family_id, Person.id, Person.name, Person.protected)).all()
    ties: dict[tuple[uuid.UUID, uuid.UUID], list[tuple[date, date]]] = defaultdict(list)
    columns = (Attachment.user_id, Attachment.family_id, Attachment.from_on, Attachment.to_on)
    for row in session.execute(sa.select(*columns)):
        ties[row.user_id, row.family_id].append((row.from_on, row.to_on or date.max))
    return Known(
        surnames=frozenset((row.family_id, surname(row.name)) for row in people),
        protected=frozenset(row.id for row in people if row.protected),
        ties=ties,
        busy=busy_days(session, month),
    )


def busy_days(session: Session, month: date) -> frozenset[tuple[uuid.UUID, date]]:
    """Who opened many families, on which day."""
    opened: dict[tuple[uuid.UUID, date], set[uuid.UUID]] = defaultdict(set)
    columns = (AuditEntry.actor_id, AuditEntry.at, AuditEntry.family_id)
    for row in session.execute(sa.select(*columns).where(*in_month(month))):
        opened[row.actor_id, clock.local(row.at).date()].add(row.family_id)
    return frozenset(day for day, families in opened.items() if len(families) > MANY)


def surname(name: str) -> str:
    """The last word of a name, in small letters."""
    return name.split()[-1].casefold() if name.split() else ""
