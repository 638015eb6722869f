"""Visitation's own deeds: answering what a referral leaves open, and deciding. Logged by the session."""

import uuid

import sqlalchemy as sa

from hfi import clock
from hfi.access.terms import Action, Decision
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.models import BEFORE_PLAN, Family, Phase
from hfi.families.scope import FamilyAccess
from hfi.intake.decision_forms import AnswerForm, DecisionForm
from hfi.intake.models import Outcome, Referral, RuleAnswer
from hfi.notices.models import NoticeKind
from hfi.notices.service import notify
from hfi.team.ties import lock

PHASES = {Outcome.ENROL: Phase.REFERRED, Outcome.WAIT: Phase.WAITING, Outcome.DECLINE: Phase.DECLINED}
"""Where a family is after the decision; one that is offered a place is enrolled when its contact persons are chosen."""


class DecidedMeanwhileError(Exception):
    """Somebody else decided since the page was opened."""


def refuse_unless_deciding(access: FamilyAccess, what: str) -> Decision:
    """The decision, when visitation is the reader's; otherwise 403, and logged.

    It is the same office as saying who works with the family: the coordinator's and the managers'.
    """
    decision = access.decide(Action.ATTACH)
    if not decision:
        audit.refuse(access.reader, access.id, f"form:{what}", decision.why)
    audit.because(decision.why)
    return decision


def answer_rule(access: FamilyAccess, form: AnswerForm) -> None:
    """Store what was found out, in place of what was said before."""
    mine = RuleAnswer.family_id == access.id, RuleAnswer.rule_key == form.rule.data
    lock(db.session(), [access.id])
    row = db.session.scalar(sa.select(RuleAnswer).where(*mine))
    if row is None:
        row = RuleAnswer(id=uuid.uuid4(), family_id=access.id, rule_key=form.rule.data)
        db.session.add(row)
    row.met, row.note = form.is_met, form.note.data or ""
    row.answered_at, row.answered_by_id = clock.now(), access.reader.user_id
    db.session.commit()


def decide_referral(access: FamilyAccess, form: DecisionForm) -> None:
    """Store the decision, and tell the referrer that there is news. Raises DecidedMeanwhileError."""
    lock(db.session(), [access.id])
    referral = db.session.scalars(sa.select(Referral).where(Referral.family_id == access.id)).one()
    family = db.session.scalars(sa.select(Family).where(Family.id == access.id)).one()
    if str(referral.version) != form.version.data or family.phase not in BEFORE_PLAN:
        db.session.rollback()
        raise DecidedMeanwhileError
    outcome: Outcome = form.outcome.data
    stamp(referral, access)
    referral.outcome, referral.outcome_reason = outcome, form.reason.data or ""
    referral.decided_at, referral.decided_by_id = clock.now(), access.reader.user_id
    family.phase = PHASES[outcome]
    if outcome is Outcome.DECLINE:
        family.closed_on = clock.today()
    if outcome is not Outcome.ENROL:
        tell_referrer(access, referral)
    db.session.commit()


def stamp(referral: Referral, access: FamilyAccess) -> None:
    """Say who changed it, and when."""
    referral.updated_at, referral.updated_by_id = clock.now(), access.reader.user_id


def tell_referrer(access: FamilyAccess, referral: Referral) -> None:
    """There is news: what it is stands on the referrer's own page."""
    notify({referral.referrer_id} - {access.reader.user_id}, NoticeKind.ANSWERED, access.id)
