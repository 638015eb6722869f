"""The rule that decides, asked about everything that it can be asked: what must hold, whoever asks for whatever."""

from dataclasses import replace
from itertools import product

import pytest

from hfi.access.policy import ATTACHED, KEEPERS, decide
from hfi.access.roles import Profession, Role
from hfi.access.terms import Action, Decision, Level, Reader, Relation, Target, Why

pytestmark = pytest.mark.pure

CASEWORKER, PSYCHOLOGIST = Profession.SOCIAL_CASEWORKER, Profession.PSYCHOLOGIST
READERS = [Reader(*one) for one in product(Role, ("SOF", "BUF", ""), (CASEWORKER, PSYCHOLOGIST, None))]
READ, WRITE, PRINT = Action.READ, Action.WRITE, Action.PRINT
TRUTH = (False, True)
TARGETS = [Target(*one) for one in product(Level, Relation, ("SOF", ""), ((), (CASEWORKER,)), TRUTH, TRUTH, TRUTH)]
GROUNDS = frozenset({Why.ATTACHED, Why.OWN_DEPARTMENT, Why.SHARED, Why.MANAGER})
METTE = Reader(Role.PROFESSIONAL, "SOF", CASEWORKER)
BO = Reader(Role.PROFESSIONAL, "BUF", PSYCHOLOGIST)
SANNE = Reader(Role.COORDINATOR, "", None)
LIS = Reader(Role.MANAGER, "SOF", None)
OLE = Reader(Role.MANAGER, "", None)


@pytest.fixture(scope="module")
def decisions() -> dict[tuple[Reader, Action, Target], Decision]:
    """What is decided in every case there is."""
    return {case: decide(*case) for case in product(READERS, Action, TARGETS)}


@pytest.fixture(scope="module")
def allowed(decisions) -> list[tuple[Reader, Action, Target]]:
    """The cases in which somebody may."""
    return [case for case, decision in decisions.items() if decision]


def is_own(reader, target):
    """Whether the content belongs to the reader's department."""
    return bool(target.owner) and reader.department == target.owner


def test_the_space_is_whole_and_not_trivial(decisions, allowed):
    assert len(decisions) == 7 * 3 * 3 * 3 * 5 * 5 * 2 * 2 * 2 * 2 * 2
    assert {action for _, action, _ in allowed} == set(Action)
    assert {target.level for _, _, target in allowed} == set(Level)
    assert {decision.why for decision in decisions.values()} == set(Why)


def test_roles_without_families_never_get_content(allowed):
    assert {reader.role for reader, _, _ in allowed} == {Role.PROFESSIONAL, Role.COORDINATOR, Role.MANAGER}


def test_without_a_relation_there_is_nothing(allowed):
    assert Relation.NONE not in {target.relation for _, _, target in allowed}


def test_managers_only_read_and_only_as_managers(allowed):
    managers = [case for case in allowed if case[0].role is Role.MANAGER]
    assert {action for _, action, _ in managers} == {Action.READ}
    assert {target.relation for _, _, target in managers} == {Relation.MANAGER}
    assert {target.level for _, _, target in managers} == {Level.PLAN, Level.DEPARTMENT}
    assert all(is_own(reader, target) for reader, _, target in managers if target.level is Level.DEPARTMENT)


def test_everybody_else_needs_to_be_attached(allowed):
    assert {target.relation for reader, _, target in allowed if reader.role is not Role.MANAGER} == ATTACHED


def test_sensitive_content_is_for_its_profession_or_for_whom_it_is_shared_with_by_name(allowed):
    for reader, _, target in allowed:
        if target.level is Level.SENSITIVE and not (target.shared and target.named):
            assert is_own(reader, target) and reader.profession in target.professions


def test_a_confidence_stays_with_named_people_of_its_department(allowed):
    for reader, _, target in allowed:
        if target.level is Level.CONFIDENTIAL:
            assert target.named and is_own(reader, target)


def test_identity_is_for_named_people(allowed):
    assert all(target.named for _, _, target in allowed if target.level is Level.IDENTITY)


def test_a_departments_content_is_its_own_or_shared(allowed):
    for reader, _, target in allowed:
        if target.level is Level.DEPARTMENT:
            assert is_own(reader, target) or target.shared


def test_a_closed_family_is_never_written(allowed):
    assert not [target for _, action, target in allowed if action is Action.WRITE and target.closed]


def test_closing_takes_nothing_else_away_and_gives_nothing(decisions):
    for (reader, action, target), decision in decisions.items():
        if not target.closed:
            when_closed = decisions[reader, action, replace(target, closed=True)]
            assert bool(when_closed) == (bool(decision) and action is not Action.WRITE)


def test_only_a_department_writes_its_content_and_only_keepers_write_identity(allowed):
    for reader, action, target in allowed:
        if action is Action.WRITE and target.level is Level.IDENTITY:
            assert target.relation in KEEPERS
        elif action is Action.WRITE and target.level is not Level.PLAN:
            assert is_own(reader, target)


def test_the_plan_is_written_by_its_keepers_and_contributed_to_by_its_owner(allowed):
    for reader, action, target in allowed:
        if action is Action.WRITE and target.level is Level.PLAN:
            assert target.relation in KEEPERS or is_own(reader, target)


def test_nothing_is_written_or_printed_that_is_not_read(decisions, allowed):
    assert all(decisions[reader, Action.READ, target] for reader, _, target in allowed)


def test_paper_for_the_household_holds_nothing_close(allowed):
    printed = {target.level for _, action, target in allowed if action is Action.PRINT}
    assert printed == {Level.PLAN, Level.DEPARTMENT}


def test_sharing_and_naming_never_take_away(decisions, allowed):
    for reader, action, target in allowed:
        assert decisions[reader, action, replace(target, shared=True)]
        assert decisions[reader, action, replace(target, named=True)]


def test_a_nearer_tie_never_takes_away(decisions, allowed):
    for reader, action, target in allowed:
        if target.relation is Relation.TEAM:
            assert decisions[reader, action, replace(target, relation=Relation.CONTACT_PERSON)]
            assert decisions[reader, action, replace(target, relation=Relation.COORDINATOR)]


def test_the_ground_of_a_refusal_is_no_ground_to_be_let_in(decisions):
    assert all(bool(decision) == (decision.why in GROUNDS) for decision in decisions.values())


@pytest.mark.parametrize(
    ("reader", "action", "target", "may", "why"),
    [
        (METTE, READ, Target(Level.PLAN, Relation.TEAM), True, Why.ATTACHED),
        (METTE, WRITE, Target(Level.PLAN, Relation.TEAM), False, Why.NOT_KEEPER),
        (METTE, WRITE, Target(Level.PLAN, Relation.TEAM, "SOF"), True, Why.ATTACHED),
        (METTE, WRITE, Target(Level.PLAN, Relation.CONTACT_PERSON), True, Why.ATTACHED),
        (SANNE, WRITE, Target(Level.PLAN, Relation.COORDINATOR), True, Why.ATTACHED),
        (METTE, READ, Target(Level.DEPARTMENT, Relation.TEAM, "SOF"), True, Why.OWN_DEPARTMENT),
        (METTE, WRITE, Target(Level.DEPARTMENT, Relation.TEAM, "SOF"), True, Why.OWN_DEPARTMENT),
        (BO, READ, Target(Level.DEPARTMENT, Relation.TEAM, "SOF"), False, Why.NOT_SHARED),
        (BO, READ, Target(Level.DEPARTMENT, Relation.TEAM, "SOF", shared=True), True, Why.SHARED),
        (BO, WRITE, Target(Level.DEPARTMENT, Relation.TEAM, "SOF", shared=True), False, Why.OTHER_DEPARTMENT),
        (SANNE, WRITE, Target(Level.DEPARTMENT, Relation.COORDINATOR, "SOF", shared=True), False, Why.OTHER_DEPARTMENT),
        (METTE, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", (CASEWORKER,)), True, Why.OWN_DEPARTMENT),
        (METTE, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", (PSYCHOLOGIST,)), False, Why.OTHER_PROFESSION),
        (BO, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", shared=True), False, Why.NOT_SHARED),
        (BO, READ, Target(Level.SENSITIVE, Relation.TEAM, "SOF", shared=True, named=True), True, Why.SHARED),
        (METTE, READ, Target(Level.CONFIDENTIAL, Relation.TEAM, "SOF", named=True), True, Why.OWN_DEPARTMENT),
        (METTE, READ, Target(Level.CONFIDENTIAL, Relation.TEAM, "SOF"), False, Why.NOT_NAMED),
        (METTE, READ, Target(Level.IDENTITY, Relation.TEAM, named=True), True, Why.ATTACHED),
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
