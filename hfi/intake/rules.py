"""Whether a family meets the rules of a programme's target group: pure, so that form and visitation ask the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hfi.families.cpr import age
from hfi.programmes.parts import RuleKind, TargetRule

GROWN_UP = 18


class State(StrEnum):
    """What is known of a rule."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Young:
    """A child or young person of the family: the birthday, when it is known; one that is expected has none yet."""

    born_on: date | None
    expected: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of a family. None: nobody has said it yet.

    `area` is the housing area, empty when it is none of the programme's; `young` its children, also grown ones.
    """

    area: str | None = None
    young: tuple[Young, ...] | None = None
    departments: int | None = None
    difficulties: int | None = None
    consent: bool | None = None


def judge(rule: TargetRule, facts: Facts, today: date, answer: bool | None = None) -> State:
    """Whether the family meets the rule. What somebody answered counts where the facts leave it open."""
    found = JUDGES[rule.kind](rule, facts, today)
    return found if found is not State.UNKNOWN or answer is None else state_of(answer)


def judge_all(
    rules: tuple[TargetRule, ...], facts: Facts, today: date, answers: Mapping[str, bool]
) -> dict[str, State]:
    """All of the rules, by key."""
    return {one.key: judge(one, facts, today, answers.get(one.key)) for one in rules}


def state_of(met: bool | None) -> State:
    """What is known, as a state."""
    if met is None:
        return State.UNKNOWN
    return State.MET if met else State.NOT_MET


def judge_area(_rule: TargetRule, facts: Facts, _today: date) -> State:
    """The family lives in one of the programme's housing areas."""
    return state_of(None if facts.area is None else bool(facts.area))


def judge_children(_rule: TargetRule, facts: Facts, today: date) -> State:
    """There is a child under 18, or one is expected."""
    return judge_ages(facts, today, 0, GROWN_UP - 1, unborn=True)


def judge_age(rule: TargetRule, facts: Facts, today: date) -> State:
    """There is a young person of the rule's age."""
    return judge_ages(facts, today, rule.age_from, rule.age_to, unborn=False)


def judge_ages(facts: Facts, today: date, first: int, last: int, *, unborn: bool) -> State:
    """Somebody is of an age from the first to the last; where an age is not known, it may be."""
    if facts.young is None:
        return State.UNKNOWN
    born = [one for one in facts.young if not one.expected]
    ages = [age(one.born_on, today) for one in born]
    if any(one is not None and first <= one <= last for one in ages) or (unborn and len(born) < len(facts.young)):
        return State.MET
    return State.UNKNOWN if None in ages else State.NOT_MET


def judge_departments(rule: TargetRule, facts: Facts, _today: date) -> State:
    """Enough departments have a case."""
    return state_of(None if facts.departments is None else facts.departments >= rule.at_least)


def judge_difficulties(rule: TargetRule, facts: Facts, _today: date) -> State:
    """Enough is hard for the family."""
    return state_of(None if facts.difficulties is None else facts.difficulties >= rule.at_least)


def judge_consent(_rule: TargetRule, facts: Facts, _today: date) -> State:
    """The family said yes to the departments talking together."""
    return state_of(facts.consent)


def judge_asked(_rule: TargetRule, _facts: Facts, _today: date) -> State:
    """Only a person can say."""
    return State.UNKNOWN


JUDGES: dict[RuleKind, Callable[[TargetRule, Facts, date], State]] = {
    RuleKind.AREA: judge_area,
    RuleKind.CHILDREN: judge_children,
    RuleKind.AGE: judge_age,
    RuleKind.DEPARTMENTS: judge_departments,
    RuleKind.DIFFICULTIES: judge_difficulties,
    RuleKind.CONSENT: judge_consent,
    RuleKind.PUBLIC_SUPPORT: judge_asked,
    RuleKind.ASKED: judge_asked,
}
