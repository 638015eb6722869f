"""Short minutes, made from what was done at the meeting; somebody reads and changes them before they are kept."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.calling.queries import called_people, called_staff
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.filters import and_list, first_name
from hfi.plan.models import Agreement, AgreementStatus
from hfi.texts import _


def draft_minutes(dossier: Dossier, meeting: Any, talks: Mapping[uuid.UUID, Any]) -> str:
    """One paragraph for each thing that was done; what was not done is not mentioned."""
    rows = load_settled(dossier, began(meeting))
    parts = (
        presence(dossier, meeting),
        "\n".join(goal_lines(dossier, talks)),
        listed(_("We agreed:"), made(rows, began(meeting))),
        listed(_("Done:"), (one.text for one in rows if one.status is AgreementStatus.DONE)),
        listed(_("Called off:"), (one.text for one in rows if one.status is AgreementStatus.DROPPED)),
        _("We decided: %(text)s", text=meeting.decisions) if meeting.decisions else "",
    )
    return "\n\n".join(part for part in parts if part)


def began(meeting: Any) -> datetime:
    """From when on something was done at this meeting: its planned time, or this morning."""
    planned: datetime = meeting.starts_at
    return min(clock.at(clock.today(), 0), planned)


def load_settled(dossier: Dossier, since: datetime) -> list[Any]:
    """Agreements that were made, done or called off since then."""
    mine = Agreement.family_id == dossier.access.id
    columns = (Agreement.text, Agreement.status, Agreement.created_at)
    statement = sa.select(*columns).where(mine, Agreement.updated_at >= since)
    return list(db.session.execute(statement.order_by(Agreement.created_at, Agreement.id)))


def made(rows: Iterable[Any], since: datetime) -> Iterator[str]:
    """The new ones that still hold."""
    return (one.text for one in rows if one.created_at >= since and one.status is AgreementStatus.OPEN)


def presence(dossier: Dossier, meeting: Any) -> str:
    """Who was there."""
    family = [first_name(one.name) for one in called_people(dossier, meeting.id) if one.present]
    staff = [first_name(one.name) for one in called_staff(dossier, meeting.id) if one.present]
    names = [*family, *staff, *([meeting.guests] if meeting.guests else [])]
    return _("There were: %(names)s.", names=and_list(names)) if names else ""


def goal_lines(dossier: Dossier, talks: Mapping[uuid.UUID, Any]) -> Iterator[str]:
    """Where each goal is that was talked about, why, and the next step."""
    for goal in dossier.goals:
        talk = talks.get(goal.id)
        if talk is not None:
            yield " ".join(part for part in goal_parts(goal, talk) if part)


def goal_parts(goal: Any, talk: Any) -> Iterator[str]:
    """The sentences about one goal."""
    if goal.now is not None and talk.before is not None and goal.now != talk.before:
        yield _("%(goal)s: from %(before)d to %(now)d.", goal=goal.title, before=talk.before, now=goal.now)
    elif goal.now is not None:
        yield _("%(goal)s: %(now)d.", goal=goal.title, now=goal.now)
    else:
        yield f"{goal.title}:"
    yield talk.why
    if goal.next_step:
        yield _("Next step: %(step)s", step=goal.next_step)


def listed(title: str, texts: Iterable[str]) -> str:
    """A line for each, below its title; nothing when there are none."""
    lines = [f"– {text}" for text in texts]
    return "\n".join([title, *lines]) if lines else ""
