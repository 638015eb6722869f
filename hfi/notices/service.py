"""Giving a notice, and marking it as seen."""

import uuid
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.principal import Principal
from hfi.extensions import db, system_session
from hfi.families.models import Family
from hfi.notices.models import Notice, NoticeKind


def notify(
    user_ids: Iterable[uuid.UUID],
    kind: NoticeKind,
    family_id: uuid.UUID | None = None,
    *,
    about_id: uuid.UUID | None = None,
    detail: str = "",
    session: Session | None = None,
) -> None:
    """Tell these users, each once, but never the one whom it is about. Belongs in the transaction of what happened.

    `detail` is a code of a fixed list, never a text. `session` is the transaction's, when it is not the request's own.
    """
    session = session or db.session()
    reference = session.scalar(sa.select(Family.reference).where(Family.id == family_id)) or ""
    for one in set(user_ids) - {about_id}:
        session.add(
            Notice(
                user_id=one,
                family_id=family_id,
                reference=reference,
                about_id=about_id,
                kind=kind,
                detail=detail,
                at=clock.now(),
            )
        )


def mark_seen(reader: Principal, until: datetime) -> None:
    """The reader has seen the notices until that moment."""
    mine = sa.update(Notice).where(Notice.user_id == reader.user_id, Notice.seen_at.is_(None), Notice.at <= until)
    with system_session() as session:
        session.execute(mine.values(seen_at=clock.now()))
