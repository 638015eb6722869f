"""What this reader may see and change on the page: the rule, asked for each thing that stands there."""

import uuid
from collections.abc import Collection
from typing import Any

from flask import abort

from hfi.access.terms import Action, Decision, Level, Relation
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.plan.department import registry
from hfi.plan.section import Section

People = Collection[uuid.UUID]


def concerned(dossier: Dossier, section_id: str) -> frozenset[uuid.UUID]:
    """Whom a section's content concerns: those whom it names; without any, the people of its measures, or everybody."""
    record = dossier.records.get(section_id)
    if record and record.person_ids:
        return frozenset(ids_of(record.person_ids))
    named = {one for row in dossier.measures if row.section_id == section_id for one in ids_of(row.person_ids)}
    return frozenset(named) or dossier.household_ids


def section_decision(dossier: Dossier, section: Section, action: Action) -> Decision:
    """Whether the reader may do this with the section's own text and fields."""
    return content_decision(dossier, section, section.level, action)


def refuse_unused(dossier: Dossier, section: Section) -> None:
    """404 for a section that the family's programme does not use."""
    if section.id not in [one.id for one in registry().sections_in(dossier.programme)]:
        abort(404)


def content_decision(
    dossier: Dossier, section: Section, level: Level, action: Action, people: People = (), **paper: Any
) -> Decision:
    """Whether the reader may do this with content of the section at this level, about these people.

    `paper` are the fields of Target that say whom something is printed for. A department shares with itself, so
    consents are looked up only for another department's reader; and namings only where being named would help.
    """
    owner = registry().owner(section.area, dossier.programme)
    terms: dict[str, Any] = {"owner": owner, "professions": section.professions}
    terms |= {"shared": is_shared(dossier, section, level, action, people)} | paper
    found = dossier.access.decide(action, level, **terms)
    if found or not dossier.access.decide(action, level, named=True, **terms):
        return found
    named = is_named(dossier, level, section.id, people or concerned(dossier, section.id))
    return dossier.access.decide(action, level, named=named, **terms)


def is_shared(dossier: Dossier, section: Section, level: Level, action: Action, people: People) -> bool:
    """Whether its owner shares it with the reader's side; only the own department ever writes, so it is not asked."""
    owner = registry().owner(section.area, dossier.programme)
    if dossier.access.reader.department == owner:
        return True
    about = people or concerned(dossier, section.id)
    return action is not Action.WRITE and dossier.sharing.covers(owner, about, level)


def is_named(dossier: Dossier, level: Level, section_id: str, people: People) -> bool:
    """Whether the reader is named for this level of the section, for everybody whom it concerns."""
    mine = [one for one in dossier.namings if one.level is level and one.section_id == section_id]
    return any(one.person_id is None for one in mine) or set(people) <= {one.person_id for one in mine}


def identity_decision(dossier: Dossier, person_id: uuid.UUID, action: Action = Action.READ, **paper: Any) -> Decision:
    """Whether the reader may see, after a click that is logged, who and where this person is."""
    found = dossier.access.decide(action, Level.IDENTITY, **paper)
    if found or not dossier.access.decide(action, Level.IDENTITY, named=True, **paper):
        return found
    named = is_named(dossier, Level.IDENTITY, "", [person_id])
    return dossier.access.decide(action, Level.IDENTITY, named=named, **paper)


def person_decision(dossier: Dossier, section: Section, person_id: uuid.UUID) -> Decision:
    """Whether the reader may read what the section says of this one person."""
    return content_decision(dossier, section, section.level, Action.READ, [person_id])


def plan_decision(dossier: Dossier, section: Section, person_id: uuid.UUID | None) -> Decision:
    """Whether the reader may read one of the department's own plans: a person's, or the whole household's."""
    people = [person_id] if person_id else dossier.household_ids
    return content_decision(dossier, section, section.level, Action.READ, people)


def item_decision(
    dossier: Dossier, section_id: str, sensitive: bool, action: Action, people: People, **paper: Any
) -> Decision:
    """Whether the reader may do this with a measure or an appointment of the section."""
    section = registry().by_id[section_id]
    level = Level.SENSITIVE if sensitive else section.level
    return content_decision(dossier, section, level, action, people, **paper)


def times_shown(dossier: Dossier, section_id: str, people: People) -> bool:
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


def naming_decision(dossier: Dossier, section: Section | None, oneself: bool = False) -> Decision:
    """Whether the reader may name somebody for a section's sensitive content; without a section, for who people are."""
    if section is None:
        return dossier.access.decide(Action.NAME, Level.IDENTITY, oneself=oneself)
    owner = registry().owner(section.area, dossier.programme)
    terms: dict[str, Any] = {"owner": owner, "professions": section.professions, "oneself": oneself}
    return dossier.access.decide(Action.NAME, Level.SENSITIVE, **terms)


def may_name(dossier: Dossier) -> bool:
    """Whether there is anything that the reader may name somebody for."""
    return any(naming_decision(dossier, one) for one in (None, *registry().sections_in(dossier.programme)))


def confidence_decision(dossier: Dossier, action: Action) -> Decision:
    """Whether the reader may do this with a confidential note that names them, as one of their own department does."""
    department = dossier.access.reader.department
    return dossier.access.decide(action, Level.CONFIDENTIAL, owner=department, named=True)


def may_share_for(dossier: Dossier) -> tuple[str, ...]:
    """The departments of which the reader may write down what the family lets them share."""
    codes = (one.code for one in dossier.programme.departments)
    return tuple(one for one in codes if dossier.access.decide(Action.SHARE, owner=one))


def sees_ground(dossier: Dossier, ground: Any) -> bool:
    """Whether the reader may read why the law lets something be shared: who wrote it, and the coordinator (rule 3)."""
    access = dossier.access
    return ground.recorded_by_id == access.reader.user_id or access.relation is Relation.COORDINATOR
