"""What this reader may see and change on the page: the rule, asked for each thing that stands there."""

import uuid
from collections.abc import Collection
from typing import Any

from hfi.access.terms import Action, Decision, Level, Relation
from hfi.family_page.dossier import Dossier, ids_of
from hfi.plan.department import registry
from hfi.plan.section import Section


def concerned(dossier: Dossier, section_id: str) -> frozenset[uuid.UUID]:
    """Whom a section's content concerns: the people of its measures, the whole household when it has none."""
    named = {one for row in dossier.measures if row.section_id == section_id for one in ids_of(row.person_ids)}
    return frozenset(named) or dossier.household_ids


def section_decision(dossier: Dossier, section: Section, action: Action) -> Decision:
    """Whether the reader may do this with the section's own text and fields."""
    return content_decision(dossier, section, section.level, action)


def content_decision(
    dossier: Dossier, section: Section, level: Level, action: Action, people: Collection[uuid.UUID] = ()
) -> Decision:
    """Whether the reader may do this with content of the section at this level, about these people.

    The consents are looked up only for another department's reader: its own needs none.
    """
    access = dossier.access
    owner = registry().owner(section.area, dossier.programme)
    foreign = access.reader.department != owner
    # Only the own department ever writes, so consents are asked for reading and printing alone.
    asked = foreign and action is not Action.WRITE
    shared = asked and dossier.sharing.covers(owner, people or concerned(dossier, section.id), level)
    return access.decide(action, level, owner=owner, professions=section.professions, shared=shared)


def person_decision(dossier: Dossier, section: Section, person_id: uuid.UUID | None) -> Decision:
    """Whether the reader may read what the section says of this one person; of nobody in particular, the section."""
    return content_decision(dossier, section, section.level, Action.READ, [person_id] if person_id else ())


def item_decision(
    dossier: Dossier, section_id: str, sensitive: bool, action: Action, people: Collection[uuid.UUID]
) -> Decision:
    """Whether the reader may do this with a measure or an appointment of the section."""
    section = registry().by_id[section_id]
    level = Level.SENSITIVE if sensitive else section.level
    return content_decision(dossier, section, level, action, people)


def times_shown(dossier: Dossier, section_id: str, people: Collection[uuid.UUID]) -> bool:
    """Whether a reader who may not see what an appointment is about may see that the people are busy.

    In an emergency nobody does: the reader's department was let in, but the reader does not work with the family.
    """
    if dossier.access.broken_glass:
        return False
    owner = registry().owner(registry().by_id[section_id].area, dossier.programme)
    return dossier.sharing.covers_times(owner, people)


def may_schedule(dossier: Dossier, measure: Any) -> bool:
    """Whether the reader may give the measure a time in the week."""
    people = ids_of(measure.person_ids)
    return bool(item_decision(dossier, measure.section_id, measure.sensitive, Action.WRITE, people))


def may_edit_plan(dossier: Dossier) -> bool:
    """Whether the reader keeps the joint plan: contact persons and the coordinator do."""
    return bool(dossier.access.decide(Action.WRITE, Level.PLAN))


def may_agree(dossier: Dossier) -> bool:
    """Whether the reader may promise something of their own: everybody who is attached to an open family."""
    return bool(dossier.access.decide(Action.WRITE, Level.PLAN, contribution=True))


def may_share_for(dossier: Dossier) -> tuple[str, ...]:
    """The departments of which the reader may write down what the family lets them share."""
    codes = (one.code for one in dossier.programme.departments)
    return tuple(one for one in codes if dossier.access.decide(Action.SHARE, owner=one))


def sees_ground(dossier: Dossier, ground: Any) -> bool:
    """Whether the reader may read why the law lets something be shared: who wrote it, and the coordinator (rule 3)."""
    access = dossier.access
    return ground.recorded_by_id == access.reader.user_id or access.relation is Relation.COORDINATOR
