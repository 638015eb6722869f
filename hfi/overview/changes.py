"""What colleagues changed in the reader's families, from the log. Of a section that the reader may not see, nothing."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import User
from hfi.access.principal import Principal
from hfi.access.terms import Level
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import of_entry
from hfi.consent.queries import NEEDED, load_people, load_shares, reading_side
from hfi.extensions import db
from hfi.families.models import PersonKind
from hfi.overview.mine import MyFamilies, MyFamily
from hfi.overview.sentences import PLAN_KINDS, SECTION_KINDS, sentence
from hfi.overview.views import Change, Changes
from hfi.plan.department import registry

FIRST_LOOK = timedelta(days=7)
"""How far back somebody looks who has never said that they have seen it all."""
MOST_ENTRIES = 500


def load_changes(reader: Principal, mine: MyFamilies, seen_at: datetime | None) -> Changes:
    """What colleagues did since. Three queries."""
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


Shared = frozenset[tuple[str, Level]]
"""Departments, and the levels of which everybody in a household lets them share."""


def load_shared(reader: Principal, mine: MyFamilies) -> dict[uuid.UUID, Shared]:
    """What everybody in a household lets be shared with the reader's side, by family. Two queries."""
    people = load_people(list(mine))
    sharing = load_shares(list(mine), people).towards(reading_side(reader))
    homes: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for row in people:
        if row.kind is not PersonKind.NETWORK and (row.left_on is None or row.left_on > clock.today()):
            homes[row.family_id].append(row.id)
    owners = {owner for owner, _person in sharing.given}
    return {
        family: frozenset((owner, level) for owner in owners for level in NEEDED if sharing.covers(owner, home, level))
        for family, home in homes.items()
    }


def told(mine: MyFamilies, shared: dict[uuid.UUID, Shared], entries: list[Any]) -> Iterator[Change]:
    """The changes that the reader may know of; what one person did several times on a day is told once."""
    done = set()
    for row in entries:
        family, words = mine[row.family_id], sentence(row)
        once = (row.family_id, row.name, words, clock.local(row.at).date())
        if words and once not in done and may_know(family, row, shared.get(row.family_id, frozenset())):
            done.add(once)
            yield Change(family.name, row.at, row.name, family.mark_of(row.department), words)


def may_know(family: MyFamily, row: Any, shared: Shared) -> bool:
    """Whether the reader may know that there is something in the section at all; the joint plan is for all attached."""
    if row.kind in PLAN_KINDS:
        return True
    section = registry().by_id.get(row.section)
    owner = registry().owner(section.area, family.programme) if section else ""
    return section is not None and bool(family.section_decision(section.id, shared=(owner, section.level) in shared))
