"""The rule that decides: asked all that it can be asked, then changed in every place to see that it matters."""

import random
from collections import Counter

import pytest

from hfi.access.policy import decide
from hfi.access.roles import Profession, Role
from hfi.access.terms import Action, Decision, Level, Reader, Recipient, Relation, Target, Why
from tests.access.invariants import ALWAYS, GROUNDS, LETS_IN, NEVER
from tests.access.mutants import mutants
from tests.access.space import cases

pytestmark = pytest.mark.pure

CASEWORKER, PSYCHOLOGIST = Profession.SOCIAL_CASEWORKER, Profession.PSYCHOLOGIST
READ, WRITE, PRINT, ATTACH = Action.READ, Action.WRITE, Action.PRINT, Action.ATTACH
METTE = Reader(Role.PROFESSIONAL, "SOF", CASEWORKER)
BO = Reader(Role.PROFESSIONAL, "BUF", PSYCHOLOGIST)
SANNE = Reader(Role.COORDINATOR, "", None)
TOVE = Reader(Role.COORDINATOR, "SOF", None)
LIS = Reader(Role.MANAGER, "SOF", None)
OLE = Reader(Role.MANAGER, "", None)
ADA = Reader(Role.ADMINISTRATOR, "", None)


@pytest.fixture(scope="module")
def space():
    """Every case there is, in an order in which a fault is met soon."""
    found = list(cases())
    random.Random(2026).shuffle(found)
    return found


def faults(case, decision):
    """What the decision breaks."""
    broken = [name for name, holds in (NEVER if decision else ALWAYS).items() if holds(*case)]
    if not GROUNDS[decision.why](*case) or (decision.why in LETS_IN) is not bool(decision):
        broken.append(decision.why)
    return broken


def first_fault(rule, space):
    """The first thing that the rule breaks; None when it breaks nothing."""
    return next((found for case in space if (found := faults(case, rule(*case)))), None)


def test_the_space_is_whole_and_not_trivial(space):
    assert len(space) > 500_000 and len(NEVER) + len(ALWAYS) > 40
    decisions = [decide(*case) for case in space]
    assert {one.why for one in decisions} == set(Why) == set(GROUNDS)
    allowed = [case for case, decision in zip(space, decisions, strict=True) if decision]
    assert {action for _, action, _ in allowed} == set(Action)
    assert {target.level for _, _, target in allowed} == set(Level)
    assert {target.recipient for _, action, target in allowed if action is PRINT} == set(Recipient)


def test_nothing_that_is_decided_breaks_what_must_hold(space):
    assert Counter(name for case in space for name in faults(case, decide(*case))) == {}


def test_every_case_is_spoken_for_by_one_side_alone(space):
    undecided = [
        case
        for case in space
        if any(holds(*case) for holds in NEVER.values()) == any(holds(*case) for holds in ALWAYS.values())
    ]
    assert undecided == []


@pytest.mark.parametrize("name", [*NEVER, *ALWAYS])
def test_each_invariant_speaks_of_something(space, name):
    holds = NEVER.get(name) or ALWAYS[name]
    assert any(holds(*case) for case in space)


def test_changing_the_rule_anywhere_is_noticed(space):
    changed = list(mutants())
    survived = [f"line {one.line}: {one.what}" for one in changed if not is_noticed(one, space)]
    assert len(changed) > 300 and survived == []


def is_noticed(mutant, space):
    """Whether a changed rule breaks something, or breaks down."""
    try:
        return first_fault(mutant.load().decide, space) is not None
    except KeyError:
        return True


@pytest.mark.parametrize(
    ("reader", "action", "target", "may", "why"),
    [
        (METTE, READ, Target(Level.PLAN, Relation.TEAM), True, Why.ATTACHED),
        (METTE, WRITE, Target(Level.PLAN, Relation.TEAM), False, Why.NOT_KEEPER),
        (METTE, WRITE, Target(Level.PLAN, Relation.TEAM, contribution=True), True, Why.ATTACHED),
        (METTE, WRITE, Target(Level.PLAN, Relation.CONTACT_PERSON), True, Why.ATTACHED),
        (SANNE, WRITE, Target(Level.PLAN, Relation.COORDINATOR), True, Why.ATTACHED),
        (METTE, READ, Target(Level.DEPARTMENT, Relation.TEAM, "SOF"), True, Why.OWN_DEPARTMENT),
        (METTE, WRITE, Target(Level.DEPARTMENT, Relation.TEAM, "SOF"), True, Why.OWN_DEPARTMENT),
        (BO, READ, Target(Level.DEPARTMENT, Relation.TEAM, "SOF"), False, Why.NOT_SHARED),
        (BO, READ, Target(Level.DEPARTMENT, Relation.TEAM, "SOF", shared=True), True, Why.SHARED),
        (BO, WRITE, Target(Level.DEPARTMENT, Relation.TEAM, "SOF", shared=True), False, Why.OTHER_DEPARTMENT),
        (SANNE, WRITE, Target(Level.DEPARTMENT, Relation.COORDINATOR, "SOF", shared=True), False, Why.OTHER_DEPARTMENT),
        (TOVE, WRITE, Target(Level.DEPARTMENT, Relation.COORDINATOR, "SOF"), True, Why.OWN_DEPARTMENT),
        (TOVE, WRITE, Target(Level.DEPARTMENT, Relation.COORDINATOR, "SOF", authority=False), False, Why.NO_AUTHORITY),
        (METTE, READ, Target(Level.PLAN, Relation.CONTACT_PERSON, blocked=True), False, Why.CONFLICT),
        (METTE, READ, Target(Level.PLAN, broken_glass=True, blocked=True), False, Why.CONFLICT),
        (METTE, READ, Target(Level.DEPARTMENT, owner="SOF", broken_glass=True), True, Why.BROKEN_GLASS),
        (METTE, READ, Target(Level.DEPARTMENT, owner="BUF", broken_glass=True), False, Why.BEYOND_EMERGENCY),
        (METTE, WRITE, Target(Level.PLAN, broken_glass=True), False, Why.READ_ONLY),
        (METTE, READ, Target(Level.PLAN, Relation.CONTACT_PERSON, closed=True), False, Why.CLOSED),
        (SANNE, READ, Target(Level.PLAN, Relation.COORDINATOR, closed=True), True, Why.ATTACHED),
        (LIS, ATTACH, Target(relation=Relation.MANAGER), True, Why.OFFICE),
        (LIS, ATTACH, Target(relation=Relation.MANAGER, oneself=True), False, Why.NOT_ONESELF),
        (METTE, Action.BLOCK, Target(oneself=True), True, Why.ONESELF_FIRST),
        (ADA, Action.APPROVE_ROLE, Target(), False, Why.NO_SECOND),
        (METTE, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", (CASEWORKER,)), True, Why.OWN_DEPARTMENT),
        (METTE, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", (PSYCHOLOGIST,)), False, Why.OTHER_PROFESSION),
        (BO, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", shared=True), False, Why.NOT_NAMED),
        (BO, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", shared=True, named=True), True, Why.SHARED),
        (METTE, READ, Target(Level.CONFIDENTIAL, Relation.TEAM, "SOF", named=True), True, Why.NAMED),
        (METTE, READ, Target(Level.CONFIDENTIAL, Relation.TEAM, "SOF"), False, Why.NOT_NAMED),
        (METTE, READ, Target(Level.IDENTITY, Relation.TEAM, named=True), True, Why.NAMED),
        (METTE, WRITE, Target(Level.IDENTITY, Relation.TEAM, named=True), False, Why.NOT_KEEPER),
        (SANNE, WRITE, Target(Level.IDENTITY, Relation.COORDINATOR, named=True), True, Why.ATTACHED),
        (METTE, PRINT, Target(Level.SENSITIVE, Relation.TEAM, "SOF", (CASEWORKER,)), False, Why.NOT_ON_PAPER),
        (METTE, WRITE, Target(Level.PLAN, Relation.CONTACT_PERSON, closed=True), False, Why.CLOSED),
        (LIS, READ, Target(Level.PLAN, Relation.MANAGER), True, Why.MANAGER),
        (LIS, READ, Target(Level.DEPARTMENT, Relation.MANAGER, "SOF"), True, Why.MANAGER),
        (OLE, READ, Target(Level.DEPARTMENT, Relation.MANAGER, "SOF"), False, Why.OTHER_DEPARTMENT),
        (LIS, WRITE, Target(Level.PLAN, Relation.MANAGER), False, Why.READ_ONLY),
        (LIS, PRINT, Target(Level.PLAN, Relation.MANAGER), False, Why.READ_ONLY),
        (METTE, READ, Target(Level.PLAN, Relation.NONE), False, Why.NO_RELATION),
        (Reader(Role.DPO, "", None), READ, Target(Level.PLAN, Relation.TEAM), False, Why.NO_CONTENT_ROLE),
    ],
)  # fmt: skip
def test_the_table_of_levels(reader, action, target, may, why):
    assert decide(reader, action, target) == Decision(may, why)
