"""The families that the reader is attached to, and how."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from hfi.access.models import Attachment
from hfi.access.policy import decide
from hfi.access.principal import Principal
from hfi.access.terms import Action, Decision, Level, Relation, Target
from hfi.extensions import db
from hfi.families.models import Family
from hfi.families.scope import NEAREST_FIRST, in_force, running
from hfi.overview.rows import Ids, family_name, load_team, present_family, select_families
from hfi.overview.views import FamilyName, FamilyRow
from hfi.plan.department import Mark, registry
from hfi.plan.models import Goal, GoalStatus
from hfi.programmes.model import Programme, programme_of

MOST = 200
"""Nobody works with more families than this; the page stays of a size that can be read."""


@dataclass(frozen=True)
class MyFamily:
    """A family, and how the reader stands to it."""

    name: FamilyName
    programme: Programme
    relation: Relation
    reader: Principal
    line: FamilyRow

    def decide(self, action: Action, level: Level, **more: Any) -> Decision:
        """What the rule says of this reader and content of this family."""
        authority = self.programme.coordinator_has_authority
        return decide(self.reader.reader, action, Target(level, self.relation, authority=authority, **more))

    def section_decision(self, section_id: str, sensitive: bool = False, shared: bool = False) -> Decision:
        """What the rule says of reading content of this section."""
        section = registry().by_id[section_id]
        level = Level.SENSITIVE if sensitive else section.level
        owner = registry().owner(section.area, self.programme)
        return self.decide(Action.READ, level, owner=owner, professions=section.professions, shared=shared)

    def mark_of(self, department: str | None) -> Mark | None:
        """How a municipal department is shown here."""
        return registry().mark_of_code(department, self.programme) if department else None


MyFamilies = dict[uuid.UUID, MyFamily]


def load_mine(reader: Principal, today: date) -> MyFamilies:
    """The families by id, in alphabetical order; closed ones are not worked with. Three queries."""
    attached = sa.select(Attachment.family_id).where(Attachment.user_id == reader.user_id, in_force())
    statement = select_families(reader, today).where(Family.id.in_(attached), running()).limit(MOST)
    rows = {row.id: row for row in db.session.execute(statement)}
    team, goals = load_team(reader, rows), load_goals(rows)
    return {one: present_mine(reader, row, team[one], tuple(goals[one])) for one, row in rows.items()}


def load_goals(families: Ids) -> dict[uuid.UUID, list[int | None]]:
    """Where the families' goals are on the scale now, in the families' order."""
    statement = (
        sa.select(Goal.family_id, Goal.now)
        .where(Goal.family_id.in_(families), Goal.status == GoalStatus.ACTIVE)
        .order_by(Goal.position, Goal.id)
    )
    found: dict[uuid.UUID, list[int | None]] = defaultdict(list)
    for row in db.session.execute(statement):
        found[row.family_id].append(row.now)
    return found


def present_mine(reader: Principal, row: Any, team: list[Any], goals: tuple[int | None, ...]) -> MyFamily:
    """One family, with the nearest of the ways in which the reader is attached."""
    own = (one.kind for one in team if one.user_id == reader.user_id)
    nearest = min(own, key=NEAREST_FIRST.__getitem__)
    line = present_family(reader, row, team, goals)
    return MyFamily(family_name(row), programme_of(row.programme), Relation(nearest.value), reader, line)
