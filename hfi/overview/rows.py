"""The lines of lists of families, and what they need beside the family itself: each set one query for all families."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from hfi import alphabet
from hfi.access.models import Attachment, User
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.access.terms import Why
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import of_entry
from hfi.extensions import db
from hfi.families.models import Family, Phase
from hfi.families.scope import in_force, visible_families
from hfi.meetings.models import PlanMeeting
from hfi.meetings.queries import is_to_come
from hfi.overview.needs import needs_columns
from hfi.overview.views import FamilyName, FamilyRow, Needs
from hfi.phases.queries import paused_until
from hfi.programmes.model import programme_of, programmes

UNTOLD = "confidence"
"""The log's name of confidential notes: not even when one was written may be seen in a list."""
Ids = Collection[uuid.UUID]
Team = dict[uuid.UUID, list[Any]]


def select_families(reader: Principal, today: date) -> sa.Select[Any]:
    """The families that the reader may open, in alphabetical order, with the columns of a line."""
    return (
        sa.select(
            Family.id,
            Family.reference,
            Family.name,
            Family.programme,
            Family.housing_area,
            Family.closed_on,
            (Family.phase == Phase.PAUSED).label("paused"),
            paused_until().label("paused_until"),
            next_meeting(today).label("next_meeting"),
            last_change().label("changed_at"),
            *needs_columns(today),
        )
        .where(visible_families(reader))
        .order_by(alphabet.in_order(Family.name), Family.reference)
    )


def next_meeting(today: date) -> sa.ScalarSelect[Any]:
    """When the next plan meeting is to be held, today's included."""
    ahead = PlanMeeting.family_id == Family.id, is_to_come(today)
    return sa.select(sa.func.min(PlanMeeting.starts_at)).where(*ahead).scalar_subquery()


def last_change() -> sa.ScalarSelect[Any]:
    """When anybody last changed anything that is not confidential."""
    told = sa.exists().where(of_entry(), Revision.kind != UNTOLD)
    changes = sa.select(AuditEntry.at).where(AuditEntry.family_id == Family.id, AuditEntry.revisions != "", told)
    return changes.order_by(AuditEntry.at.desc()).limit(1).scalar_subquery()


def load_team(reader: Principal, families: Ids) -> Team:
    """The families' contact persons, the earliest first, and how the reader is attached to them."""
    kinds = {one.contact_kind for one in programmes().values()}
    wanted = sa.or_(Attachment.kind.in_(kinds), Attachment.user_id == reader.user_id)
    statement = (
        sa.select(Attachment.family_id, Attachment.user_id, Attachment.kind, User.name)
        .join(User, User.id == Attachment.user_id)
        .where(Attachment.family_id.in_(families), wanted, in_force())
        .order_by(Attachment.from_on, User.name)
    )
    found: Team = defaultdict(list)
    for row in db.session.execute(statement):
        found[row.family_id].append(row)
    return found


def present_family(reader: Principal, row: Any, team: list[Any], goals: tuple[int | None, ...] = ()) -> FamilyRow:
    """One line."""
    contacts = [one for one in team if one.kind is programme_of(row.programme).contact_kind]
    return FamilyRow(
        family=family_name(row),
        housing_area=row.housing_area,
        contacts=tuple(one.name for one in contacts if one.user_id != reader.user_id),
        with_reader=any(one.user_id == reader.user_id for one in contacts),
        next_meeting=row.next_meeting,
        goals=goals,
        needs=present_needs(row),
        changed_at=row.changed_at,
        closed_on=row.closed_on,
        paused=row.paused and row.closed_on is None,
        paused_until=row.paused_until,
    )


def present_needs(row: Any) -> Needs:
    """What waits in the family; nothing does in a closed one."""
    if row.closed_on is not None:
        return Needs(0, False, None)
    return Needs(row.overdue, row.follow_up, row.consent_expires_on)


def family_name(row: Any) -> FamilyName:
    """The family as lists name it."""
    return FamilyName(row.reference, row.name)


def why_listed(reader: Principal) -> Why:
    """On what ground a family stands in the reader's lists."""
    return Why.MANAGER if reader.role is Role.MANAGER else Why.ATTACHED
