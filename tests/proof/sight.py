"""What somebody may read of a family in a state: `decide()`, asked with the stated facts and nothing that is computed.

A page is reading. A paper is printing, for one recipient. Whatever leads to somebody protected is who they are.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from hfi.access.models import AttachmentKind
from hfi.access.policy import decide
from hfi.access.roles import Role
from hfi.access.terms import Action, Concern, Level, Reader, Recipient, Relation, Target
from hfi.consent.models import COORDINATION
from tests.proof.canaries import Canary
from tests.proof.homes import Home
from tests.proof.states import State
from tests.world import PERSONAS

HELD = ("blocked", "broken_glass", "closed")


@dataclass(frozen=True)
class Sight:
    """Somebody looks at a family. `state` is the one made for them here; none where all stands as it always did."""

    name: str
    home: Home
    state: State | None = None
    all_protected: bool = False

    @property
    def reader(self) -> Reader:
        """What the rule is told of them."""
        return Reader(*PERSONAS[self.name])

    @property
    def relation(self) -> Relation:
        """Managers lead in every state; others are what the state makes of them."""
        if self.state is None or self.reader.role is Role.MANAGER:
            return self.home.relation(self.name)
        return self.state.relation

    @property
    def consents(self) -> bool:
        """Whether what people said yes to still stands."""
        return self.state is None or self.state.target.get("shared", True)

    def may(self, action: Action, level: Level, **more: Any) -> bool:
        """What the rule says."""
        told = self.state.target if self.state else {}
        held = {name: told[name] for name in HELD if name in told}
        return bool(decide(self.reader, action, Target(level, self.relation, **held, **more)))

    def reads(self, one: Canary, asked: uuid.UUID | None = None) -> bool:
        """Whether the field may stand on a page; of who people are only on that of the person who was asked for."""
        if one.ground:
            return self.reads_ground(one)
        if one.duty:
            return self.does(one)
        if one.draft and not self.is_named(one):
            return False
        hidden = self.hidden(one)
        if hidden and not (asked and self.finds(asked, hidden)):
            return False
        return one.level is Level.IDENTITY or self.may(Action.WRITE if one.draft else Action.READ, **self.terms(one))

    def terms(self, one: Canary) -> dict[str, Any]:
        """The facts about the field, as the rule wants them."""
        return {
            "level": one.level,
            "owner": one.owner,
            "professions": one.section.professions if one.section else (),
            "shared": self.is_shared(one),
            "named": self.is_named(one),
        }

    def is_shared(self, one: Canary) -> bool:
        """Whether its department shows it to the reader's; to itself it does."""
        side = COORDINATION if self.reader.role is Role.COORDINATOR else self.reader.department
        own = side == one.owner
        return own or self.home.shares(one.owner, side, one.people, one.level, self.consents)

    def is_named(self, one: Canary) -> bool:
        """Whether the reader was named for it, in it or in the family."""
        if one.readers is not None:
            return self.name in one.readers
        return bool(one.section) and self.home.is_named(self.name, one.level, one.section.id, one.people)

    def hidden(self, one: Canary) -> frozenset[uuid.UUID]:
        """Whose identity the field is."""
        protected = self.home.everybody if self.all_protected else self.home.protected
        return one.people if one.level is Level.IDENTITY else one.leads_to & protected

    def identifies(self, person: uuid.UUID, action: Action = Action.READ, **paper: Any) -> bool:
        """Whether the reader may see who somebody is."""
        named = self.home.is_named(self.name, Level.IDENTITY, "", [person])
        return self.may(action, Level.IDENTITY, named=named, **paper)

    def finds(self, asked: uuid.UUID, hidden: frozenset[uuid.UUID]) -> bool:
        """Whether the reader may know where somebody is; of who is not hidden, only with all whom it would betray."""
        betrayed = {asked} if asked in hidden else {asked, *hidden}
        return all(self.identifies(person) for person in betrayed)

    def does(self, one: Canary) -> bool:
        """Whether the field is for the reader's office."""
        assert one.duty is not None
        offices = (one.duty, Action.REVIEW) if one.duty is Action.READ_LOG else (one.duty,)
        professions = one.section.professions if one.section else ()
        return any(self.may(duty, one.level, owner=one.owner, professions=professions) for duty in offices)

    def reads_ground(self, one: Canary) -> bool:
        """Why the law lets something be shared: for who wrote it, the coordinator and the data-protection officer."""
        if self.reader.role is Role.DPO:
            return True
        mine = self.name in (one.readers or ()) or self.relation is Relation.COORDINATOR
        return mine and self.may(Action.READ, Level.PLAN)

    def prints(self, one: Canary, paper: "Sheet") -> bool:
        """Whether the field may stand on this paper."""
        hidden = self.hidden(one)
        if one.duty or one.ground or one.draft or not self.reads(one, next(iter(hidden), None)):
            return False
        if hidden and not any(self.prints_identity(person, paper) for person in hidden):
            return False
        terms = self.terms(one) | {"recipient": paper.recipient, "concern": paper.concern(one.people)}
        if paper.recipient is Recipient.PROFESSIONALS:
            terms["shared"] = self.shared_with_all(one)
        return one.level is Level.IDENTITY or self.may(Action.PRINT, kept_from=paper.is_kept(one.kept_from), **terms)

    def prints_identity(self, person: uuid.UUID, paper: "Sheet") -> bool:
        """Whether who somebody is may: on their own paper."""
        concern = paper.concern(frozenset({person}))
        return self.identifies(person, Action.PRINT, recipient=paper.recipient, concern=concern)

    def shared_with_all(self, one: Canary) -> bool:
        """Whether its department shows it to all departments that work with the family."""
        team = dict(self.home.team)
        if self.state is not None:
            team.pop(self.name, None)
            team |= {self.name: self.state.attached} if self.state.attached else {}
        sides = {side_of(name, kind) for name, kind in team.items()} - {one.owner}
        return all(self.home.shares(one.owner, side, one.people, one.level, self.consents) for side in sides)


def side_of(name: str, kind: AttachmentKind) -> str:
    """The reading side of somebody at work with a family."""
    return COORDINATION if kind is AttachmentKind.COORDINATOR else PERSONAS[name][1]


@dataclass(frozen=True)
class Sheet:
    """A paper, and whom it is for; `children` are those of the grown person whom it is for."""

    wanted: str
    recipient: Recipient
    person: uuid.UUID | None = None
    children: frozenset[uuid.UUID] = frozenset()

    def concern(self, people: frozenset[uuid.UUID]) -> Concern:
        """Whom something concerns, seen from the paper's reader."""
        if self.person in people:
            return Concern.THEM_ALONE if people == {self.person} else Concern.THEM_TOO
        return Concern.THEIR_CHILDREN if people and people <= self.children else Concern.OTHERS

    def is_kept(self, kept_from: frozenset[uuid.UUID]) -> bool:
        """Whether a child keeps it from whoever reads the paper."""
        return bool(kept_from) if self.recipient is Recipient.HOUSEHOLD else self.person in kept_from


def sheets(home: Home) -> list[Sheet]:
    """A paper for each recipient."""
    grown = [
        Sheet(str(one), Recipient.PERSON, one, home.children if one in home.parents else frozenset())
        for name, one in home.people.items()
        if one in home.parents or name == "Yusuf"
    ]
    return [Sheet("household", Recipient.HOUSEHOLD), *grown, Sheet("professionals", Recipient.PROFESSIONALS)]
