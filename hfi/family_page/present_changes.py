"""What is new since the last meeting, as sentences, from the log's own entries."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hfi.access.terms import Action
from hfi.audit.queries import Difference, open_revision
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.views import Change
from hfi.filters import and_list, full_date
from hfi.plan.department import registry
from hfi.plan.models import MEASURE_STATUS_TITLES, AgreementStatus, MeasureStatus
from hfi.texts import _

Sentence = str | None
AT_THE_CLOSING = {"last"}
"""What the closing of a meeting writes by itself: the number of the last meeting is no news."""


def present_changes(dossier: Dossier) -> tuple[Change, ...]:
    """The changes that the reader may see, newest first; what says the same twice is said once."""
    if dossier.erased:
        return ()
    told: dict[str, Change] = {}
    looked = dossier.last_looked_at
    for row in dossier.changes(TELLERS):
        sentence = sentence_of(dossier, row)
        if sentence and sentence not in told:
            mark = registry().mark_of_code(row.department or "", dossier.programme)
            told[sentence] = Change(row.at, sentence, row.by or "", mark, is_unseen(dossier, row, looked))
    return tuple(told.values())


def is_unseen(dossier: Dossier, row: Any, looked: datetime | None) -> bool:
    """Whether a colleague changed it since this reader last opened the page."""
    return row.actor_id != dossier.access.reader.user_id and (looked is None or row.at > looked)


def sentence_of(dossier: Dossier, row: Any) -> Sentence:
    """The entry as a sentence; None when it is of no interest here or not for this reader."""
    teller = TELLERS.get(row.kind)
    return teller(dossier, row, open_revision(dossier.access.id, row.revision_id, row.content)) if teller else None


def tell_goal(dossier: Dossier, row: Any, change: Difference) -> Sentence:
    """A goal was set, moved on its scale, or got a next step."""
    number = dossier.goal_numbers.get(row.item_id)
    if number is None:
        return None
    if row.action == "create":
        return _("New goal: %(title)s", title=change.after.get("title", ""))
    if set(change.after) <= AT_THE_CLOSING:
        return None
    before, now = change.before.get("now"), change.after.get("now")
    if now is not None and before is not None:
        return _("Goal %(number)d went from %(before)d to %(now)d.", number=number, before=before, now=now)
    if change.after.get("next_step"):
        return _("Goal %(number)d: the next step is “%(step)s”", number=number, step=change.after["next_step"])
    return _("Goal %(number)d was changed.", number=number)


def tell_measure(dossier: Dossier, row: Any, change: Difference) -> Sentence:
    """A measure began, moved or ended, if the reader may see it."""
    measure = next((one for one in dossier.measures if one.id == row.item_id), None)
    if measure is None or not visible(dossier, measure):
        return None
    if row.action == "create":
        people = ids_of(measure.person_ids)
        names = and_list(name for one, name in dossier.names.items() if one in people)
        return _("New: %(title)s (%(people)s).", title=measure.title, people=names)
    if "status" in change.after:
        status = MEASURE_STATUS_TITLES[MeasureStatus(change.after["status"])]
        return _("%(title)s: now %(status)s.", title=measure.title, status=str(status).lower())
    if change.after.get("ends_on"):
        day = full_date(date.fromisoformat(change.after["ends_on"]))
        return _("%(title)s now runs until %(day)s.", title=measure.title, day=day)
    return _("%(title)s was changed.", title=measure.title)


def visible(dossier: Dossier, row: Any) -> bool:
    """Whether the reader may see the measure or appointment."""
    return bool(
        rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, ids_of(row.person_ids))
        and row.section_id in registry().by_id
    )


def tell_appointment(dossier: Dossier, row: Any, _change: Difference) -> Sentence:
    """The week got a new time, or another one."""
    spot = next((one for one in dossier.appointments if one.id == row.item_id), None)
    if spot is None or not visible(dossier, spot):
        return None
    return _("%(title)s has a new time.", title=spot.title)


def tell_agreement(dossier: Dossier, row: Any, change: Difference) -> Sentence:
    """Something was agreed, or done."""
    agreement = next((one for one in dossier.agreements if one.id == row.item_id), None)
    if agreement is None:
        return None
    if row.action == "create":
        return _("New agreement: %(text)s", text=agreement.text)
    if change.after.get("status") == AgreementStatus.DONE:
        return _("Done: %(text)s", text=agreement.text)
    return None


def tell_section(dossier: Dossier, row: Any, change: Difference) -> Sentence:
    """A department wrote something new in its section."""
    section = registry().by_id.get(row.section)
    told = {"assessment", "details"} & set(change.after)
    if section is None or not told or not rights.section_decision(dossier, section, Action.READ):
        return None
    return _("%(section)s was updated.", section=str(section.title))


def tell_person(dossier: Dossier, row: Any, _change: Difference) -> Sentence:
    """Somebody new is part of the plan."""
    name = dossier.names.get(row.item_id)
    return _("%(name)s is now part of the plan.", name=name) if row.action == "create" and name else None


def tell_family(_dossier: Dossier, _row: Any, change: Difference) -> Sentence:
    """The family told more, or dreams of something else."""
    if "dream" in change.after:
        return _("The family has a new dream: “%(dream)s”", dream=change.after["dream"])
    return _("The family's story was changed.") if "story" in change.after else None


def tell_words(dossier: Dossier, _row: Any, change: Difference) -> Sentence:
    """A young person said something; what it was stands on their page."""
    name = dossier.names.get(uuid.UUID(change.after["person_id"])) if "person_id" in change.after else None
    return _("%(name)s has new words of their own in the plan.", name=name) if name else None


TELLERS: dict[str, Callable[[Dossier, Any, Difference], Sentence]] = {
    "agreement": tell_agreement,
    "appointment": tell_appointment,
    "family": tell_family,
    "goal": tell_goal,
    "measure": tell_measure,
    "ownwords": tell_words,
    "person": tell_person,
    "sectionrecord": tell_section,
}
