"""What colleagues changed in the reader's families, from the log. Of a section that the reader may not see, nothing."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import User
from hfi.access.principal import Principal
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import of_entry
from hfi.consent.models import Consent, Extent
from hfi.consent.queries import reading_side
from hfi.extensions import db
from hfi.families.models import Person, PersonKind
from hfi.overview.mine import MyFamilies, MyFamily
from hfi.overview.sentences import PLAN_KINDS, SECTION_KINDS, sentence
from hfi.overview.views import Change, Changes
from hfi.plan.department import registry

FIRST_LOOK = timedelta(days=7)
"""How far back somebody looks who has never said that they have seen it all."""
MOST_ENTRIES = 500


def load_changes(reader: Principal, mine: MyFamilies, seen_at: datetime | None) -> Changes:
    """What colleagues did since. Two queries."""
    until = clock.now()
    entries = load_entries(reader, mine, seen_at or until - FIRST_LOOK, until)
    shared = load_shared(reader, mine)
    return Changes(seen_at, until, tuple(told(mine, shared, entries)))


def load_entries(reader: Principal, mine: MyFamilies, since: datetime, until: datetime) -> list[Any]:
    """The log's entries of others' changes, newest first."""
    statement = (
        sa.select(
            AuditEntry.family_id,
            AuditEntry.at,
            Revision.action,
            Revision.kind,
            Revision.section,
            Revision.fields,
            User.name,
            User.department,
        )
        .join(Revision, of_entry())
        .join(User, User.id == AuditEntry.actor_id)
        .where(AuditEntry.family_id.in_(mine), AuditEntry.at > since, AuditEntry.at <= until)
        .where(Revision.kind.in_(PLAN_KINDS + SECTION_KINDS))
        .where(AuditEntry.actor_id != reader.user_id)
        .order_by(AuditEntry.at.desc(), AuditEntry.seq.desc(), Revision.id)
        .limit(MOST_ENTRIES)
    )
    return list(db.session.execute(statement))


def load_shared(reader: Principal, mine: MyFamilies) -> dict[uuid.UUID, frozenset[str]]:
    """The departments that everybody in a household lets share everything with the reader's side, by family."""
    statement = (
        sa.select(Person.family_id, Person.id, Consent.owner)
        .outerjoin(Consent, sa.and_(Consent.person_id == Person.id, live_towards(reader, clock.today())))
        .where(Person.family_id.in_(mine), Person.kind != PersonKind.NETWORK)
        .where(sa.or_(Person.left_on.is_(None), Person.left_on > clock.today()))
    )
    owners: dict[uuid.UUID, dict[uuid.UUID, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in db.session.execute(statement):
        owners[row.family_id][row.id].add(row.owner)
    return {one: frozenset(set.intersection(*people.values())) for one, people in owners.items()}


def live_towards(reader: Principal, today: date) -> sa.ColumnElement[bool]:
    """Consents that let the reader's side see everything today."""
    return sa.and_(
        Consent.reader == reading_side(reader),
        Consent.extent == Extent.FULL,
        Consent.given_on <= today,
        Consent.expires_on >= today,
        Consent.withdrawn_on.is_(None),
    )


def told(mine: MyFamilies, shared: dict[uuid.UUID, frozenset[str]], entries: list[Any]) -> Iterator[Change]:
    """The changes that the reader may know of; what one person did several times on a day is told once."""
    done = set()
    for row in entries:
        family, words = mine[row.family_id], sentence(row)
        once = (row.family_id, row.name, words, clock.local(row.at).date())
        if words and once not in done and may_know(family, row, shared.get(row.family_id, frozenset())):
            done.add(once)
            yield Change(family.name, row.at, row.name, family.mark_of(row.department), words)


def may_know(family: MyFamily, row: Any, shared: frozenset[str]) -> bool:
    """Whether the reader may know that there is something in the section at all; the joint plan is for all attached."""
    if row.kind in PLAN_KINDS:
        return True
    section = registry().by_id.get(row.section)
    owner = registry().owner(section.area, family.programme) if section else ""
    return section is not None and bool(family.section_decision(section.id, shared=owner in shared))
