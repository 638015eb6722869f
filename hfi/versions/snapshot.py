"""What a version keeps of the plan: the household's view as plain values, readable for as long as they are kept."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from hfi.family_page.section_views import SectionView
from hfi.family_page.views import AgreementView, GoalView
from hfi.family_page.week_views import Week
from hfi.filters import clock_time, first_name
from hfi.versions.household import Household

Values = dict[str, Any]
FORMAT = 1
"""Kept in every snapshot, so that a later program can tell how to read it."""


def snapshot(household: Household) -> Values:
    """The household's plan; rows have their ids, so that two versions can be laid side by side."""
    return {
        "format": FORMAT,
        "family": household.page.head.name,
        "dream": household.page.story.dream,
        "goals": [goal_values(one) for one in household.goals],
        "agreements": [agreement_values(one) for one in household.open_agreements],
        "done": [agreement_values(one) for one in household.done_agreements],
        "measures": list(measure_values(household.sections)),
        "texts": list(text_values(household.sections)) if household.places else [],
        "week": list(week_values(household.week)),
        "contacts": [one.name for one in household.page.head.contacts],
    }


def goal_values(goal: GoalView) -> Values:
    """A goal."""
    numbers = {"start": goal.start, "last": goal.last, "now": goal.now, "good_enough": goal.good_enough}
    texts = {"title": goal.title, "words": goal.words, "whose": goal.whose, "next_step": goal.next_step}
    return {"id": str(goal.id), "number": goal.number, **texts, **numbers}


def agreement_values(one: AgreementView) -> Values:
    """An agreement."""
    return {
        "id": str(one.id),
        "text": one.text,
        "who": one.who if one.by_family else first_name(one.who),
        "by_family": one.by_family,
        "due_on": one.due_on.isoformat() if one.due_on else "",
        "rhythm": one.rhythm,
    }


def measure_values(sections: Iterable[SectionView]) -> Iterator[Values]:
    """What each department helps with."""
    for section in sections:
        for one in section.measures:
            yield {
                "id": str(one.id),
                "department": section.mark.code,
                "title": one.title,
                "words": one.plain_words,
                "people": list(one.people),
                "status": one.status.value,
                "status_label": one.status_label,
            }


def text_values(sections: Iterable[SectionView]) -> Iterator[Values]:
    """What each section says, in the department's own words."""
    for section in sections:
        if section.details and section.details.assessment:
            yield {"id": section.id, "title": section.title, "text": section.details.assessment}


def week_values(week: Week) -> Iterator[Values]:
    """The appointments of the week."""
    for day in week.days:
        for spot in day.spots:
            time = f"{clock_time(spot.starts)}–{clock_time(spot.ends)}"
            weekday = day.date.isoweekday()
            yield {"id": f"{spot.id}:{weekday}", "weekday": weekday, "time": time, "title": spot.title,
                   "people": list(spot.people)}  # fmt: skip


def canonical(values: Values) -> str:
    """The one way to write the values as JSON: sorted names, no spaces."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(values: Values) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal: whoever has the snapshot can check it."""
    return sha256(canonical(values).encode()).hexdigest()
