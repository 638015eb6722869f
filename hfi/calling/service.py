"""Calling a meeting off, and reminding those who are not ready for it."""

import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.calling.queries import is_at_work
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.present_sections import section_people
from hfi.meetings.models import PlanMeeting
from hfi.notices.models import NoticeKind
from hfi.notices.service import notify
from hfi.plan.department import registry


def open_meeting(dossier: Dossier, item: uuid.UUID) -> Any | None:
    """The mapped meeting, to write to, when it is neither held nor called off."""
    return db.session.scalar(
        sa.select(PlanMeeting).where(
            PlanMeeting.id == item,
            PlanMeeting.family_id == dossier.access.id,
            ~PlanMeeting.held,
            PlanMeeting.cancelled_at.is_(None),
        )
    )


def stamp(row: Any, dossier: Dossier) -> None:
    """Say who changed the row, and when."""
    row.updated_at = clock.now()
    row.updated_by_id = dossier.access.reader.user_id


def cancel(dossier: Dossier, item: uuid.UUID, reason: str) -> bool:
    """Call the meeting off; false when it is over, or off already."""
    meeting = open_meeting(dossier, item)
    if meeting is not None:
        meeting.cancelled_at, meeting.cancel_reason = clock.now(), reason
        stamp(meeting, dossier)
    db.session.commit()
    return meeting is not None


def remind(dossier: Dossier, item: uuid.UUID) -> bool:
    """Ask everybody who keeps a section that is not ready to make it so; false when the meeting is over."""
    meeting = open_meeting(dossier, item)
    if meeting is not None:
        reader = dossier.access.reader.user_id
        notify(set(late_keepers(dossier)), NoticeKind.NOT_READY, dossier.access.id, about_id=reader)
        meeting.reminded_at = clock.now()
        stamp(meeting, dossier)
    db.session.commit()
    return meeting is not None


def late_keepers(dossier: Dossier) -> Iterator[uuid.UUID]:
    """The users who keep the sections that are not ready."""
    for section in registry().sections:
        record = dossier.records.get(section.id)
        if is_at_work(dossier, section) and not (record and record.ready):
            yield from (one.user_id for one in section_people(dossier, section))
