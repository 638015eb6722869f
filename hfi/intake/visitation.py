"""The referral's page: what was written, the rules one by one, and what was decided; read and logged at once."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.models import User
from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.forms import KIND_TITLES
from hfi.families.models import BEFORE_PLAN, Family, Person, PersonKind, Phase
from hfi.families.scope import FamilyAccess
from hfi.families.sealing import opened
from hfi.intake.duplicates import load_twice
from hfi.intake.letter import refusal_letter
from hfi.intake.models import Outcome, Referral, RuleAnswer
from hfi.intake.rules import Facts, Young
from hfi.intake.target import load_capacity, present_check
from hfi.intake.views import Check, Decision, ReferralPage, ReferredPerson
from hfi.intake.words import DECIDED, DIFFICULTIES, MANNERS, PHASE_TITLES, SOURCE_TITLES
from hfi.parameters.current import housing_areas
from hfi.plan.department import registry
from hfi.programmes.model import Programme, programme_of
from hfi.texts import _


def load_referral(access: FamilyAccess) -> ReferralPage:
    """The page. Four queries and the log's, after the two that look beyond the family."""
    twice, capacity = load_twice(access), load_capacity(programme_of(access.programme))
    row, family = load_row(access), load_family(access)
    people = load_people(access)
    checks = present_checks(access, row, family, people)
    audit.read_family(access.reader, access.id, "referral", access.decide(Action.READ).why)
    db.session.commit()
    undecided = bool(access.decide(Action.ATTACH)) and access.phase in BEFORE_PLAN
    return ReferralPage(
        reference=access.reference,
        family=family.name,
        phase=access.phase,
        state=str(PHASE_TITLES[access.phase]),
        programme=programme_of(access.programme).name,
        area=area_words(access, family),
        interpreter_language=family.interpreter_language,
        people=tuple(present_person(one) for one in people),
        checks=checks,
        capacity=capacity,
        twice=twice,
        may_decide=undecided and row is not None,
        may_enrol=undecided and row is not None and row.outcome is Outcome.ENROL,
        may_correct=undecided and bool(access.decide(Action.WRITE)),
        letter=refusal_letter(access, family, row) if access.phase is Phase.DECLINED and row else "",
        **(present_row(row, programme_of(access.programme)) if row else NOTHING),
    )


def load_row(access: FamilyAccess) -> Any | None:
    """The referral, with everybody's names; None for a family that came before referrals were written here."""
    referrer, decider, first, second = (aliased(User) for _one in range(4))
    names = {"referrer": referrer, "decided_by": decider, "first": first, "second": second}
    columns: list[Any] = [getattr(Referral, one.key) for one in sa.inspect(Referral).column_attrs]
    statement = (
        sa.select(*columns, *(user.name.label(label) for label, user in names.items()), decider.phone)
        .join(referrer, referrer.id == Referral.referrer_id)
        .outerjoin(decider, decider.id == Referral.decided_by_id)
        .outerjoin(first, first.id == Referral.contact_1_id)
        .outerjoin(second, second.id == Referral.contact_2_id)
        .where(Referral.family_id == access.id)
    )
    return next(iter(opened(Referral, db.session.execute(statement))), None)


def load_family(access: FamilyAccess) -> Any:
    """What the family's own row says."""
    columns = (Family.name, Family.housing_area, Family.interpreter_language)
    return db.session.execute(sa.select(*columns).where(Family.id == access.id)).one()


def load_people(access: FamilyAccess) -> list[Any]:
    """Who is in the family."""
    columns: list[Any] = [Person.id, Person.family_id, Person.name, Person.relation, Person.kind, Person.born_on]
    statement = sa.select(*columns, Person.expected_on, Person.cpr).where(
        Person.family_id == access.id, Person.left_on.is_(None)
    )
    return opened(Person, db.session.execute(statement.order_by(Person.position, Person.name)))


def area_words(access: FamilyAccess, family: Any) -> str:
    """Where the family lives, in a programme that asks for it."""
    asks = housing_areas(programme_of(access.programme))
    return family.housing_area or (_("Elsewhere") if asks else "")


def load_answers(access: FamilyAccess) -> dict[str, Any]:
    """What was found out about rules, by the rule's key."""
    columns: list[Any] = [getattr(RuleAnswer, one.key) for one in sa.inspect(RuleAnswer).column_attrs]
    statement = (
        sa.select(*columns, User.name)
        .join(User, User.id == RuleAnswer.answered_by_id)
        .where(RuleAnswer.family_id == access.id)
    )
    return {one.rule_key: one for one in opened(RuleAnswer, db.session.execute(statement))}


def present_checks(access: FamilyAccess, row: Any | None, family: Any, people: list[Any]) -> tuple[Check, ...]:
    """The programme's rules, one by one."""
    answers = load_answers(access)
    known = facts(row, family, people)
    may_answer = bool(access.decide(Action.ATTACH)) and access.phase in BEFORE_PLAN
    rules = programme_of(access.programme).target_group
    return tuple(present_check(one, known, answers.get(one.key), may_answer=may_answer) for one in rules)


def facts(row: Any | None, family: Any, people: list[Any]) -> Facts:
    """What is known today: what somebody corrected since counts."""
    children = (one for one in people if one.kind is PersonKind.CHILD)
    return Facts(
        area=family.housing_area,
        young=tuple(Young(one.born_on, one.expected_on is not None) for one in children),
        departments=len(row.answers["departments"]) if row else None,
        difficulties=len(row.answers["difficulties"]) if row else None,
        consent=True if row else None,
    )


def present_person(row: Any) -> ReferredPerson:
    """Somebody of the family; their number is never whole here."""
    age = cpr.age(row.born_on, clock.today())
    return ReferredPerson(row.id, row.name, row.relation, str(KIND_TITLES[row.kind]), age, cpr.masked(row.cpr))


NOTHING: dict[str, Any] = {
    "referred": False,
    "sent_at": None,
    "referrer": "",
    "source": "",
    "source_name": "",
    "departments": (),
    "difficulties": (),
    "why": "",
    "consent": "",
    "consented_on": None,
    "suggested": (),
    "decision": None,
    "version": 0,
}
"""What the page says of a family that nobody referred here."""


def present_row(row: Any, programme: Programme) -> dict[str, Any]:
    """What the referral itself says."""
    marks = (registry().mark_of_code(one, programme) for one in row.answers["departments"])
    return {
        "referred": True,
        "sent_at": row.sent_at,
        "referrer": row.referrer,
        "source": str(SOURCE_TITLES[row.source]),
        "source_name": row.source_name,
        "departments": tuple(one for one in marks if one),
        "difficulties": tuple(str(DIFFICULTIES[one]) for one in row.answers["difficulties"] if one in DIFFICULTIES),
        "why": row.why,
        "consent": str(MANNERS[row.manner]),
        "consented_on": row.consented_on,
        "suggested": tuple(one for one in (row.first, row.second) if one),
        "decision": present_decision(row),
        "version": row.version,
    }


def present_decision(row: Any) -> Decision | None:
    """What was decided last."""
    if row.outcome is None:
        return None
    return Decision(str(DECIDED[row.outcome]), row.outcome_reason, row.decided_at, row.decided_by)
