"""Words that a department wrote, planted wherever a section's content can come to light."""

import uuid
from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.consent.models import Consent
from hfi.plan.models import Measure, MeasureGoal, MeasurePerson, SectionRecord, SectorPlan
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats
from tests.family_page.steps import HTMX, form_page, send
from tests.store import Store
from tests.visitor import Visitor
from tests.world import World, tuesday

CANARY = "KANARIEFUGL"


def plant(world: World, store: Store, section: str, *people: str, sensitive: bool = False, record: bool = True) -> None:
    """A section that says something, and a measure for these people with a time, a goal and an overdue plan."""
    if record:
        own = {f"p{world.people[one].hex}": {"documentation": f"{CANARY} {one}"} for one in people}
        store.add(
            SectionRecord(
                family_id=world.family, section_id=section, assessment=f"{CANARY} vurdering",
                details={"own": {}, "people": own},
            )
        )  # fmt: skip
        store.add(overdue_plan(world, section, next((world.people[one] for one in people), None)))
    measure = uuid.uuid4()
    store.add(
        Measure(
            id=measure, family_id=world.family, section_id=section, type_key="x", title=f"{CANARY} tiltag",
            plain_words=f"{CANARY} ord", status="paused", status_reason=f"{CANARY} grund", next_step=f"{CANARY} skridt",
            legal_ground=f"{CANARY} lov", provider=f"{CANARY} udbyder", sensitive=sensitive, created_at=clock.now(),
            person_links=[MeasurePerson(person_id=world.people[one], family_id=world.family) for one in people],
            goal_links=[MeasureGoal(goal_id=world.goal, family_id=world.family)],
        )
    )  # fmt: skip
    store.add(appointment(world, section, measure, people, sensitive))


def overdue_plan(world: World, section: str, person: uuid.UUID | None = None) -> SectorPlan:
    """A plan of the department's own that should have been ready yesterday."""
    day = clock.today() - timedelta(days=1)
    return SectorPlan(
        family_id=world.family, section_id=section, kind=f"{CANARY} plan", lines=f"{CANARY} linjer", deadline_on=day,
        person_id=person, created_at=clock.now(),
    )  # fmt: skip


def appointment(world: World, section: str, measure: uuid.UUID, people: Any, sensitive: bool) -> Appointment:
    """Tuesdays from twelve to one."""
    return Appointment(
        family_id=world.family, section_id=section, measure_id=measure, title=f"{CANARY} tid", place=f"{CANARY} sted",
        repeats=Repeats.WEEKLY, from_on=tuesday(), starts=time(12), ends=time(13), sensitive=sensitive,
        person_links=[AppointmentPerson(person_id=world.people[one], family_id=world.family) for one in people],
    )  # fmt: skip


def answers(visitor: Visitor, section: str) -> dict[str, str]:
    """Everything that this reader can get about the family, by where it came from."""
    url = visitor.world.url
    visitor.open(url)
    parts = ("alerts", "changes", "goals", "week", "sections", "agreements")
    found = {**{one: str(visitor.find(f"#{one}")) for one in parts}, "page": visitor.response.text}
    for path in (section, f"{section}/edit", "week", "goals/new", "agreements/new", "appointments/new", "members/new"):
        found[path] = visitor.client.get(f"{url}/{path}", headers=HTMX).text
    return found | saved(visitor)


def saved(visitor: Visitor) -> dict[str, str]:
    """What comes back when the reader saves something of their own."""
    if visitor.client.get(f"{visitor.world.url}/agreements/new").status_code != 200:
        return {}
    form = form_page(visitor, f"{visitor.world.url}/agreements/new")
    who = form.select("select[name=who] option")[-1]["value"]
    target = {"HX-Target": "agreement-new"}
    return {"saved": send(visitor, form, HTMX | target, text="Ringe", who=str(who)).text}


def places(visitor: Visitor, section: str) -> set[str]:
    """Where the planted words come to light for this reader."""
    return {place for place, text in answers(visitor, section).items() if CANARY in text}


def change_consents(store: Store, owner: str, reader: str, person: uuid.UUID | None = None, **values: Any) -> None:
    """Give the consents between two departments, of one person or of all, other terms."""
    who = [Consent.person_id == person] if person else []
    store.run(sa.update(Consent).where(Consent.owner == owner, Consent.reader == reader, *who).values(**values))


def yesterday() -> date:
    """The day before this one."""
    return clock.today() - timedelta(days=1)


def tomorrow() -> date:
    """The day after this one."""
    return clock.today() + timedelta(days=1)
