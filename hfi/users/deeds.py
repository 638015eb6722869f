"""Who may do what, as a table. Every answer is asked of the rule itself, so that the table cannot say anything else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from hfi.access.policy import decide
from hfi.access.roles import Profession, Role
from hfi.access.terms import Action, Level, Reader, Relation, Target
from hfi.programmes.model import role_title
from hfi.team.rules import KINDS
from hfi.texts import LazyString, _l

OWN, OTHER = "own", "other"
READERS = tuple(product((OWN, ""), (*Profession, None)))


@dataclass(frozen=True)
class Deed:
    """Something that one might do: in words, and as the rule is asked about it."""

    title: LazyString
    action: Action
    level: Level = Level.PLAN
    more: dict[str, Any] = field(default_factory=dict)

    def may(self, role: Role) -> bool:
        """Whether somebody in the role may, in the best relation to the family that the role can have."""
        targets = [Target(self.level, relation, **self.more) for relation in relations(role)]
        return any(decide(reader, self.action, target) for reader in readers(role) for target in targets)


def relations(role: Role) -> Iterable[Relation]:
    """How somebody in the role can stand to a family."""
    leading = [Relation.MANAGER] if role is Role.MANAGER else []
    return [Relation.NONE, *leading, *(Relation(kind.value) for kind in KINDS.get(role, ()))]


def readers(role: Role) -> Iterable[Reader]:
    """Everybody who could have the role."""
    return (Reader(role, department, profession) for department, profession in READERS)


DEEDS = (
    Deed(_l("Read a family's plan"), Action.READ),
    Deed(_l("Change goals, story and agreements"), Action.WRITE),
    Deed(_l("Print the family's plan"), Action.PRINT),
    Deed(_l("Read the own department's part"), Action.READ, Level.DEPARTMENT, {"owner": OWN}),
    Deed(_l("Change the own department's part"), Action.WRITE, Level.DEPARTMENT, {"owner": OWN}),
    Deed(
        _l("Read another department's part, when it is shared"),
        Action.READ,
        Level.DEPARTMENT,
        {"owner": OTHER, "shared": True},
    ),
    Deed(
        _l("Read what is sensitive, in the own profession"),
        Action.READ,
        Level.SENSITIVE,
        {"owner": OWN, "professions": tuple(Profession)},
    ),
    Deed(_l("Write down a consent"), Action.SHARE),
    Deed(_l("Open a family in an emergency"), Action.BREAK_GLASS),
    Deed(_l("Say who works with a family"), Action.ATTACH),
    Deed(_l("Say who stands in for oneself"), Action.SUBSTITUTE, Level.PLAN, {"contribution": True}),
    Deed(_l("Say who stands in for a colleague"), Action.SUBSTITUTE, Level.PLAN, {"owner": OWN}),
    Deed(_l("See who opened a family"), Action.READ_LOG),
    Deed(_l("See figures"), Action.READ_FIGURES),
    Deed(_l("Review emergencies and check the log"), Action.REVIEW),
    Deed(_l("Look after users"), Action.MANAGE_USERS),
    Deed(_l("Approve what another asked about a user"), Action.APPROVE_ROLE, Level.PLAN, {"second": True}),
    Deed(_l("Get an approved file without names"), Action.EXPORT, Level.PLAN, {"second": True}),
)


def table() -> list[tuple[str, list[tuple[str, bool]]]]:
    """Each deed with every role's name and answer."""
    return [(str(deed.title), [(role_title(role), deed.may(role)) for role in Role]) for deed in DEEDS]
