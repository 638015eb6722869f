"""Everything that the rule can be asked, action by action; what an action never looks at is not varied."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from hfi.access.policy import CONTENT
from hfi.access.roles import Profession, Role
from hfi.access.terms import Action, Concern, Level, Reader, Recipient, Relation, Target

CASEWORKER, PSYCHOLOGIST = Profession.SOCIAL_CASEWORKER, Profession.PSYCHOLOGIST
Case = tuple[Reader, Action, Target]
Axes = dict[str, tuple[Any, ...]]

FAMILY_ROLES = (Role.PROFESSIONAL, Role.COORDINATOR, Role.MANAGER)
OFFICE_ROLES = tuple(role for role in Role if role not in FAMILY_ROLES)
READERS = [Reader(*one) for one in product(FAMILY_ROLES, ("SOF", "BUF", ""), (CASEWORKER, PSYCHOLOGIST))]
READERS += [Reader(role, department, None) for role, department in product(OFFICE_ROLES, ("SOF", ""))]

TRUTH = (False, True)
TIES: Axes = {"relation": tuple(Relation), "closed": TRUTH, "blocked": TRUTH}
CONTENT_AXES: Axes = TIES | {
    "level": tuple(Level),
    "owner": ("SOF",),
    "professions": ((CASEWORKER,),),
    "shared": TRUTH,
    "named": TRUTH,
    "broken_glass": TRUTH,
}
DUTY_AXES: Axes = TIES | {"owner": ("SOF", ""), "oneself": TRUTH, "second": TRUTH}
AXES: dict[Action, Axes] = {
    Action.READ: CONTENT_AXES | {"owner": ("SOF", ""), "professions": ((), (CASEWORKER,))},
    Action.WRITE: CONTENT_AXES | {"owner": ("SOF", ""), "contribution": TRUTH, "authority": TRUTH},
    Action.PRINT: CONTENT_AXES | {"recipient": tuple(Recipient), "concern": tuple(Concern), "kept_from": TRUTH},
    Action.SUBSTITUTE: DUTY_AXES | {"contribution": TRUTH},
    Action.NAME: CONTENT_AXES | {"authority": TRUTH, "oneself": TRUTH},
}


def targets(action: Action) -> Iterator[Target]:
    """Every target that the action can be asked about."""
    axes = AXES.get(action, DUTY_AXES)
    for values in product(*axes.values()):
        yield Target(**dict(zip(axes, values, strict=True)))


def cases() -> Iterator[Case]:
    """Every case there is."""
    for action in Action:
        for target in targets(action):
            for reader in READERS:
                yield reader, action, target


def is_content(case: Case) -> bool:
    """Whether the case is about content, not about a duty."""
    return case[1] in CONTENT
