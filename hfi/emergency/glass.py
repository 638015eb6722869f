"""What the family page says to somebody who sees it in an emergency."""

import math
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import BreakGlass
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.families.sealing import opened


@dataclass(frozen=True)
class OpenGlass:
    """The emergency in which the reader sees a family just now."""

    until: datetime
    minutes: int
    reason: str


def load_glass(access: FamilyAccess) -> OpenGlass | None:
    """None for those who have a way in of their own. One query for the others."""
    if not access.broken_glass:
        return None
    now = clock.now()
    rows = db.session.execute(
        sa.select(BreakGlass.id, BreakGlass.family_id, BreakGlass.until, BreakGlass.reason)
        .where(BreakGlass.family_id == access.id, BreakGlass.user_id == access.reader.user_id, BreakGlass.until > now)
        .order_by(BreakGlass.until.desc())
        .limit(1)
    )
    row = next(iter(opened(BreakGlass, rows)), None)
    # Between finding the family and this the hour may have run out: the page is shown once more, without the notice.
    return OpenGlass(row.until, math.ceil((row.until - now).total_seconds() / 60), row.reason) if row else None
