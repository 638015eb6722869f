"""The family's own row, its people, and who works with it."""

import uuid
from datetime import date, timedelta

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.demo.draft import Draft, Relative, Running
from hfi.demo.endings import phase
from hfi.demo.library import read
from hfi.demo.numbers import Numbers
from hfi.demo.people import Colleague
from hfi.demo.rows import Row
from hfi.demo.sketches import MemberSketch
from hfi.demo.when import years_before
from hfi.families import cpr
from hfi.families.models import Family, Person, PersonKind
from hfi.programmes.model import Programme

BIRTHDAY_WITHIN = 280
"""Days since the last birthday at most: so the children are in the class that children of their age are in."""


def add_family(draft: Draft, programme: Programme) -> None:
    """The family, with what it told once. It comes first: all other rows belong to it."""
    sketch = draft.sketch
    told = draft.meetings[0] if draft.meetings else clock.at(draft.enrolled, 14)
    districts = {one.name: one.district for one in programme.housing_areas}
    row = {
        "id": draft.id,
        "reference": sketch.reference,
        "name": sketch.name,
        "programme": programme.key,
        "address": sketch.address,
        "housing_area": sketch.area,
        "district": districts.get(sketch.area, ""),
        "interpreter_language": sketch.interpreter,
        "phase": phase(draft),
        "enrolled_on": draft.enrolled,
        "closed_on": draft.closed,
        "dream": sketch.dream,
        "story": sketch.story,
        "what_works": "\n".join(sketch.works),
        "do_not_ask_again": "\n".join(sketch.never_again),
        "story_told_on": clock.local(told).date(),
        "version": 1,
        "updated_at": told,
        "updated_by_id": draft.crew[sketch.contacts[0]].id,
    }
    draft.rows.add(Family, row)


def add_people(draft: Draft, numbers: Numbers) -> None:
    """Everybody in the family and around it."""
    birthdays: dict[str, date | None] = {}
    by = draft.crew[draft.sketch.contacts[0]]
    at = draft.moment(draft.enrolled)
    for position, member in enumerate(draft.sketch.members):
        born_on = birthdays[member.name] = birthdays.get(member.twin) or birthday(draft, member)
        row = person(draft, member, position, born_on)
        relative = Relative(
            row["id"], member.name, row["kind"], born_on, cpr.age(born_on, draft.days.today), member.expected is None
        )
        number = numbers.take(born_on) if born_on and relative.asked else ""
        row["cpr"] = number
        row["cpr_index"] = cpr.index(number) if number else None
        draft.people[member.name] = relative
        draft.add(Person, at, by, (), row)


def person(draft: Draft, member: MemberSketch, position: int, born_on: date | None) -> Row:
    """The row of one person, without their number."""
    kind = kind_of(member)
    return {
        "id": draft.new_id(),
        "name": member.name,
        "kind": kind,
        "relation": member.relation,
        "born_on": born_on,
        "expected_on": draft.day(member.expected),
        "lives_elsewhere": member.elsewhere,
        "address": member.address,
        "protected": member.protected or (draft.sketch.protected and kind is not PersonKind.NETWORK),
        "phone": member.phone,
        "note": member.note,
        "position": position,
        "left_on": None,
    }


def kind_of(member: MemberSketch) -> PersonKind:
    """A person's place in the family, from what they are to it."""
    if member.kind:
        return PersonKind(member.kind)
    return PersonKind.CHILD if member.relation in read("sections")["child_relations"] else PersonKind.ADULT


def birthday(draft: Draft, member: MemberSketch) -> date | None:
    """A day that makes them as old as they are."""
    if member.born is not None:
        return draft.days.today + timedelta(days=member.born)
    if member.age is None:
        return None
    last = draft.days.today - timedelta(days=draft.rng.randrange(1, BIRTHDAY_WITHIN))
    return years_before(last, member.age)


def attach_staff(draft: Draft, programme: Programme) -> None:
    """Contact persons and the coordinator from the first day, and each who has a measure while it lasts."""
    texts = read("sections")
    contacts = [draft.crew[key] for key in draft.sketch.contacts if key != draft.coordinator_key]
    last = {draft.crew[key].id: draft.day(when) for key, when in draft.sketch.leaves.items()}
    for one in contacts:
        time = draft.enrolled, last.get(one.id, draft.closed)
        attach(draft, one, AttachmentKind.CONTACT_PERSON, time, texts["reason_contact"])
    # The coordinator stays when the family has finished, as somebody must be able to look back.
    reason = texts["reason_coordinator"].format(title=programme.coordinator_title)
    attach(draft, draft.coordinator, AttachmentKind.COORDINATOR, (draft.enrolled, None), reason)
    known = {draft.coordinator.id, *(one.id for one in contacts)}
    for key in dict.fromkeys(one.sketch.by for one in draft.measures):
        if draft.crew[key].id not in known:
            mine = [one for one in draft.measures if one.sketch.by == key]
            attach(draft, draft.crew[key], AttachmentKind.TEAM, time_in_team(draft, mine), texts["reason_team"])


def time_in_team(draft: Draft, measures: list[Running]) -> tuple[date, date | None]:
    """From the first of the colleague's measures until the last one ended."""
    ends = [one.ended_on for one in measures if one.ended_on]
    last = max(ends) if len(ends) == len(measures) else draft.closed
    return min(one.made_on for one in measures), last


def attach(
    draft: Draft,
    colleague: Colleague,
    kind: AttachmentKind,
    time: tuple[date, date | None],
    reason: str,
    absence_id: uuid.UUID | None = None,
) -> None:
    """One attachment. The coordinator says who works with the family; of the coordinator it is not written down."""
    coordinator = draft.coordinator.id
    leaves = kind is AttachmentKind.CONTACT_PERSON and time[1] not in (None, draft.closed)
    row = {
        "id": draft.new_id(),
        "family_id": draft.id,
        "user_id": colleague.id,
        "kind": kind,
        "from_on": time[0],
        "to_on": time[1],
        "reason": reason,
        "attached_by_id": None if colleague.id == coordinator else coordinator,
        "ended_by_id": coordinator if leaves else None,
        "end_reason": read("sections")["reason_leaves"] if leaves else "",
        "absence_id": absence_id,
    }
    draft.rows.add(Attachment, row)
