"""Plants a word of its own in what is told and said around the plan: the assessment, and the meetings."""

from datetime import timedelta

from hfi import clock
from hfi.consent.models import Manner
from hfi.contacts.models import ContactEntry, ContactPerson, How
from hfi.intake.models import AssessmentApproval, DepartmentView, Telling, Theme
from hfi.meetings.models import MeetingPerson, PlanMeeting
from hfi.versions.models import PlanVersion
from tests.proof.planting import Garden

BEFORE = ("question", "guests", "place", "decisions")
AFTER = ("question", "record", "revise_reason", "place")


def plant_life(garden: Garden) -> None:
    """All of it; everybody who works with the family reads it."""
    plant_assessment(garden)
    plant_meetings(garden)
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
