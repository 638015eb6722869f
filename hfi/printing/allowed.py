"""What the rule lets this reader print for one recipient: asked for each section, measure, time and agreement."""

import uuid
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from hfi import clock
from hfi.access.models import AttachmentKind
from hfi.access.terms import Action, Level, Recipient
from hfi.consent.models import COORDINATION, Extent
from hfi.consent.queries import Sharing
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import contact
from hfi.plan.department import registry
from hfi.plan.section import Section
from hfi.printing.recipient import Paper, People
from hfi.printing.views import Allowed, OwnFacts


class Judge:
    """Asks the rule for one reader and one recipient."""

    def __init__(self, dossier: Dossier, paper: Paper) -> None:
        self.dossier, self.paper = dossier, paper

    @cached_property
    def home(self) -> frozenset[uuid.UUID]:
        """Those who live at home."""
        return frozenset(one.id for one in self.dossier.household if not one.lives_elsewhere)

    @cached_property
    def sides(self) -> dict[str, Sharing]:
        """What each department at work with the family, and its coordinator, is let see."""
        return {side: self.dossier.shares.towards(side) for side in {side_of(one) for one in self.dossier.team}}

    def shared_with_all(self, owner: str, people: People, level: Level) -> bool:
        """Whether everybody concerned lets the owner share it with all who are at work with the family."""
        return all(sharing.covers(owner, people, level) for side, sharing in self.sides.items() if side != owner)

    def allows(self, section: Section, level: Level, people: People, kept_from: People = ()) -> bool:
        """Whether content of the section about these people may be on the paper."""
        people = people or rights.concerned(self.dossier, section.id)
        terms: dict[str, Any] = {
            "recipient": self.paper.recipient,
            "concern": self.paper.concern(people),
            "kept_from": self.paper.is_kept_from(kept_from),
        }
        if self.paper.recipient is Recipient.PROFESSIONALS:
            owner = registry().owner(section.area, self.dossier.programme)
            terms["shared"] = self.shared_with_all(owner, people, level)
        elif self.paper.recipient is Recipient.HOUSEHOLD and self.home.isdisjoint(people):
            return False
        return bool(rights.content_decision(self.dossier, section, level, Action.PRINT, people, **terms))

    def allows_text(self, section: Section) -> bool:
        """Whether the section's own text may."""
        record = self.dossier.records.get(section.id)
        return self.allows(section, section.level, (), ids_of(record.kept_from_ids) if record else ())

    def allows_person(self, section: Section, person_id: uuid.UUID) -> bool:
        """Whether what the section says of one person may; on the household's paper only of those at home."""
        return self.allows(section, section.level, [person_id])

    def allows_item(self, row: Any, kept_from: People = ()) -> bool:
        """Whether a measure or an appointment may."""
        section = registry().by_id[row.section_id]
        level = Level.SENSITIVE if row.sensitive else section.level
        return self.allows(section, level, ids_of(row.person_ids), kept_from)

    def allows_agreement(self, row: Any) -> bool:
        """Whether an agreement may: the joint plan is everybody's, but for what a child keeps from somebody."""
        terms: dict[str, Any] = {
            "recipient": self.paper.recipient,
            "kept_from": self.paper.is_kept_from(ids_of(row.kept_from_ids)),
        }
        return bool(self.dossier.access.decide(Action.PRINT, Level.PLAN, **terms))


def side_of(row: Any) -> str:
    """The reading side of somebody at work with the family, as consents call it."""
    return COORDINATION if row.kind is AttachmentKind.COORDINATOR else str(row.department)


def allowed_on_paper(dossier: Dossier, paper: Paper) -> Allowed:
    """What the rule lets this reader print for the recipient."""
    judge = Judge(dossier, paper)
    measures = {row.id: row for row in dossier.measures if judge.allows_item(row, ids_of(row.kept_from_ids))}
    texts = frozenset(one.id for one in registry().sections_in(dossier.programme) if judge.allows_text(one))
    return Allowed(
        paper=paper,
        printed_by=dossier.access.reader.name,
        printed_at=clock.now(),
        sections=texts | {row.section_id for row in measures.values()},
        texts=texts,
        persons=frozenset(persons_on_paper(judge, texts)),
        measures=frozenset(measures),
        appointments=frozenset(appointments_on_paper(judge, measures)),
        agreements=frozenset(row.id for row in dossier.agreements if judge.allows_agreement(row)),
        team=tuple(contact(dossier, row) for row in dossier.team),
        sharing_owners=frozenset(sharing_owners(dossier)),
        own_facts=own_facts(dossier, paper),
    )


def persons_on_paper(judge: Judge, texts: frozenset[str]) -> Iterator[tuple[str, uuid.UUID]]:
    """Of whom each section may speak."""
    for section in registry().sections_in(judge.dossier.programme):
        if section.id in texts:
            people = judge.dossier.household
            yield from ((section.id, one.id) for one in people if judge.allows_person(section, one.id))


def appointments_on_paper(judge: Judge, measures: dict[uuid.UUID, Any]) -> Iterator[uuid.UUID]:
    """Appointments that may be printed themselves, and whose measure may."""
    for row in judge.dossier.appointments:
        if judge.allows_item(row) and (row.measure_id is None or row.measure_id in measures):
            yield row.id


def sharing_owners(dossier: Dossier) -> Iterator[str]:
    """The departments of which somebody in the family lets others see more than times."""
    ways = dossier.shares.cells.items()
    return (owner for (_one, owner, _reader), cell in ways if cell.extent.rank >= Extent.FULL.rank)


def own_facts(dossier: Dossier, paper: Paper) -> OwnFacts | None:
    """A protected person's own address and phone, for their own paper, when whoever prints it is named to see them."""
    person = next((one for one in dossier.people if one.id == paper.person and one.protected), None)
    if person is None:
        return None
    terms: dict[str, Any] = {"recipient": paper.recipient, "concern": paper.concern([person.id])}
    if not rights.identity_decision(dossier, person.id, Action.PRINT, **terms):
        return None
    return OwnFacts(person.address or ("" if person.lives_elsewhere else dossier.family.address), person.phone)
