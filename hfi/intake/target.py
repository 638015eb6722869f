"""The target group's rules as a page shows them, and how much room a programme has."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.extensions import system_session
from hfi.families.models import Family, Phase
from hfi.families.scope import running
from hfi.intake.forms import ReferralForm
from hfi.intake.rules import Facts, State, judge
from hfi.intake.views import Capacity, Check, TargetGroup
from hfi.programmes.model import Programme
from hfi.programmes.parts import RuleKind, TargetRule
from hfi.texts import ngettext


def present_target(programme: Programme, form: ReferralForm) -> TargetGroup:
    """The box beside the form, as far as it is filled in. One query."""
    facts = form.facts()
    checks = tuple(present_check(one, facts) for one in programme.target_group)
    return TargetGroup(checks, load_capacity(programme).is_full)


def present_check(rule: TargetRule, facts: Facts, answer: Any | None = None, *, may_answer: bool = False) -> Check:
    """One rule; with the answer that somebody gave, where the facts leave it open."""
    open_ = judge(rule, facts, clock.today()) is State.UNKNOWN
    given = answer if open_ else None
    return Check(
        key=rule.key,
        title=rule.title,
        state=judge(rule, facts, clock.today(), given.met if given else None),
        required=rule.required,
        detail=detail(rule, facts),
        note=given.note if given else "",
        said_by=given.name if given else "",
        said_on=clock.local(given.answered_at).date() if given else None,
        may_answer=may_answer and open_,
    )


def detail(rule: TargetRule, facts: Facts) -> str:
    """What the rule counts."""
    if rule.kind is RuleKind.DIFFICULTIES and facts.difficulties:
        return ngettext("%(num)d chosen", "%(num)d chosen", facts.difficulties)
    if rule.kind is RuleKind.DEPARTMENTS and facts.departments:
        return ngettext("%(num)d department", "%(num)d departments", facts.departments)
    return ""


def load_capacity(programme: Programme) -> Capacity:
    """How much room there is. One query, of numbers alone: of the families outside of the reader's scope as well."""
    with system_session() as session:
        rows = session.execute(counts().where(Family.programme == programme.key)).all()
    return capacity(programme, {(row.programme, row.phase): row.number for row in rows})


def counts() -> sa.Select[Any]:
    """How many families there are by programme, with a plan that runs and on the waiting list."""
    alive = sa.or_(running(), Family.phase == Phase.WAITING)
    phase = sa.case((Family.phase == Phase.WAITING, Phase.WAITING.value), else_=Phase.ENROLLED.value)
    number = sa.func.count(Family.id).label("number")
    return sa.select(Family.programme, phase.label("phase"), number).where(alive).group_by(Family.programme, phase)


def capacity(programme: Programme, numbers: Mapping[tuple[str, str], int]) -> Capacity:
    """The programme's numbers."""
    enrolled, waiting = (numbers.get((programme.key, one.value), 0) for one in (Phase.ENROLLED, Phase.WAITING))
    return Capacity(enrolled, programme.capacity_on(clock.today()), waiting)
