"""Each rule of the target group, for every kind of what is known of a family."""

from datetime import date

import pytest

from hfi.intake.rules import JUDGES, Facts, State, Young, judge, judge_all
from hfi.programmes.parts import RuleKind, TargetRule

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 22)
BY_PEOPLE = (RuleKind.PUBLIC_SUPPORT, RuleKind.ASKED)
MET, NOT_MET, UNKNOWN = State.MET, State.NOT_MET, State.UNKNOWN


def rule(kind, **more):
    return TargetRule("one", kind, "En regel", **more)


def young(*birthdays, expected=False):
    return tuple(Young(None if one is None else date(*one), expected) for one in birthdays)


def test_every_kind_of_rule_is_judged():
    assert set(JUDGES) == set(RuleKind)


@pytest.mark.parametrize("kind", RuleKind)
def test_nothing_is_held_against_a_family_of_which_nothing_is_known(kind):
    assert judge(rule(kind, at_least=1, age_from=13, age_to=18), Facts(), TODAY) is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "facts", "state"),
    [
        (RuleKind.AREA, Facts(area="Lundtoftegade"), MET),
        (RuleKind.AREA, Facts(area=""), NOT_MET),
        (RuleKind.CHILDREN, Facts(young=()), NOT_MET),
        (RuleKind.CHILDREN, Facts(young=young((2008, 11, 23))), MET),
        (RuleKind.CHILDREN, Facts(young=young((2008, 11, 22))), NOT_MET),
        (RuleKind.CHILDREN, Facts(young=young((1990, 1, 1), (2026, 11, 22))), MET),
        (RuleKind.CHILDREN, Facts(young=young(None)), UNKNOWN),
        (RuleKind.CHILDREN, Facts(young=young(None, (2020, 1, 1))), MET),
        (RuleKind.CHILDREN, Facts(young=young(None, (1990, 1, 1))), UNKNOWN),
        (RuleKind.CHILDREN, Facts(young=young(None, expected=True)), MET),
        (RuleKind.AGE, Facts(young=()), NOT_MET),
        (RuleKind.AGE, Facts(young=young((2013, 11, 22))), MET),
        (RuleKind.AGE, Facts(young=young((2013, 11, 23))), NOT_MET),
        (RuleKind.AGE, Facts(young=young((2007, 11, 23))), MET),
        (RuleKind.AGE, Facts(young=young((2007, 11, 22))), NOT_MET),
        (RuleKind.AGE, Facts(young=young(None)), UNKNOWN),
        (RuleKind.AGE, Facts(young=young(None, expected=True)), NOT_MET),
        (RuleKind.DEPARTMENTS, Facts(departments=0), NOT_MET),
        (RuleKind.DEPARTMENTS, Facts(departments=1), NOT_MET),
        (RuleKind.DEPARTMENTS, Facts(departments=2), MET),
        (RuleKind.DEPARTMENTS, Facts(departments=3), MET),
        (RuleKind.DIFFICULTIES, Facts(difficulties=1), NOT_MET),
        (RuleKind.DIFFICULTIES, Facts(difficulties=2), MET),
        (RuleKind.CONSENT, Facts(consent=True), MET),
        (RuleKind.CONSENT, Facts(consent=False), NOT_MET),
    ],
)
def test_a_rule_looks_at_what_it_is_about(kind, facts, state):
    assert judge(rule(kind, at_least=2, age_from=13, age_to=18), facts, TODAY) is state


@pytest.mark.parametrize("kind", RuleKind)
@pytest.mark.parametrize(("answer", "state"), [(True, MET), (False, NOT_MET), (None, UNKNOWN)])
def test_an_answer_closes_what_the_facts_leave_open(kind, answer, state):
    assert judge(rule(kind, at_least=1), Facts(), TODAY, answer) is state


@pytest.mark.parametrize("kind", [one for one in RuleKind if one not in BY_PEOPLE])
def test_an_answer_does_not_contradict_the_facts(kind):
    nothing = Facts(area="", young=(), departments=0, difficulties=0, consent=False)
    assert judge(rule(kind, at_least=1), nothing, TODAY, True) is NOT_MET


@pytest.mark.parametrize("kind", BY_PEOPLE)
def test_only_a_person_answers_what_is_asked(kind):
    everything = Facts("Lundtoftegade", young((2020, 1, 1)), 5, 8, True)
    assert judge(rule(kind), everything, TODAY) is UNKNOWN
    assert judge(rule(kind), everything, TODAY, True) is MET


def test_all_rules_are_judged_with_their_own_answers():
    rules = (TargetRule("a", RuleKind.ASKED, "A"), TargetRule("b", RuleKind.ASKED, "B"))
    assert judge_all(rules, Facts(), TODAY, {"a": True}) == {"a": MET, "b": UNKNOWN}
