"""Families on their way in, and what the showcase family has told in its joint assessment."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from random import Random
from typing import Any

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.access.terms import Why
from hfi.audit.changes import revision
from hfi.audit.notes import Note
from hfi.consent.models import Manner
from hfi.demo.draft import Draft
from hfi.demo.library import read
from hfi.demo.members import BIRTHDAY_WITHIN
from hfi.demo.people import Colleague, Crew
from hfi.demo.rows import Row, Rows
from hfi.demo.when import Days, years_before
from hfi.families.models import Family, Person, PersonKind, Phase
from hfi.intake.models import AssessmentApproval, DepartmentView, Outcome, Referral, Source, Telling, Theme
from hfi.programmes.model import Programme

SHOWCASE = "HFI-2026-014"


OUTCOMES = {Phase.WAITING: Outcome.WAIT, Phase.DECLINED: Outcome.DECLINE}


def phase(found: dict[str, Any]) -> Phase:
    """Where the family stands on its way in."""
    if "declined" in found:
        return Phase.DECLINED
    return Phase.WAITING if "waits_since" in found else Phase.REFERRED


class Incoming:
    """The families that were referred and are not enrolled."""

    def __init__(self, rows: Rows, days: Days, team: Crew, known: Iterable[Programme]) -> None:
        self.rows, self.days, self.team = rows, days, team
        self.programmes = {one.reference_prefix: one for one in known}
        self.rng = Random("incoming")

    def new_id(self) -> uuid.UUID:
        """A random id, the same each time."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def add(self) -> None:
        """All of them that were written for one of the municipality's programmes."""
        for found in (*read("incoming")["families"], *read("incoming_towns")["families"]):
            if programme := self.programmes.get(found["reference"].partition("-")[0]):
                self.add_family(found, programme)

    def add_family(self, found: dict[str, Any], programme: Programme) -> None:
        """One family with its people, its referral and its visitation."""
        family_id, by = self.new_id(), self.team[found["by"]]
        at = clock.at(self.days.working_day(found["sent"]), 10)
        stamp = {"version": 1, "updated_at": at, "updated_by_id": by.id}
        districts = {one.name: one.district for one in programme.housing_areas}
        told = {"dream": "", "story": "", "what_works": "", "do_not_ask_again": "", "story_told_on": None}
        family: Row = {
            "id": family_id,
            "reference": found["reference"],
            "name": found["name"],
            "programme": programme.key,
            "address": "",
            "housing_area": found["area"],
            "district": districts.get(found["area"], ""),
            "interpreter_language": found.get("interpreter", ""),
            "phase": phase(found),
            "enrolled_on": None,
            "closed_on": self.decided(found) if "declined" in found else None,
        }
        referral = self.referral(family_id, found, at)
        self.rows.add(Family, family | told | stamp)
        for position, person in enumerate(found["people"]):
            self.rows.add(Person, self.person(family_id, position, person) | stamp)
        self.rows.add(Referral, referral | stamp)
        self.rows.add(Attachment, self.visitation(family_id, found))
        self.tell(by, at, {}, {one: referral[one] for one in ("family_name", "why")}, referral)
        if referral["outcome"]:
            after = {"outcome": referral["outcome"], "outcome_reason": referral["outcome_reason"]}
            self.tell(self.team.coordinator, referral["decided_at"], dict.fromkeys(after, ""), after, referral)

    def tell(self, by: Colleague, at: datetime, before: Row, after: Row, referral: Row) -> None:
        """The log's row of what was done to a referral."""
        action, family_id = "update" if before else "create", referral["family_id"]
        what = {"action": action, "kind": "referral", "item_id": referral["id"]}
        told = revision(
            self.rows.key_of(family_id), self.new_id(), what, {"before": before, "after": after}, section=""
        )
        self.rows.log.append(Note(family_id, action, by.in_log | {"why": Why.OFFICE}, [told], at))

    def person(self, family_id: uuid.UUID, position: int, found: dict[str, Any]) -> Row:
        """Somebody of the family; without an age nobody has written the birthday."""
        last = self.days.day(-self.rng.randrange(1, BIRTHDAY_WITHIN))
        return {
            "id": self.new_id(),
            "family_id": family_id,
            "name": found["name"],
            "kind": PersonKind(found["kind"]),
            "relation": found["relation"],
            "born_on": years_before(last, found["age"]) if "age" in found else None,
            "expected_on": None,
            "lives_elsewhere": False,
            "address": "",
            "protected": False,
            "phone": "",
            "note": "",
            "position": position,
            "left_on": None,
            "cpr": "",
            "cpr_index": None,
        }

    def referral(self, family_id: uuid.UUID, found: dict[str, Any], at: Any) -> Row:
        """What the referrer wrote; of who waits or was declined, why."""
        decided = self.decided(found)
        contacts: list[uuid.UUID | None] = [self.team[key].id for key in found["contacts"]]
        return {
            "id": self.new_id(),
            "family_id": family_id,
            "referrer_id": self.team[found["by"]].id,
            "sent_at": at,
            "source": Source(found["source"]),
            "source_name": found["source_name"],
            "family_name": found["name"],
            "answers": {"departments": found["departments"], "difficulties": found["difficulties"]},
            "why": found["why"],
            "manner": Manner.WRITTEN,
            "consented_on": clock.local(at).date(),
            "contact_1_id": next(iter(contacts), None),
            "contact_2_id": next(iter(contacts[1:]), None),
            "outcome": OUTCOMES.get(phase(found)),
            "outcome_reason": found.get("reason", ""),
            "decided_at": clock.at(decided, 11) if decided else None,
            "decided_by_id": self.team.coordinator.id if decided else None,
        }

    def decided(self, found: dict[str, Any]) -> date | None:
        """The day of the decision; None as long as there is none."""
        when = found.get("waits_since", found.get("declined"))
        return None if when is None else self.days.working_day(when)

    def visitation(self, family_id: uuid.UUID, found: dict[str, Any]) -> Row:
        """The coordinator looks at it."""
        return {
            "id": self.new_id(),
            "family_id": family_id,
            "user_id": self.team.coordinator.id,
            "kind": AttachmentKind.COORDINATOR,
            "from_on": self.days.working_day(found["sent"]),
            "to_on": None,
            "reason": "Visitation",
            "attached_by_id": None,
            "ended_by_id": None,
            "end_reason": "",
            "absence_id": None,
        }


def add_assessment(draft: Draft) -> None:
    """What the showcase family told, how the departments see it, and that the family approved."""
    if draft.sketch.reference != SHOWCASE:
        return
    texts, keeper = read("incoming"), draft.crew[draft.sketch.contacts[0]]
    for one in texts["tellings"]:
        at = draft.moment(draft.days.working_day(one["told"]))
        who = draft.people[one["who"]].id if one["who"] else None
        row = {"theme": Theme(one["theme"]), "words": one["words"], "person_id": who, "told_by": one.get("by", "")}
        told = {"told_on": clock.local(at).date(), "ask_not_again": one.get("not_again", False), "created_at": at}
        draft.add(Telling, at, keeper, (), row | told)
    for one in texts["views"]:
        by = draft.crew[one["by"]]
        at = draft.moment(draft.days.working_day(one["told"]))
        draft.add(DepartmentView, at, by, (), {"owner": by.post.department, "text": one["text"]})
    approval = texts["approval"]
    on = draft.days.working_day(approval["on"])
    said = {"who": approval["who"], "manner": Manner(approval["manner"]), "approved_on": on}
    noted = {"recorded_at": clock.at(on, 15), "recorded_by_id": keeper.id}
    draft.rows.add(AssessmentApproval, {"id": draft.new_id(), "family_id": draft.id, **said, **noted})
