"""Young people's own pages: what they said, the people around them, and how often their caseworker is in touch."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.demo.people import Colleague
from hfi.demo.rows import Row
from hfi.plan.section_form import last_months
from hfi.young.models import (
    SAYINGS,
    ContactPromise,
    OwnWords,
    OwnWordsKeptFrom,
    Penned,
    Ring,
    Supporter,
    SupporterKeptFrom,
)

Found = Mapping[str, Any]


def add_young(draft: Draft) -> None:
    """All of it, as far as the family's data have any."""
    for name, found in draft.sketch.young.items():
        person = draft.people[name].id
        for one in found.get("words", ()):
            add_words(draft, person, one)
        for one in found.get("network", ()):
            add_supporter(draft, person, one)
        if "promised" in found:
            add_promise(draft, person, found)


def written(draft: Draft, when: Any) -> tuple[datetime, Colleague]:
    """A moment of the day, and whom the family calls."""
    return draft.moment(draft.days.day(when)), draft.crew[draft.sketch.contacts[0]]


def add_words(draft: Draft, person: uuid.UUID, found: Found) -> None:
    """What was said on one occasion; `kept` names those who shall not see it on paper."""
    item, (at, by) = draft.new_id(), written(draft, found["at"])
    row: Row = {key: found.get(key, "") for key in SAYINGS}
    row |= {"id": item, "person_id": person, "penned": Penned(found["penned"])}
    draft.add(OwnWords, at, by, (), row | {"written_by_id": by.id, "written_at": at})
    keep(draft, OwnWordsKeptFrom, {"words_id": item}, found.get("kept", ()))


def add_supporter(draft: Draft, person: uuid.UUID, found: Found) -> None:
    """Somebody around the young person: one of the family's people (`known`), or somebody by name."""
    item, (at, by) = draft.new_id(), written(draft, found.get("at", draft.sketch.enrolled))
    known = found.get("known")
    row: Row = {key: found.get(key, "") for key in ("name", "relation", "helps")}
    row |= {"id": item, "person_id": person, "known_id": draft.people[known].id if known else None}
    draft.add(Supporter, at, by, (), row | {"ring": Ring(found["ring"]), "gone_on": None, "created_at": at})
    keep(draft, SupporterKeptFrom, {"supporter_id": item}, found.get("kept", ()))


def add_promise(draft: Draft, person: uuid.UUID, found: Found) -> None:
    """What was promised at the beginning."""
    at, by = written(draft, draft.sketch.enrolled)
    row = {"id": draft.new_id(), "person_id": person, "times": found["promised"], "manner": found["manner"]}
    draft.add(ContactPromise, at, by, (), row | {"promised_on": draft.enrolled, "counts": {}})


def promised_contacts(draft: Draft) -> Iterator[dict[str, Any]]:
    """The contacts that came of the promises: so many in each of the last months, the last of them in this one."""
    texts = cycle(read("life")["usual"]["young"])
    for name, found in draft.sketch.young.items():
        for day in days_of(found.get("counts", ()), draft.days.today):
            told = {
                "on": (day - draft.days.today).days,
                "how": found["how"],
                "by": draft.sketch.contacts[0],
                "who": [name],
            }
            yield told | {"text": next(texts)}


def days_of(counts: Sequence[int], today: date) -> Iterator[date]:
    """Days spread over the months, so many in each; in this month only such that have been."""
    for first, count in zip(last_months()[-len(counts) :], counts, strict=True):
        last = min(today, first + timedelta(days=27))
        for number in range(count):
            yield first + (last - first) * (number + 1) // (count + 1)


def keep(draft: Draft, model: Any, owner: Row, names: Iterable[str]) -> None:
    """From whom the young person keeps it."""
    for name in names:
        draft.rows.add(model, {**owner, "person_id": draft.people[name].id, "family_id": draft.id})
