"""Plants a word of its own in what is told and said around the plan: the assessment, and the meetings."""

import uuid
from datetime import timedelta

import sqlalchemy as sa

from hfi import clock
from hfi.access.terms import Level
from hfi.consent.models import Manner
from hfi.contacts.models import ContactEntry, ContactPerson, How
from hfi.intake.models import AssessmentApproval, DepartmentView, Telling, Theme
from hfi.meetings.models import MeetingPerson, PlanMeeting
from hfi.phases.models import Becomes, Closing, ClosingLine, Ending, Pause, ProgrammeMove
from hfi.plan.department import registry
from hfi.plan.models import Measure, MeasurePerson
from hfi.versions.models import PlanVersion
from tests.proof.planting import Garden

BEFORE = ("question", "guests", "place", "decisions")
AFTER = ("question", "record", "revise_reason", "place")
CLOSED = ("summary", "whom_to_call", "municipality", "hand_over", "call_note", "reopen_reason")


def plant_life(garden: Garden) -> None:
    """All of it; everybody who works with the family reads it."""
    plant_assessment(garden)
    plant_meetings(garden)
    plant_out(garden)
    rung = garden.base(how=How.PHONE, day=clock.today(), created_at=clock.now(), user_id=garden.world.users["Sanne"])
    everybody = garden.links(ContactPerson, garden.home.people.values())
    garden.add(ContactEntry(**rung, about=garden.word("contact"), person_links=everybody), "", "contact")


def plant_assessment(garden: Garden) -> None:
    """What the family told once, who told it, what a department says of it, and that the family called it right."""
    today, now = clock.today(), clock.now()
    told = garden.words("telling", ("words", "told_by"))
    garden.add(Telling(**garden.base(theme=Theme.MATTERS, told_on=today, created_at=now), **told), "", "telling")
    for one in garden.programme.departments:
        garden.session.add(DepartmentView(**garden.base(owner=one.code), text=garden.word(f"view of {one.code}")))
    said = {"manner": Manner.ORAL, "approved_on": today, "recorded_at": now}
    by = {"recorded_by_id": garden.world.users["Sanne"], "who": garden.word("assessment approval")}
    garden.session.add(AssessmentApproval(**garden.base(**said), **by))


def plant_meetings(garden: Garden) -> None:
    """A meeting that was held and led to a version of the plan, and one to come."""
    now = clock.now()
    ended = {"starts_at": now - timedelta(days=9), "held": True, "edition": 1, "revise": False, "closed_at": now}
    held = PlanMeeting(**garden.base(**ended), **garden.words("held meeting", AFTER))
    soon = PlanMeeting(**garden.base(starts_at=now + timedelta(days=3)), **garden.words("meeting", BEFORE))
    soon.person_links = garden.links(MeetingPerson, garden.home.people.values())
    garden.add(held, "", "held")
    garden.add(soon, "", "meeting")
    garden.items["", "meeting"].append(held.id)
    garden.session.flush()
    frozen = {"number": 1, "made_at": now, "content_hash": "0" * 64, "snapshot": {"goals": []}}
    garden.session.add(PlanVersion(**garden.base(meeting_id=held.id, **frozen)))


def plant_out(garden: Garden) -> None:
    """A pause that is over, a move between programmes, and a closing that was undone, with all that it settled."""
    today, sanne = clock.today(), garden.world.users["Sanne"]
    rested = garden.base(from_on=today - timedelta(days=60), resumed_on=today - timedelta(days=40))
    garden.session.add(Pause(**rested, created_at=clock.now(), reason=garden.word("pause")))
    moved = garden.base(from_programme="sammen-om-familien", to_programme="hfi", moved_on=today, moved_by_id=sanne)
    garden.session.add(ProgrammeMove(**moved, reason=garden.word("move")))
    ended = {"ending": Ending.MOVED, "closed_on": today, "closed_by_id": sanne, "call_due_on": today}
    after = {"called_on": today, "called_by_id": sanne, "reopened_on": today, "reopened_by_id": sanne}
    closing = Closing(**garden.base(**ended, **after), **garden.words("closing", CLOSED))
    garden.session.add(closing)
    garden.session.flush()
    plant_lines(garden, closing.id)


def plant_lines(garden: Garden, closing_id: uuid.UUID) -> None:
    """What became of each measure, for whom may see the measure, and of each agreement."""
    own, base = garden.home.family, {"closing_id": closing_id, "becomes": Becomes.GOES_ON}
    people = {
        row.measure_id: row.person_id
        for row in garden.session.scalars(sa.select(MeasurePerson).where(MeasurePerson.family_id == own))
    }
    for row in garden.session.scalars(sa.select(Measure).where(Measure.family_id == own, Measure.id.in_(people))):
        section = registry().by_id[row.section_id]
        level = Level.SENSITIVE if row.sensitive else section.level
        facts = garden.of(section, level, frozenset({people[row.id]}))
        words = garden.word(f"{section.id} line", **facts)
        garden.session.add(ClosingLine(**garden.base(**base), measure_id=row.id, words=words))
    for item in garden.items["", "agreement"]:
        words = garden.word("agreement line")
        garden.session.add(ClosingLine(**garden.base(**base), agreement_id=item, words=words))
