"""Reviewing what somebody opened in an emergency."""

import uuid

from flask import abort

from hfi import clock
from hfi.access.models import BreakGlass, Verdict
from hfi.access.policy import decide
from hfi.access.principal import Principal
from hfi.access.terms import Action, Target, Why
from hfi.audit import service as audit
from hfi.emergency.queries import ReviewView, load_review
from hfi.extensions import system_session
from hfi.notices.models import NoticeKind
from hfi.notices.recipients import managers_above
from hfi.notices.service import notify


def open_review(reader: Principal, item: uuid.UUID) -> ReviewView:
    """The emergency that the reader may review: 404 when it is not there for them, 403 for their own."""
    found = load_review(reader, item)
    if found is None:
        abort(404)
    if not decide(reader.reader, Action.REVIEW, Target(oneself=found.user_id == reader.user_id)):
        abort(403)
    return found


def give_verdict(reader: Principal, item: uuid.UUID, verdict: Verdict, note: str) -> None:
    """Close the review; nothing happens when somebody was faster. What was not justified goes to the manager."""
    with system_session() as session:
        row = session.get(BreakGlass, item)
        if row is None or row.reviewed_at is not None:
            return
        row.reviewed_at, row.reviewed_by_id = clock.now(), reader.user_id
        row.verdict, row.note = verdict, note
        if verdict is Verdict.UNJUSTIFIED:
            above = session.scalars(managers_above(row.user_id)).all()
            # Without the family: the manager of a person need not lead the work with it.
            notify(above, NoticeKind.UNJUSTIFIED, about_id=row.user_id, session=session)
        audit.record(
            reader, Action.REVIEW, family_id=row.family_id, what=verdict.value, why=Why.OFFICE, session=session
        )
