"""Whom a paper is for: the household, one person of the family, or the professionals at work with it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hfi.access.terms import Concern, Recipient
from hfi.consent.queries import asked
from hfi.consent.rules import rules
from hfi.consent.voices import custodians
from hfi.families import cpr
from hfi.families.models import PersonKind
from hfi.family_page.dossier import Dossier
from hfi.texts import _

HOUSEHOLD, PROFESSIONALS = "household", "professionals"
People = Collection[uuid.UUID]


@dataclass(frozen=True)
class Paper:
    """A paper's recipient. `value` is what an address calls it, `words` what the paper does.

    `person` is the one whom it is for, `children` a parent's children. `grown` is false for those who do not answer
    for themselves yet: what is closest to them is told to them, not handed out.
    """

    recipient: Recipient
    value: str
    words: str
    person: uuid.UUID | None = None
    children: frozenset[uuid.UUID] = frozenset()
    grown: bool = True

    def concern(self, people: People) -> Concern:
        """Whom the content concerns, seen from the person that the paper is for."""
        about = set(people)
        if self.person in about:
            return Concern.THEM_ALONE if about == {self.person} and self.grown else Concern.THEM_TOO
        return Concern.THEIR_CHILDREN if about and about <= self.children else Concern.OTHERS

    def is_kept_from(self, kept_from: People) -> bool:
        """Whether a child asked to keep it from whoever gets the paper; everybody at home reads the household's."""
        if self.recipient is Recipient.HOUSEHOLD:
            return bool(kept_from)
        return self.person in kept_from


def papers(dossier: Dossier) -> tuple[Paper, ...]:
    """The papers that can be made: for the household, for each grown or young person, for the professionals."""
    people = [person_paper(dossier, one) for one in dossier.household if gets_own_paper(dossier, one)]
    return (
        Paper(Recipient.HOUSEHOLD, HOUSEHOLD, _("The whole household")),
        *people,
        Paper(Recipient.PROFESSIONALS, PROFESSIONALS, _("The professionals at work with the family")),
    )


def gets_own_paper(dossier: Dossier, person: Any) -> bool:
    """Whether somebody gets a paper of their own: those who answer for themselves, and who has a page in the plan."""
    return answers(dossier, person) or cpr.age(person.born_on, dossier.today) in dossier.programme.young_ages


def answers(dossier: Dossier, person: Any) -> bool:
    """Whether somebody answers for themselves: the adults, and the young people of that age."""
    own_answer_from = rules(dossier.today).own_answer_from_years
    return person.kind is not PersonKind.CHILD or (cpr.age(person.born_on, dossier.today) or 0) >= own_answer_from


def person_paper(dossier: Dossier, person: Any) -> Paper:
    """The paper of one person."""
    children = children_of(dossier, person.id) if person.kind is PersonKind.ADULT else frozenset()
    grown = answers(dossier, person)
    return Paper(Recipient.PERSON, str(person.id), person.name, person.id, children, grown)


def children_of(dossier: Dossier, parent: uuid.UUID) -> frozenset[uuid.UUID]:
    """The children of whom this adult has custody; the plan knows of no other children of theirs."""
    family = [asked(one) for one in dossier.everybody]
    children = [one for one in dossier.household if one.kind is PersonKind.CHILD]
    return frozenset(one.id for one in children if parent in custodians(asked(one), family, dossier.today))


def find_paper(dossier: Dossier, value: str) -> Paper | None:
    """The paper that an address names; the household's when it names none, None when there is no such paper."""
    return next((one for one in papers(dossier) if one.value == (value or HOUSEHOLD)), None)
