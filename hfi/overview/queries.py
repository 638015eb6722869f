"""The reader's overview, read and logged in one transaction that is over before anything is rendered."""

import uuid
from collections.abc import Collection
from datetime import datetime

from hfi import clock
from hfi.access.principal import Principal
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.overview.agreements import load_overdue
from hfi.overview.calls import load_calls
from hfi.overview.changes import load_changes
from hfi.overview.deadlines import load_deadlines
from hfi.overview.mine import load_mine
from hfi.overview.rows import why_listed
from hfi.overview.today import load_appointments, load_meetings, present_coming, present_today
from hfi.overview.views import Changes, Overview
from hfi.team.presence import load_away


def load_overview(reader: Principal) -> Overview:
    """Everything on the page `/`: thirteen queries, one more for a coordinator, and the log's three."""
    today = clock.today()
    mine = load_mine(reader, today)
    meetings = load_meetings(mine, today)
    calls = load_calls(reader, today)
    overview = Overview(
        today=present_today(mine, meetings, load_appointments(reader, mine, today), today),
        overdue=load_overdue(reader, mine, today),
        changes=load_changes(reader, mine, reader.changes_seen_at),
        meetings=present_coming(mine, meetings, today),
        away=load_away(reader),
        families=tuple(one.line for one in mine.values()),
        deadlines=load_deadlines(mine, today),
        calls=tuple(calls.values()),
    )
    log_reading(reader, [*mine, *calls])
    return overview


def load_new_changes(reader: Principal, seen_at: datetime) -> Changes:
    """The region of the page with what colleagues changed after the moment."""
    mine = load_mine(reader, clock.today())
    changes = load_changes(reader, mine, seen_at)
    log_reading(reader, mine)
    return changes


def log_reading(reader: Principal, families: Collection[uuid.UUID]) -> None:
    """One row for each family that the page shows; then the transaction is over."""
    audit.read_families(reader, families, "overview", why_listed(reader))
    db.session.commit()
