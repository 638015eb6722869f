"""The rule that decides, as one pure function; everything that shows or changes a family's content asks it.

The rules are numbered as in the table of rights (SECURITY.md). No Flask, no database.
"""

from dataclasses import dataclass
from enum import StrEnum

from hfi.access.roles import Profession, Role


class Action(StrEnum):
    """What somebody wants to do with content."""

    READ = "read"
    WRITE = "write"
    PRINT = "print"


class Level(StrEnum):
    """How close content is to a person, from the joint plan that the family reads to who they are."""

    PLAN = "plan"
    DEPARTMENT = "department"
    SENSITIVE = "sensitive"
    CONFIDENTIAL = "confidential"
    IDENTITY = "identity"


class Relation(StrEnum):
    """How the reader stands to the family."""

    NONE = "none"
    TEAM = "team"
    CONTACT_PERSON = "contact_person"
    COORDINATOR = "coordinator"
    MANAGER = "manager"


class Why(StrEnum):
    """The ground of a decision; stored with each reading and shown in words."""

    ATTACHED = "attached"
    OWN_DEPARTMENT = "own_department"
    SHARED = "shared"
    MANAGER = "manager"
    NO_RELATION = "no_relation"
    NO_CONTENT_ROLE = "no_content_role"
    NOT_SHARED = "not_shared"
    OTHER_PROFESSION = "other_profession"
    NOT_NAMED = "not_named"
    OTHER_DEPARTMENT = "other_department"
    NOT_KEEPER = "not_keeper"
    NOT_ON_PAPER = "not_on_paper"
    READ_ONLY = "read_only"
    CLOSED = "closed"


@dataclass(frozen=True)
class Reader:
    """The part of a login that the rule looks at."""

    role: Role
    department: str
    profession: Profession | None


@dataclass(frozen=True)
class Target:
    """The content, and how the reader stands to it."""

    level: Level
    relation: Relation
    owner: str = ""
    professions: tuple[Profession, ...] = ()
    shared: bool = False
    named: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Decision:
    """Whether, and why."""

    allowed: bool
    why: Why

    def __bool__(self) -> bool:
        return self.allowed


ATTACHED = frozenset({Relation.TEAM, Relation.CONTACT_PERSON, Relation.COORDINATOR})
KEEPERS = frozenset({Relation.CONTACT_PERSON, Relation.COORDINATOR})
CONTENT_ROLES = frozenset({Role.PROFESSIONAL, Role.COORDINATOR, Role.MANAGER})


def decide(reader: Reader, action: Action, target: Target) -> Decision:
    """Whether the reader may do this with the target, and why."""
    if reader.role not in CONTENT_ROLES:
        return Decision(False, Why.NO_CONTENT_ROLE)
    seen = decide_reading(reader, target)
    if not seen or action is Action.READ:
        return seen
    if action is Action.PRINT:
        return decide_printing(target, seen)
    return decide_writing(reader, target, seen)


def decide_reading(reader: Reader, target: Target) -> Decision:
    """Rules 2, 3 and 6: the relation first, then the level."""
    own = bool(target.owner) and reader.department == target.owner
    if reader.role is Role.MANAGER:
        return manager_reading(target, own)
    if target.relation not in ATTACHED:
        return Decision(False, Why.NO_RELATION)
    if target.level is Level.PLAN:
        return Decision(True, Why.ATTACHED)
    if target.level is Level.DEPARTMENT:
        return own_or_shared(own, target.shared)
    if target.level is Level.SENSITIVE:
        return sensitive_reading(reader, target, own)
    if target.level is Level.CONFIDENTIAL:
        return Decision(own and target.named, Why.OWN_DEPARTMENT if own and target.named else Why.NOT_NAMED)
    return Decision(target.named, Why.ATTACHED if target.named else Why.NOT_NAMED)


def manager_reading(target: Target, own: bool) -> Decision:
    """Rule 6: plan level of the families they lead, department level of their own department, nothing sensitive."""
    if target.relation is not Relation.MANAGER:
        return Decision(False, Why.NO_RELATION)
    if target.level is Level.PLAN or (target.level is Level.DEPARTMENT and own):
        return Decision(True, Why.MANAGER)
    return Decision(False, Why.OTHER_DEPARTMENT if target.level is Level.DEPARTMENT else Why.OTHER_PROFESSION)


def own_or_shared(own: bool, shared: bool) -> Decision:
    """A department's content: its own attached people, and others when it is shared."""
    if own:
        return Decision(True, Why.OWN_DEPARTMENT)
    return Decision(shared, Why.SHARED if shared else Why.NOT_SHARED)


def sensitive_reading(reader: Reader, target: Target, own: bool) -> Decision:
    """Health, psychology, crime, violence: same department and profession, or shared and named."""
    if own and reader.profession in target.professions:
        return Decision(True, Why.OWN_DEPARTMENT)
    if target.shared and target.named:
        return Decision(True, Why.SHARED)
    return Decision(False, Why.OTHER_PROFESSION if own else Why.NOT_SHARED)


def decide_writing(reader: Reader, target: Target, seen: Decision) -> Decision:
    """Managers never write; contact persons and the coordinator keep the plan, a department its own section."""
    if target.closed:
        return Decision(False, Why.CLOSED)
    if reader.role is Role.MANAGER:
        return Decision(False, Why.READ_ONLY)
    own = bool(target.owner) and reader.department == target.owner
    if target.level in (Level.PLAN, Level.IDENTITY):
        keeps = target.relation in KEEPERS or (own and target.level is Level.PLAN)
        return Decision(keeps, seen.why if keeps else Why.NOT_KEEPER)
    return Decision(own, seen.why if own else Why.OTHER_DEPARTMENT)


def decide_printing(target: Target, seen: Decision) -> Decision:
    """Rule 10, for the whole household: sensitive and confidential content never goes on its paper."""
    if target.relation not in ATTACHED:
        return Decision(False, Why.READ_ONLY)
    on_paper = target.level in (Level.PLAN, Level.DEPARTMENT)
    return Decision(on_paper, seen.why if on_paper else Why.NOT_ON_PAPER)
