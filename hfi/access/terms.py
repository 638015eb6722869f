"""The words that the rule in `policy.py` is written in: what is wanted, of whom, about what, and the answer."""

from dataclasses import dataclass
from enum import StrEnum

from hfi.access.roles import Profession, Role


class Action(StrEnum):
    """What somebody wants to do: three things with content, then the duties of an office."""

    READ = "read"
    WRITE = "write"
    PRINT = "print"
    ATTACH = "attach"
    SUBSTITUTE = "substitute"
    CLOSE = "close"
    BLOCK = "block"
    SHARE = "share"
    WITHDRAW = "withdraw"
    NAME = "name"
    READ_LOG = "read_log"
    BREAK_GLASS = "break_glass"
    REVIEW = "review"
    SAMPLE = "sample"
    MANAGE_USERS = "manage_users"
    APPROVE_ROLE = "approve_role"
    READ_FIGURES = "read_figures"
    EXPORT = "export"
    APPROVE_EXPORT = "approve_export"


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


class Recipient(StrEnum):
    """Whom a paper is for."""

    HOUSEHOLD = "household"
    PERSON = "person"
    PROFESSIONALS = "professionals"


class Concern(StrEnum):
    """Whom content concerns, seen from the person that a paper is for."""

    THEM_ALONE = "them_alone"
    THEM_TOO = "them_too"
    THEIR_CHILDREN = "their_children"
    OTHERS = "others"


class Why(StrEnum):
    """The ground of a decision; stored with each reading and shown in words."""

    ATTACHED = "attached"
    OWN_DEPARTMENT = "own_department"
    SHARED = "shared"
    NAMED = "named"
    MANAGER = "manager"
    BROKEN_GLASS = "broken_glass"
    OFFICE = "office"
    ONESELF_FIRST = "oneself_first"
    CONFLICT = "conflict"
    NO_RELATION = "no_relation"
    BEYOND_EMERGENCY = "beyond_emergency"
    NO_CONTENT_ROLE = "no_content_role"
    NOT_SHARED = "not_shared"
    OTHER_PROFESSION = "other_profession"
    NOT_NAMED = "not_named"
    OTHER_DEPARTMENT = "other_department"
    NOT_KEEPER = "not_keeper"
    NO_AUTHORITY = "no_authority"
    NOT_ON_PAPER = "not_on_paper"
    NOT_THEIRS = "not_theirs"
    READ_ONLY = "read_only"
    CLOSED = "closed"
    NOT_THE_OFFICE = "not_the_office"
    NOT_ONESELF = "not_oneself"
    NO_SECOND = "no_second"
    ALREADY_INSIDE = "already_inside"


@dataclass(frozen=True)
class Reader:
    """The part of a login that the rule looks at."""

    role: Role
    department: str
    profession: Profession | None


@dataclass(frozen=True)
class Target:
    """What is asked for, and how the reader stands to it.

    `shared`: every person concerned has a live consent or legal ground, of this level, from the owner to the reader's
    department; on a paper for professionals, to all of theirs. `named`: the reader was named for it. `contribution`:
    the reader's own agreement, appointment or absence. `authority`: the programme's coordinators decide as an authority
    does. `kept_from`: a child asked to keep it from whoever gets the paper. `oneself`: the duty would touch the
    reader's own account, attachment or deed. `second`: somebody else asked for it, or approved it.
    """

    level: Level = Level.PLAN
    relation: Relation = Relation.NONE
    owner: str = ""
    professions: tuple[Profession, ...] = ()
    shared: bool = False
    named: bool = False
    closed: bool = False
    blocked: bool = False
    broken_glass: bool = False
    contribution: bool = False
    authority: bool = True
    recipient: Recipient = Recipient.HOUSEHOLD
    concern: Concern = Concern.OTHERS
    kept_from: bool = False
    oneself: bool = False
    second: bool = False


@dataclass(frozen=True)
class Decision:
    """Whether, and why."""

    allowed: bool
    why: Why

    def __bool__(self) -> bool:
        return self.allowed
