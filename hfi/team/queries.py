"""Who works with one family, and everybody who ever did; what a manager looks after."""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.principal import Principal
from hfi.access.roles import PROFESSION_TITLES
from hfi.access.terms import Action, Decision
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.models import Family
from hfi.families.scope import FamilyAccess, open_family
from hfi.plan.department import registry
from hfi.programmes.model import programme_of, role_title
from hfi.team.forms import KIND_TITLES
from hfi.team.models import Absence
from hfi.team.presence import load_away
from hfi.team.service import may_attach
from hfi.team.shortage import load_ended, load_lacking
from hfi.team.views import FamilyTeam, State, TeamPage, TieView

CHANGEABLE = (State.NOW, State.LATER)


def load_team(access: FamilyAccess) -> FamilyTeam:
    """The family's team, read and logged in one transaction."""
    name = db.session.scalar(sa.select(Family.name).where(Family.id == access.id)) or ""
    ties = [present_tie(access, row, clock.today()) for row in db.session.execute(select_ties(access))]
    audit.read_family(access.reader, access.id, "team", access.decide(Action.READ).why)
    db.session.commit()
    return FamilyTeam(
        reference=access.reference,
        name=name,
        now=tuple(one for one in ties if one.state is State.NOW),
        later=tuple(one for one in ties if one.state is State.LATER),
        earlier=tuple(one for one in reversed(ties) if one.state not in CHANGEABLE),
        may_attach=bool(may_attach(access)),
    )


def select_ties(access: FamilyAccess) -> sa.Select[Any]:
    """All of the family's attachments, the earliest first, with everybody's names."""
    by, ended_by, absent = aliased(User), aliased(User), aliased(User)
    tie = (Attachment.id, Attachment.user_id, Attachment.kind, Attachment.from_on, Attachment.to_on)
    texts = (Attachment.reason, Attachment.end_reason)
    person = (User.name, User.role, User.profession, User.department)
    others = (by.name.label("by"), ended_by.name.label("ended_by"), absent.name.label("absent"))
    columns: list[Any] = [*tie, *texts, *person, *others]
    return (
        sa.select(*columns)
        .join(User, User.id == Attachment.user_id)
        .outerjoin(by, by.id == Attachment.attached_by_id)
        .outerjoin(ended_by, ended_by.id == Attachment.ended_by_id)
        .outerjoin(Absence, Absence.id == Attachment.absence_id)
        .outerjoin(absent, absent.id == Absence.user_id)
        .where(Attachment.family_id == access.id)
        .order_by(Attachment.from_on, User.name, Attachment.id)
    )


def present_tie(access: FamilyAccess, row: Any, today: date) -> TieView:
    """One attachment; a substitute's is changed where the absence is."""
    state = state_of(row, today)
    changeable = state in CHANGEABLE and not row.absent
    return TieView(
        id=row.id,
        name=row.name,
        title=str(PROFESSION_TITLES[row.profession]) if row.profession else role_title(row.role),
        mark=registry().mark_of_code(row.department, programme_of(access.programme)),
        kind=str(KIND_TITLES[row.kind]),
        from_on=row.from_on,
        to_on=row.to_on,
        reason=row.reason,
        by=row.by or "",
        end_reason=row.end_reason,
        ended_by=row.ended_by or "",
        stands_in_for=row.absent or "",
        state=state,
        may_change=changeable and bool(may_attach(access, row.user_id)),
        may_tell=is_told(row, state) and bool(access.decide(Action.WRITE)),
    )


def is_told(row: Any, state: State) -> bool:
    """Whether a family is told that this one leaves: whoever it calls, with a last day, and no substitute."""
    called = row.kind is not AttachmentKind.TEAM and not row.absent
    return called and row.to_on is not None and state is not State.CALLED_OFF


def state_of(row: Any, today: date) -> State:
    """Whether the attachment holds today."""
    if row.to_on and row.to_on < row.from_on:
        return State.CALLED_OFF
    if row.from_on > today:
        return State.LATER
    return State.OVER if row.to_on and row.to_on < today else State.NOW


def open_for_change(reader: Principal, reference: str, item: uuid.UUID | None = None) -> tuple[FamilyAccess, Any]:
    """The family, and its attachment with this id, for a form that says who works with it; the reading is logged.

    404 when either is not there for the reader, 403 when they may not say it, or it is about themselves.
    """
    access = open_family(reader, reference)
    # Whether they may say it at all, before anybody looks whether there is such an attachment.
    decision = refuse_unless(access, may_attach(access))
    row = one_tie(access, item) if item else None
    if row:
        decision = refuse_unless(access, may_attach(access, row.user_id))
    audit.because(decision.why)
    audit.read_family(reader, access.id, "form:attachment", decision.why)
    db.session.commit()
    return access, row and present_tie(access, row, clock.today())


def refuse_unless(access: FamilyAccess, decision: Decision) -> Decision:
    """The decision, when it is a yes; otherwise 403, and logged."""
    if not decision:
        audit.refuse(access.reader, access.id, "form:attachment", decision.why)
    return decision


def one_tie(access: FamilyAccess, item: uuid.UUID) -> Any:
    """The attachment, when it can be changed here. 404 when it cannot."""
    row = db.session.execute(select_ties(access).where(Attachment.id == item)).one_or_none()
    if row is None or row.absent or state_of(row, clock.today()) not in CHANGEABLE:
        db.session.commit()
        abort(404)
    return row


def load_page(reader: Principal) -> TeamPage:
    """What a manager looks after. Four queries, and the log."""
    lacking, total = load_lacking(reader)
    page = TeamPage(lacking, total, load_away(reader), load_ended(reader))
    db.session.commit()
    return page
