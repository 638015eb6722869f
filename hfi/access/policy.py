"""The rule that decides, as one pure function; everything that shows or changes a family's content asks it.

The rules are numbered as in the table of rights (SECURITY.md). No Flask, no database. First what somebody may do with
content, then what their office lets them do around a family, each duty as one small rule. Nobody ever decides about
themselves, and a conflict of interest beats all.
"""

from collections.abc import Callable

from hfi.access.roles import Role
from hfi.access.terms import Action, Concern, Decision, Level, Reader, Recipient, Relation, Target, Why

ATTACHED = frozenset({Relation.TEAM, Relation.CONTACT_PERSON, Relation.COORDINATOR})
KEEPERS = frozenset({Relation.CONTACT_PERSON, Relation.COORDINATOR})
CONTENT_ROLES = frozenset({Role.PROFESSIONAL, Role.COORDINATOR, Role.MANAGER})
GLASS_BREAKERS = frozenset({Role.PROFESSIONAL, Role.MANAGER})
CONTENT = frozenset({Action.READ, Action.WRITE, Action.PRINT})
Duty = Callable[[Reader, Target], Decision]


def decide(reader: Reader, action: Action, target: Target) -> Decision:
    """Whether the reader may do this with the target, and why."""
    return decide_content(reader, action, target) if action in CONTENT else DUTIES[action](reader, target)


def allow(why: Why) -> Decision:
    """Yes, on this ground."""
    return Decision(True, why)


def refuse(why: Why) -> Decision:
    """No, for this reason."""
    return Decision(False, why)


def is_own(reader: Reader, target: Target) -> bool:
    """Whether the content belongs to the reader's department."""
    return bool(target.owner) and reader.department == target.owner


def leads(reader: Reader, target: Target) -> bool:
    """Whether the reader is a manager of the family's team."""
    return reader.role is Role.MANAGER and target.relation is Relation.MANAGER


def is_attached(reader: Reader, target: Target) -> bool:
    """Whether the reader works with the family."""
    return reader.role in (Role.PROFESSIONAL, Role.COORDINATOR) and target.relation in ATTACHED


def coordinates(reader: Reader, target: Target) -> bool:
    """Whether the reader is the family's coordinator."""
    return is_attached(reader, target) and target.relation is Relation.COORDINATOR


def decide_content(reader: Reader, action: Action, target: Target) -> Decision:
    """Whether the reader may read, write or print this, and why."""
    if reader.role not in CONTENT_ROLES:
        return refuse(Why.NO_CONTENT_ROLE)
    if target.blocked:
        return refuse(Why.CONFLICT)
    if action is Action.WRITE:
        return decide_writing(reader, target)
    if action is Action.PRINT:
        return decide_printing(reader, target)
    return decide_reading(reader, target)


def decide_reading(reader: Reader, target: Target) -> Decision:
    """Rules 2, 3, 6, 7 and 11: the relation first, then the level; broken glass opens what no relation does."""
    if leads(reader, target):
        return manager_reading(reader, target)
    if is_attached(reader, target):
        if target.closed and target.relation is not Relation.COORDINATOR:
            return refuse(Why.CLOSED)
        return attached_reading(reader, target)
    if target.broken_glass and not target.closed and reader.role in GLASS_BREAKERS:
        return emergency_reading(reader, target)
    return refuse(Why.NO_RELATION)


def attached_reading(reader: Reader, target: Target) -> Decision:
    """Rule 3, level by level."""
    own = is_own(reader, target)
    if target.level is Level.PLAN:
        return allow(Why.ATTACHED)
    if target.level is Level.DEPARTMENT:
        if own:
            return allow(Why.OWN_DEPARTMENT)
        return allow(Why.SHARED) if target.shared else refuse(Why.NOT_SHARED)
    if target.level is Level.SENSITIVE:
        return sensitive_reading(reader, target, own)
    if target.level is Level.CONFIDENTIAL and not own:
        return refuse(Why.OTHER_DEPARTMENT)
    return allow(Why.NAMED) if target.named else refuse(Why.NOT_NAMED)


def sensitive_reading(reader: Reader, target: Target, own: bool) -> Decision:
    """Health, psychology, crime, violence: same department and profession, or shared and named."""
    if own and reader.profession in target.professions:
        return allow(Why.OWN_DEPARTMENT)
    if target.shared and target.named:
        return allow(Why.SHARED)
    if own:
        return refuse(Why.OTHER_PROFESSION)
    return refuse(Why.NOT_NAMED if target.shared else Why.NOT_SHARED)


def manager_reading(reader: Reader, target: Target) -> Decision:
    """Rule 6: the plan, the own department's sections, and a confidence that they were named for."""
    if target.level is Level.PLAN:
        return allow(Why.MANAGER)
    if not is_own(reader, target):
        return refuse(Why.OTHER_DEPARTMENT)
    if target.level is Level.DEPARTMENT:
        return allow(Why.MANAGER)
    if target.level is Level.CONFIDENTIAL:
        return allow(Why.NAMED) if target.named else refuse(Why.NOT_NAMED)
    return refuse(Why.OTHER_PROFESSION)


def emergency_reading(reader: Reader, target: Target) -> Decision:
    """Rule 7: the plan, and the own department's sections."""
    if target.level is Level.PLAN or (target.level is Level.DEPARTMENT and is_own(reader, target)):
        return allow(Why.BROKEN_GLASS)
    return refuse(Why.BEYOND_EMERGENCY)


def decide_writing(reader: Reader, target: Target) -> Decision:
    """Rules 5, 6 and 11: keepers write the plan and who people are, a department its own, each their contributions."""
    if not is_attached(reader, target):
        seen = decide_reading(reader, target)
        return refuse(Why.READ_ONLY) if seen else seen
    if target.closed:
        return refuse(Why.CLOSED)
    if target.level in (Level.PLAN, Level.IDENTITY):
        contributes = target.level is Level.PLAN and target.contribution
        return allow(Why.ATTACHED) if target.relation in KEEPERS or contributes else refuse(Why.NOT_KEEPER)
    if not is_own(reader, target):
        return refuse(Why.OTHER_DEPARTMENT)
    if reader.role is Role.COORDINATOR and not target.authority:
        return refuse(Why.NO_AUTHORITY)
    return attached_reading(reader, target)


def decide_printing(reader: Reader, target: Target) -> Decision:
    """Rule 10: only what the printer reads as one who is attached, and of that only what is for the recipient."""
    seen = decide_reading(reader, target)
    if not seen:
        return seen
    if not is_attached(reader, target):
        return refuse(Why.READ_ONLY)
    if target.kept_from or target.level is Level.CONFIDENTIAL:
        return refuse(Why.NOT_ON_PAPER)
    if target.level is Level.PLAN:
        return seen
    if target.level is Level.DEPARTMENT:
        return seen if is_for_recipient(target) else refuse(Why.NOT_THEIRS)
    alone = target.recipient is Recipient.PERSON and target.concern is Concern.THEM_ALONE
    return seen if alone else refuse(Why.NOT_ON_PAPER)


def is_for_recipient(target: Target) -> bool:
    """Whether a department's content may stand on the recipient's paper."""
    if target.recipient is Recipient.PROFESSIONALS:
        return target.shared
    return target.recipient is Recipient.HOUSEHOLD or target.concern is not Concern.OTHERS


def office(held: bool) -> Decision:
    """Whether the reader holds the office that the duty belongs to."""
    return allow(Why.OFFICE) if held else refuse(Why.NOT_THE_OFFICE)


def never_for_oneself(duty: Duty) -> Duty:
    """The duty, refused about oneself and to whoever has a conflict of interest."""

    def decide_duty(reader: Reader, target: Target) -> Decision:
        if target.blocked:
            return refuse(Why.CONFLICT)
        return refuse(Why.NOT_ONESELF) if target.oneself else duty(reader, target)

    return decide_duty


def attach(reader: Reader, target: Target) -> Decision:
    """Rule 6: managers and the family's coordinator say who works with the family."""
    if target.closed:
        return refuse(Why.CLOSED)
    return office(leads(reader, target) or coordinates(reader, target))


def close(reader: Reader, target: Target) -> Decision:
    """Rules 6 and 11: who says who works with the family lets the work rest, ends it and opens it again."""
    return office(leads(reader, target) or coordinates(reader, target))


def substitute(reader: Reader, target: Target) -> Decision:
    """Everybody says who stands in while they are away; of others their own manager says it, or the programme's."""
    if target.closed:
        return refuse(Why.CLOSED)
    if target.contribution:
        return office(is_attached(reader, target))
    return office(leads(reader, target) and (is_own(reader, target) or not reader.department))


def block(reader: Reader, target: Target) -> Decision:
    """Rule 1: everybody says of themselves that they stand too near; a manager says it of others, and takes it back."""
    if target.oneself:
        return allow(Why.ONESELF_FIRST) if reader.role in CONTENT_ROLES else refuse(Why.NO_CONTENT_ROLE)
    if target.blocked:
        return refuse(Why.CONFLICT)
    return office(leads(reader, target))


def share(reader: Reader, target: Target) -> Decision:
    """Rule 3: contact persons and the coordinator write down a ground for sharing, a department one for its own."""
    if target.closed:
        return refuse(Why.CLOSED)
    return office(is_attached(reader, target) and (target.relation in KEEPERS or is_own(reader, target)))


def withdraw(reader: Reader, target: Target) -> Decision:
    """Rule 3: whoever the family tells writes it down."""
    return office(is_attached(reader, target))


def name(reader: Reader, target: Target) -> Decision:
    """Rule 3: a department names who reads its closest content, keepers and managers who sees who people are."""
    if target.closed:
        return refuse(Why.CLOSED)
    if target.level is Level.IDENTITY:
        return office(leads(reader, target) or (is_attached(reader, target) and target.relation in KEEPERS))
    if not is_own(reader, target):
        return refuse(Why.OTHER_DEPARTMENT)
    return office(leads(reader, target) or bool(decide_content(reader, Action.WRITE, target)))


def read_log(reader: Reader, target: Target) -> Decision:
    """Rules 8 and 11: the family's coordinator and managers, and the data-protection officer for every family."""
    return office(coordinates(reader, target) or leads(reader, target) or reader.role is Role.DPO)


def break_glass(reader: Reader, target: Target) -> Decision:
    """Rule 7: professionals and managers who have no way in."""
    if target.closed:
        return refuse(Why.CLOSED)
    if target.relation is not Relation.NONE:
        return refuse(Why.ALREADY_INSIDE)
    return office(reader.role in GLASS_BREAKERS)


def approve_role(reader: Reader, target: Target) -> Decision:
    """Rule 8: a second administrator, or a manager."""
    if reader.role not in (Role.ADMINISTRATOR, Role.MANAGER):
        return refuse(Why.NOT_THE_OFFICE)
    return allow(Why.OFFICE) if target.second else refuse(Why.NO_SECOND)


def export(reader: Reader, target: Target) -> Decision:
    """Rule 9: the evaluator, when the data-protection officer approved it."""
    if reader.role is not Role.EVALUATOR:
        return refuse(Why.NOT_THE_OFFICE)
    return allow(Why.OFFICE) if target.second else refuse(Why.NO_SECOND)


def held_by(*roles: Role) -> Duty:
    """A duty of these roles, whatever the family."""
    return lambda reader, _target: office(reader.role in roles)


DUTIES: dict[Action, Duty] = {
    Action.ATTACH: never_for_oneself(attach),
    Action.CLOSE: never_for_oneself(close),
    Action.SUBSTITUTE: never_for_oneself(substitute),
    Action.BLOCK: block,
    Action.SHARE: never_for_oneself(share),
    Action.WITHDRAW: never_for_oneself(withdraw),
    Action.NAME: never_for_oneself(name),
    Action.READ_LOG: never_for_oneself(read_log),
    Action.BREAK_GLASS: never_for_oneself(break_glass),
    Action.REVIEW: never_for_oneself(held_by(Role.DPO)),
    Action.SAMPLE: never_for_oneself(held_by(Role.DPO)),
    Action.MANAGE_USERS: never_for_oneself(held_by(Role.ADMINISTRATOR)),
    Action.APPROVE_ROLE: never_for_oneself(approve_role),
    Action.READ_FIGURES: held_by(Role.MANAGER, Role.STEERING_GROUP),
    Action.EXPORT: export,
    Action.APPROVE_EXPORT: never_for_oneself(held_by(Role.DPO)),
}
