"""A page of a family's timeline, read and logged in one transaction that is over before anything is rendered."""

from datetime import UTC, date, datetime

from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.family_page.dossier_people import Rows
from hfi.family_page.queries import closest_level
from hfi.timeline.changes import change_event
from hfi.timeline.days import day_events
from hfi.timeline.events import Cursor, Event, Timeline, Wanted
from hfi.timeline.history import PAGE, History

ALWAYS = datetime.max.replace(tzinfo=UTC)


def load_timeline(history: History, wanted: Wanted, before: Cursor | None = None) -> Timeline:
    """A page of what is asked for, the newest first, from after the cursor on. A fixed number of queries."""
    upper = (history.moment_of(before.seq) if before else None) or ALWAYS
    rows = () if history.erased else history.revisions(wanted, before)
    shown = rows[:PAGE]
    lower = shown[-1].at if len(rows) > PAGE else datetime.min.replace(tzinfo=UTC)
    events = [*changes(history, shown), *days(history, lower, upper)]
    fitting = sorted((one for one in events if wanted.fits(one)), key=lambda one: (one.at, one.text), reverse=True)
    page = Timeline(
        reference=history.access.reference,
        name=history.family.name,
        events=tuple(fitting),
        older=str(Cursor(shown[-1].seq, shown[-1].revision_id)) if len(rows) > PAGE else "",
        erased=history.erased,
    )
    log_timeline(history.access, page)
    db.session.commit()
    return page


def changes(history: History, rows: Rows) -> list[Event]:
    """What the history tells; what says the same twice on a day is said once."""
    told: dict[tuple[date, str], Event] = {}
    for row in rows:
        event = change_event(history, row)
        if event:
            told.setdefault((event.day, event.text), event)
    return list(told.values())


def days(history: History, lower: datetime, upper: datetime) -> list[Event]:
    """What has a day of its own between the two moments."""
    if history.erased:
        return []
    return [one for one in day_events(history) if lower <= one.at < upper]


def log_timeline(access: FamilyAccess, page: Timeline) -> None:
    """One row: who read it, with the sections that it told of."""
    sections = sorted({one.section_id for one in page.events if one.section_id})
    why = access.decide(Action.READ).why
    told = f"timeline:{','.join(sections)}"
    audit.read_family(access.reader, access.id, told, why, level=closest_level(sections))
