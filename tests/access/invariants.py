"""What must hold in every case, in words that owe nothing to how the rule is written.

`NEVER` says in which cases somebody must be refused, `ALWAYS` in which cases they must be allowed, and `GROUNDS` when a
ground may be given. Together they leave the rule no choice: changing it anywhere breaks one of them.
"""

from collections.abc import Callable

from hfi.access.roles import Role
from hfi.access.terms import Action, Concern, Level, Reader, Recipient, Relation, Target, Why

Condition = Callable[[Reader, Action, Target], bool]

READ, WRITE, PRINT = Action.READ, Action.WRITE, Action.PRINT
TEAM = (Relation.TEAM, Relation.CONTACT_PERSON, Relation.COORDINATOR)
KEEPERS = (Relation.CONTACT_PERSON, Relation.COORDINATOR)
STAFF = (Role.PROFESSIONAL, Role.COORDINATOR)
PUBLIC_LEVELS = (Level.PLAN, Level.DEPARTMENT)
WRITTEN = (Action.SHARE, Action.ATTACH, Action.SUBSTITUTE, Action.NAME)
BY_OFFICE = {
    Action.REVIEW: (Role.DPO,),
    Action.SAMPLE: (Role.DPO,),
    Action.MANAGE_USERS: (Role.ADMINISTRATOR,),
    Action.APPROVE_ROLE: (Role.ADMINISTRATOR, Role.MANAGER),
    Action.READ_FIGURES: (Role.MANAGER, Role.STEERING_GROUP),
    Action.EXPORT: (Role.EVALUATOR,),
    Action.APPROVE_EXPORT: (Role.DPO,),
}
WITH_A_SECOND = (Action.APPROVE_ROLE, Action.EXPORT)
ABOUT_OTHERS = frozenset(Action) - {READ, WRITE, PRINT, Action.BLOCK, Action.READ_FIGURES, Action.EXPORT}


def own(reader: Reader, target: Target) -> bool:
    """The content belongs to the reader's department."""
    return target.owner != "" and reader.department == target.owner


def works(reader: Reader, target: Target) -> bool:
    """The reader is attached, as somebody who can be."""
    return reader.role in STAFF and target.relation in TEAM


def leads(reader: Reader, target: Target) -> bool:
    """The reader is the team's manager."""
    return reader.role is Role.MANAGER and target.relation is Relation.MANAGER


def manages(reader: Reader, target: Target) -> bool:
    """The reader is the manager of the one who is away, or the whole programme's."""
    return leads(reader, target) and (own(reader, target) or reader.department == "")


def inside(reader: Reader, target: Target) -> bool:
    """The reader has a way in that is not broken glass, and the family is still there for them."""
    present = not target.closed or target.relation is Relation.COORDINATOR
    return not target.blocked and (leads(reader, target) or (works(reader, target) and present))


def through_glass(reader: Reader, target: Target) -> bool:
    """The reader has no way in, and opened the family in an emergency."""
    open_to_it = target.broken_glass and not target.closed and not target.blocked
    no_way_in = not works(reader, target) and not leads(reader, target)
    return open_to_it and no_way_in and reader.role in (Role.PROFESSIONAL, Role.MANAGER)


def same_trade(reader: Reader, target: Target) -> bool:
    """Own department and profession."""
    return own(reader, target) and reader.profession in target.professions


def may_write_own(reader: Reader, target: Target) -> bool:
    """Somebody attached who changes what their own department wrote, at a level that they read."""
    authority = reader.role is not Role.COORDINATOR or target.authority
    level = target.level is Level.DEPARTMENT or (target.level is Level.CONFIDENTIAL and target.named)
    close = target.level is Level.SENSITIVE and (same_trade(reader, target) or (target.shared and target.named))
    attached = works(reader, target) and not target.closed and not target.blocked
    return attached and own(reader, target) and authority and (level or close)


def for_them(target: Target) -> bool:
    """A department's content is the recipient's business."""
    if target.recipient is Recipient.PERSON:
        return target.concern is not Concern.OTHERS
    return target.recipient is Recipient.HOUSEHOLD or target.shared


NEVER: dict[str, Condition] = {
    "a conflict of interest beats everything but saying so": lambda r, a, t: (
        t.blocked and a not in (*BY_OFFICE, Action.BLOCK)
    ),
    "a conflict beats offices as well, where they touch a family or a colleague": lambda r, a, t: (
        t.blocked and a in ABOUT_OTHERS
    ),
    "nobody with a conflict speaks of another's": lambda r, a, t: a is Action.BLOCK and t.blocked and not t.oneself,
    "roles without families get no content": lambda r, a, t: (
        a in (READ, WRITE, PRINT) and r.role not in (*STAFF, Role.MANAGER)
    ),
    "without a way in there is nothing": lambda r, a, t: (
        a in (READ, WRITE, PRINT) and not inside(r, t) and not through_glass(r, t)
    ),
    "a closed family is never written": lambda r, a, t: t.closed and a in (WRITE, *WRITTEN, Action.BREAK_GLASS),
    "a closed family is for its coordinator and managers": lambda r, a, t: (
        a is READ and t.closed and t.relation not in (Relation.COORDINATOR, Relation.MANAGER)
    ),
    "broken glass only reads": lambda r, a, t: a in (WRITE, PRINT) and not inside(r, t),
    "broken glass opens nothing close": lambda r, a, t: a is READ and not inside(r, t) and t.level not in PUBLIC_LEVELS,
    "broken glass opens no other department": lambda r, a, t: (
        a is READ and not inside(r, t) and t.level is Level.DEPARTMENT and not own(r, t)
    ),
    "coordinators have no emergencies": lambda r, a, t: a is READ and r.role is Role.COORDINATOR and not inside(r, t),
    "managers write nothing, print nothing": lambda r, a, t: a in (WRITE, PRINT) and r.role is Role.MANAGER,
    "managers read nothing sensitive, nor who people are": lambda r, a, t: (
        a is READ and r.role is Role.MANAGER and t.level in (Level.SENSITIVE, Level.IDENTITY)
    ),
    "managers read their own department": lambda r, a, t: (
        a is READ and r.role is Role.MANAGER and t.level is not Level.PLAN and not own(r, t)
    ),
    "a department's content is its own, or shared": lambda r, a, t: (
        a is READ and t.level is Level.DEPARTMENT and not own(r, t) and not t.shared
    ),
    "sensitive content is for its trade, or shared with somebody named": lambda r, a, t: (
        a is READ and t.level is Level.SENSITIVE and not same_trade(r, t) and not (t.shared and t.named)
    ),
    "a confidence stays with named people of its department": lambda r, a, t: (
        a in (READ, WRITE) and t.level is Level.CONFIDENTIAL and not (own(r, t) and t.named)
    ),
    "who people are is for named people": lambda r, a, t: a is READ and t.level is Level.IDENTITY and not t.named,
    "the plan is written by its keepers, or by whoever contributes": lambda r, a, t: (
        a is WRITE and t.level is Level.PLAN and t.relation not in KEEPERS and not t.contribution
    ),
    "who people are is written by keepers": lambda r, a, t: (
        a is WRITE and t.level is Level.IDENTITY and t.relation not in KEEPERS
    ),
    "other content is written by its department, which reads it": lambda r, a, t: (
        a is WRITE and t.level not in (Level.PLAN, Level.IDENTITY) and not may_write_own(r, t)
    ),
    "a coordinator without authority changes no department's part": lambda r, a, t: (
        a is WRITE and r.role is Role.COORDINATOR and not t.authority and t.level not in (Level.PLAN, Level.IDENTITY)
    ),
    "nobody prints what they do not read": lambda r, a, t: a is PRINT and not reads_close(r, t),
    "a confidence is never on paper": lambda r, a, t: a is PRINT and t.level is Level.CONFIDENTIAL,
    "what a child keeps from somebody is not on their paper": lambda r, a, t: a is PRINT and t.kept_from,
    "close content is on paper for the person alone": lambda r, a, t: (
        a is PRINT
        and t.level in (Level.SENSITIVE, Level.IDENTITY)
        and (t.recipient is not Recipient.PERSON or t.concern is not Concern.THEM_ALONE)
    ),
    "a paper shows nobody another's business": lambda r, a, t: (
        a is PRINT and t.level is Level.DEPARTMENT and not for_them(t)
    ),
    "nobody decides about themselves": lambda r, a, t: t.oneself and a in ABOUT_OTHERS,
    "an office belongs to its roles": lambda r, a, t: a in BY_OFFICE and r.role not in BY_OFFICE[a],
    "two people for roles and exports": lambda r, a, t: a in WITH_A_SECOND and not t.second,
    "only leaders and the coordinator attach": lambda r, a, t: (
        a is Action.ATTACH and not leads(r, t) and not (works(r, t) and t.relation is Relation.COORDINATOR)
    ),
    "only leaders and the coordinator let the work rest, end it and open it again": lambda r, a, t: (
        a is Action.CLOSE and not leads(r, t) and not (works(r, t) and t.relation is Relation.COORDINATOR)
    ),
    "who stands in is said by who is away, or by their manager": lambda r, a, t: (
        a is Action.SUBSTITUTE and not (works(r, t) if t.contribution else manages(r, t))
    ),
    "only staff and managers declare, only managers declare others": lambda r, a, t: (
        a is Action.BLOCK and (r.role not in (*STAFF, Role.MANAGER) if t.oneself else not leads(r, t))
    ),
    "keepers, and a department for its own, write down sharing": lambda r, a, t: (
        a is Action.SHARE and not (works(r, t) and (t.relation in KEEPERS or own(r, t)))
    ),
    "a withdrawal is written by who works there": lambda r, a, t: a is Action.WITHDRAW and not works(r, t),
    "a department names readers of its own": lambda r, a, t: (
        a is Action.NAME and t.level is not Level.IDENTITY and not (own(r, t) and (leads(r, t) or can_write(r, t)))
    ),
    "keepers and managers name who sees who people are": lambda r, a, t: (
        a is Action.NAME
        and t.level is Level.IDENTITY
        and not leads(r, t)
        and not (works(r, t) and t.relation in KEEPERS)
    ),
    "the log is for coordinator, managers and dpo": lambda r, a, t: (
        a is Action.READ_LOG
        and r.role is not Role.DPO
        and not leads(r, t)
        and not (works(r, t) and t.relation is Relation.COORDINATOR)
    ),
    "glass is broken by who has no way in": lambda r, a, t: (
        a is Action.BREAK_GLASS and (t.relation is not Relation.NONE or r.role not in (Role.PROFESSIONAL, Role.MANAGER))
    ),
}


def can_write(reader: Reader, target: Target) -> bool:
    """The reader writes content of this level and owner; the plan only as one of its keepers."""
    if target.level is Level.PLAN:
        return works(reader, target) and target.relation in KEEPERS
    return may_write_own(reader, target)


def reads_close(reader: Reader, target: Target) -> bool:
    """Somebody attached, and the family still there for them, has a ground for this level."""
    grounds = {
        Level.PLAN: True,
        Level.DEPARTMENT: own(reader, target) or target.shared,
        Level.SENSITIVE: same_trade(reader, target) or (target.shared and target.named),
        Level.CONFIDENTIAL: own(reader, target) and target.named,
        Level.IDENTITY: target.named,
    }
    return grounds[target.level]


def leads_to(reader: Reader, target: Target) -> bool:
    """What a manager has a ground to read."""
    if target.level is Level.PLAN:
        return True
    close = target.level is Level.CONFIDENTIAL and target.named
    return own(reader, target) and (target.level is Level.DEPARTMENT or close)


def free(target: Target) -> bool:
    """Nothing about the target itself forbids a duty."""
    return not target.blocked and not target.oneself


ALWAYS: dict[str, Condition] = {
    "who works with the family reads what they have a ground for": lambda r, a, t: (
        a is READ and works(r, t) and inside(r, t) and reads_close(r, t)
    ),
    "managers read the plan and their own department": lambda r, a, t: (
        a is READ and leads(r, t) and inside(r, t) and leads_to(r, t)
    ),
    "in an emergency the plan and one's own department are there": lambda r, a, t: (
        a is READ and through_glass(r, t) and (t.level is Level.PLAN or (t.level is Level.DEPARTMENT and own(r, t)))
    ),
    "keepers write the plan and who people are": lambda r, a, t: (
        a is WRITE
        and works(r, t)
        and not t.blocked
        and not t.closed
        and t.relation in KEEPERS
        and t.level in (Level.PLAN, Level.IDENTITY)
    ),
    "everybody attached contributes": lambda r, a, t: (
        a is WRITE and works(r, t) and not t.blocked and not t.closed and t.level is Level.PLAN and t.contribution
    ),
    "a department writes its own": lambda r, a, t: (
        a is WRITE and t.level not in (Level.PLAN, Level.IDENTITY) and may_write_own(r, t)
    ),
    "the plan can be printed by who works with the family": lambda r, a, t: (
        a is PRINT and works(r, t) and inside(r, t) and not t.kept_from and t.level is Level.PLAN
    ),
    "what one reads and is theirs can be printed": lambda r, a, t: (
        a is PRINT
        and works(r, t)
        and inside(r, t)
        and reads_close(r, t)
        and not t.kept_from
        and t.level is Level.DEPARTMENT
        and for_them(t)
    ),
    "a person gets what is close to them alone": lambda r, a, t: (
        a is PRINT
        and works(r, t)
        and inside(r, t)
        and reads_close(r, t)
        and not t.kept_from
        and t.level in (Level.SENSITIVE, Level.IDENTITY)
        and t.recipient is Recipient.PERSON
        and t.concern is Concern.THEM_ALONE
    ),
    "leaders and the coordinator attach others": lambda r, a, t: (
        a is Action.ATTACH
        and free(t)
        and not t.closed
        and (leads(r, t) or (works(r, t) and t.relation is Relation.COORDINATOR))
    ),
    "leaders and the coordinator end the work, and open a closed family again": lambda r, a, t: (
        a is Action.CLOSE and free(t) and (leads(r, t) or (works(r, t) and t.relation is Relation.COORDINATOR))
    ),
    "who is away, or their manager, says who stands in": lambda r, a, t: (
        a is Action.SUBSTITUTE and free(t) and not t.closed and (works(r, t) if t.contribution else manages(r, t))
    ),
    "everybody may say that they stand too near": lambda r, a, t: (
        a is Action.BLOCK and t.oneself and r.role in (*STAFF, Role.MANAGER)
    ),
    "a manager may say it of others": lambda r, a, t: a is Action.BLOCK and free(t) and leads(r, t),
    "keepers, and a department for its own, write down sharing": lambda r, a, t: (
        a is Action.SHARE and free(t) and not t.closed and works(r, t) and (t.relation in KEEPERS or own(r, t))
    ),
    "everybody attached takes a withdrawal": lambda r, a, t: a is Action.WITHDRAW and free(t) and works(r, t),
    "a department names readers of its own": lambda r, a, t: (
        a is Action.NAME
        and free(t)
        and not t.closed
        and t.level is not Level.IDENTITY
        and own(r, t)
        and (leads(r, t) or can_write(r, t))
    ),
    "keepers and managers name who sees who people are": lambda r, a, t: (
        a is Action.NAME
        and free(t)
        and not t.closed
        and t.level is Level.IDENTITY
        and (leads(r, t) or (works(r, t) and t.relation in KEEPERS))
    ),
    "the log is open to coordinator, managers and dpo": lambda r, a, t: (
        a is Action.READ_LOG
        and free(t)
        and (r.role is Role.DPO or leads(r, t) or (works(r, t) and t.relation is Relation.COORDINATOR))
    ),
    "somebody without a way in may break the glass": lambda r, a, t: (
        a is Action.BREAK_GLASS
        and free(t)
        and not t.closed
        and t.relation is Relation.NONE
        and r.role in (Role.PROFESSIONAL, Role.MANAGER)
    ),
    "offices are held": lambda r, a, t: (
        a in BY_OFFICE
        and r.role in BY_OFFICE[a]
        and (free(t) or a not in ABOUT_OTHERS)
        and (t.second or a not in WITH_A_SECOND)
    ),
}

GROUNDS: dict[Why, Condition] = {
    Why.ATTACHED: lambda r, a, t: works(r, t) and t.level in (Level.PLAN, Level.IDENTITY),
    Why.OWN_DEPARTMENT: lambda r, a, t: works(r, t) and own(r, t) and t.level in (Level.DEPARTMENT, Level.SENSITIVE),
    Why.SHARED: lambda r, a, t: works(r, t) and t.shared and t.level in (Level.DEPARTMENT, Level.SENSITIVE),
    Why.NAMED: lambda r, a, t: t.named and t.level in (Level.CONFIDENTIAL, Level.IDENTITY),
    Why.MANAGER: lambda r, a, t: leads(r, t) and a is READ and t.level in PUBLIC_LEVELS,
    Why.BROKEN_GLASS: lambda r, a, t: a is READ and through_glass(r, t),
    Why.OFFICE: lambda r, a, t: a not in (READ, WRITE, PRINT),
    Why.ONESELF_FIRST: lambda r, a, t: a is Action.BLOCK and t.oneself,
    Why.CONFLICT: lambda r, a, t: t.blocked,
    Why.NO_RELATION: lambda r, a, t: (
        not inside(r, t) and not through_glass(r, t) and not t.blocked and r.role in (*STAFF, Role.MANAGER)
    ),
    Why.BEYOND_EMERGENCY: lambda r, a, t: through_glass(r, t) and t.level is not Level.PLAN,
    Why.NO_CONTENT_ROLE: lambda r, a, t: r.role not in (*STAFF, Role.MANAGER),
    Why.NOT_SHARED: lambda r, a, t: works(r, t) and not own(r, t) and not t.shared,
    Why.OTHER_PROFESSION: lambda r, a, t: (own(r, t) and not same_trade(r, t)) or leads(r, t),
    Why.NOT_NAMED: lambda r, a, t: not t.named and t.level not in PUBLIC_LEVELS,
    Why.OTHER_DEPARTMENT: lambda r, a, t: (not own(r, t) and t.level is not Level.PLAN) or a is Action.NAME,
    Why.NOT_KEEPER: lambda r, a, t: a is WRITE and t.relation is Relation.TEAM,
    Why.NO_AUTHORITY: lambda r, a, t: a is not READ and r.role is Role.COORDINATOR and not t.authority and own(r, t),
    Why.NOT_ON_PAPER: lambda r, a, t: a is PRINT and (t.kept_from or t.level not in PUBLIC_LEVELS),
    Why.NOT_THEIRS: lambda r, a, t: a is PRINT and t.level is Level.DEPARTMENT and not for_them(t),
    Why.READ_ONLY: lambda r, a, t: (
        a in (WRITE, PRINT) and not works(r, t) and (leads_to(r, t) if leads(r, t) else through_glass(r, t))
    ),
    Why.CLOSED: lambda r, a, t: t.closed,
    Why.NOT_THE_OFFICE: lambda r, a, t: (
        a not in (READ, WRITE, PRINT) and not (t.closed and a in (*WRITTEN, Action.BREAK_GLASS))
    ),
    Why.NOT_ONESELF: lambda r, a, t: t.oneself,
    Why.NO_SECOND: lambda r, a, t: not t.second and a in WITH_A_SECOND and r.role in BY_OFFICE[a],
    Why.ALREADY_INSIDE: lambda r, a, t: a is Action.BREAK_GLASS and t.relation is not Relation.NONE,
}
LETS_IN = frozenset(
    {
        Why.ATTACHED, Why.OWN_DEPARTMENT, Why.SHARED, Why.NAMED, Why.MANAGER, Why.BROKEN_GLASS, Why.OFFICE,
        Why.ONESELF_FIRST,
    }
)  # fmt: skip
