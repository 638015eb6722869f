"""Whose yes counts: a young person's own from the age in the rules, below it that of everybody who has custody."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hfi.consent.rules import Rules, is_parent
from hfi.families.models import PersonKind


@dataclass(frozen=True)
class Asked:
    """Somebody in a family, as far as it decides who answers. `custody`: those who were named to have it."""

    id: uuid.UUID
    family_id: uuid.UUID
    kind: PersonKind
    relation: str
    born_on: date | None
    left_on: date | None
    custody: frozenset[uuid.UUID]


def answers_alone(person: Asked, rules: Rules, on: date) -> bool:
    """Whether the person answers for themselves on the day; of a child without a birthday others do."""
    if person.born_on is None:
        return person.kind is not PersonKind.CHILD
    return on >= rules.own_answer_from(person.born_on)


def voices(person: Asked, family: Iterable[Asked], rules: Rules, on: date) -> frozenset[uuid.UUID]:
    """Everybody who must have said yes for the person; nobody when it is not known who has custody."""
    if answers_alone(person, rules, on):
        return frozenset({person.id})
    return custodians(person, family, on)


def custodians(child: Asked, family: Iterable[Asked], on: date) -> frozenset[uuid.UUID]:
    """Everybody who has custody of the child; nobody when it is not known."""
    return child.custody or frozenset(one.id for one in family if has_custody(one, on))


def has_custody(one: Asked, on: date) -> bool:
    """Whether somebody has custody of the family's children because nobody said otherwise."""
    return one.kind is PersonKind.ADULT and is_parent(one.relation) and (one.left_on is None or one.left_on > on)


def same_voices(person: Asked, rules: Rules, given_on: date, today: date) -> bool:
    """Whether those who were to be asked then are to be asked today: at the birthday the young take over."""
    return answers_alone(person, rules, given_on) == answers_alone(person, rules, today)
