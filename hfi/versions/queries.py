"""Reading versions of one family, and logging it."""

import uuid
from base64 import b64decode
from typing import Any

import sqlalchemy as sa
from flask import abort

from hfi import clock
from hfi.access.models import User
from hfi.access.terms import Action, Decision
from hfi.audit import service as audit
from hfi.calling.queries import find_meeting, log_meeting
from hfi.extensions import db
from hfi.families.sealing import opened
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import columns
from hfi.meetings.models import GoalTalk
from hfi.plan.models import Goal
from hfi.texts import _
from hfi.versions.answers import load_answers
from hfi.versions.compare import compare
from hfi.versions.models import CONSENTED_TITLES, Approval, PlanVersion, VersionPaper
from hfi.versions.snapshot import content_hash
from hfi.versions.views import ApprovalView, Comparison, GoalResult, VersionPage

HIGHEST = 1_000_000
"""No family has so many versions; an address may name any number, and a database cannot."""


def find_version(dossier: Dossier, number: int) -> Any:
    """The family's version with this number, opened; 404 when there is none."""
    made_by = sa.select(User.name).where(User.id == PlanVersion.made_by_id).scalar_subquery()
    own = PlanVersion.number == min(number, HIGHEST), PlanVersion.family_id == dossier.access.id
    rows = db.session.execute(sa.select(*columns(PlanVersion), made_by.label("made_by")).where(*own))
    found = opened(PlanVersion, rows)
    if not found:
        db.session.commit()
        abort(404)
    return found[0]


def numbers(dossier: Dossier) -> list[int]:
    """The numbers of the versions that are kept, the latest first."""
    statement = sa.select(PlanVersion.number).where(PlanVersion.family_id == dossier.access.id)
    return list(db.session.scalars(statement.order_by(PlanVersion.number.desc())))


def paper_decision(dossier: Dossier) -> Decision:
    """Whether the reader may see what the household was given: whoever may print for it now."""
    return dossier.access.decide(Action.PRINT)


def open_version(dossier: Dossier) -> None:
    """403 for whoever may not see what the household was given."""
    decision = paper_decision(dossier)
    if not decision:
        audit.refuse(dossier.access.reader, dossier.access.id, "version", decision.why)


def load_version(dossier: Dossier, number: int) -> VersionPage:
    """One version with its minutes, approvals and answers."""
    open_version(dossier)
    row = find_version(dossier, number)
    meeting = find_meeting(dossier, row.meeting_id)
    kept = numbers(dossier)
    may_write = rights.may_edit_plan(dossier)
    page = VersionPage(
        reference=dossier.access.reference,
        family=dossier.family.name,
        meeting_id=meeting.id,
        number=number,
        previous=next((one for one in kept if one < number), None),
        following=next((one for one in reversed(kept) if one > number), None),
        met_at=meeting.starts_at,
        made_at=row.made_at,
        made_by=row.made_by or "",
        participants=tuple(row.snapshot.get("participants", ())),
        content_hash=row.content_hash,
        intact=dossier.erased or content_hash(row.snapshot) == row.content_hash,
        has_paper=has_paper(row.id),
        record=meeting.record,
        revise=meeting.revise,
        revise_reason=meeting.revise_reason,
        results=present_results(dossier, meeting.id, row.snapshot),
        approvals=load_approvals(dossier, row.id),
        answers=load_answers(dossier, meeting.id) if may_write else (),
        may_approve=may_write,
        may_print=bool(paper_decision(dossier)),
        may_answer=rights.may_agree(dossier),
    )
    log_meeting(dossier, "version")
    return page


def has_paper(version_id: uuid.UUID) -> bool:
    """Whether the paper itself is kept."""
    return db.session.scalar(sa.select(VersionPaper.id).where(VersionPaper.version_id == version_id)) is not None


def load_paper(dossier: Dossier, number: int) -> bytes:
    """The paper as it was handed over; 404 when it is not kept."""
    open_version(dossier)
    row = find_version(dossier, number)
    rows = db.session.execute(sa.select(*columns(VersionPaper)).where(VersionPaper.version_id == row.id))
    found = opened(VersionPaper, rows)
    content = b64decode(found[0].content) if found and not dossier.erased else b""
    log_meeting(dossier, f"version-print:{number}")
    if not content:
        abort(404)
    return content


def present_results(dossier: Dossier, meeting_id: uuid.UUID, values: dict[str, Any]) -> tuple[GoalResult, ...]:
    """What was said of each goal; its name and numbers as they were."""
    then = {one["id"]: one for one in values.get("goals", ())}
    talks = sa.select(*columns(GoalTalk), Goal.title).join(Goal, Goal.id == GoalTalk.goal_id)
    rows = db.session.execute(talks.where(GoalTalk.meeting_id == meeting_id).order_by(Goal.position, Goal.id))
    return tuple(present_result(one, then.get(str(one.goal_id), {})) for one in opened(GoalTalk, rows))


def present_result(row: Any, then: dict[str, Any]) -> GoalResult:
    """One goal."""
    words = {"better": _("Better"), "same": _("The same"), "worse": _("Worse")}
    kind = row.outcome.value if row.outcome else ""
    before = row.before if then.get("last") is None else then["last"]
    return GoalResult(then.get("title", row.title), before, then.get("now"), words.get(kind, ""), kind, row.why)


def load_approvals(dossier: Dossier, version_id: uuid.UUID) -> tuple[ApprovalView, ...]:
    """Who said what: the family first, each in the order of the days."""
    statement = (
        sa.select(*columns(Approval), User.name.label("user_name"))
        .outerjoin(User, User.id == Approval.user_id)
        .where(Approval.version_id == version_id, Approval.family_id == dossier.access.id)
        .order_by(Approval.user_id.is_not(None), Approval.said_on, Approval.updated_at, Approval.id)
    )
    names = {one.id: one.name for one in dossier.everybody}
    return tuple(
        ApprovalView(
            one.id,
            names.get(one.person_id, "") if one.person_id else one.user_name or "",
            str(CONSENTED_TITLES[one.how]),
            one.how.value,
            one.said_on,
            one.kept_at,
        )
        for one in opened(Approval, db.session.execute(statement))
    )


def load_comparison(dossier: Dossier, old: int, new: int) -> Comparison:
    """Two versions side by side, the older one first whichever way they are named."""
    open_version(dossier)
    first, second = (find_version(dossier, one) for one in sorted((old, new)))
    page = Comparison(
        reference=dossier.access.reference,
        family=dossier.family.name,
        old=first.number,
        new=second.number,
        old_on=clock.local(first.made_at).date(),
        new_on=clock.local(second.made_at).date(),
        parts=compare(first.snapshot, second.snapshot),
        numbers=tuple(numbers(dossier)),
    )
    log_meeting(dossier, f"compare:{first.number},{second.number}")
    return page
