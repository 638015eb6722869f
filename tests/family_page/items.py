"""The kinds of things that are added and edited on the family page, as the stories need to know them."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from hfi import clock
from hfi.families.models import Person, PersonKind
from hfi.plan.models import Agreement, Goal, Measure, MeasurePerson, SectorPlan
from hfi.schedule.models import Appointment
from tests.world import World, tuesday


@dataclass(frozen=True)
class Kind:
    """One kind: who keeps it, its address under the family's, what somebody types, which must not be empty."""

    name: str
    model: Any
    keeper: str
    path: str
    text: str
    add_at: str
    list_id: str
    typed: dict[str, Any]
    outsider: str = "Emil"
    manager: str = "Lis"
    people: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def values(self, world: World) -> dict[str, Any]:
        """What is typed into the form of a new one."""
        found = dict(self.typed)
        if self.people:
            found[self.people] = [str(world.people["Amina"]), str(world.people["Lina"])]
        if self.name == "appointment":
            found["measure_id"] = str(world.measure)
        if self.name == "agreement":
            found["who"] = f"user:{world.users['Bo']}"
        return found

    def anchor(self, item: uuid.UUID) -> str:
        """The id of its card; an appointment has none, the week is redrawn as a whole."""
        return "appointment-new" if self.name == "appointment" else f"{self.name}-{item}"

    def edit_url(self, world: World, item: uuid.UUID) -> str:
        """The address of one."""
        return f"{world.url}/{self.path}/{item}/edit"


GOAL = Kind(
    "goal",
    Goal,
    "Mette",
    "goals",
    "title",
    "goal-new",
    "goals-list",
    {"title": "Gå til fodbold", "words": "Lina vil spille bold."},
)
AGREEMENT = Kind(
    "agreement", Agreement, "Jonas", "agreements", "text", "agreement-new", "agreements-list",
    {"text": "Ringe til klubben", "due_on": "01.12.2026"},
)  # fmt: skip
MEMBER = Kind(
    "member", Person, "Sanne", "members", "name", "member-new", "members-list",
    {"name": "Fatma Solsikke", "relation": "mormor", "kind": "network"},
)  # fmt: skip
APPOINTMENT = Kind(
    "appointment", Appointment, "Mette", "appointments", "title", "appointment-new", "week-grid",
    {"title": "Svømning", "repeats": "weekly", "from_on": f"{tuesday():%d.%m.%Y}", "starts": "9", "ends": "10.30"},
    people="person_ids",
)  # fmt: skip
MEASURE = Kind(
    "measure", Measure, "Mette", "social/support/measures", "title", "social-support-measure-new",
    "social-support-measures", {"title": "Kontaktperson", "type_key": "contact-person", "status": "running"},
    people="person_ids",
)  # fmt: skip
PLAN = Kind(
    "plan", SectorPlan, "Mette", "social/support/plans", "lines", "social-support-plan-new", "social-support-plans",
    {"kind": "child-plan", "status": "in_force", "lines": "Ro i hverdagen."},
)  # fmt: skip
KINDS = (GOAL, AGREEMENT, MEMBER, APPOINTMENT, MEASURE, PLAN)


def existing(kind: Kind, world: World, store: Any) -> uuid.UUID:
    """One that is there when the story begins."""
    known = {
        "goal": world.goal,
        "agreement": world.agreement,
        "measure": world.measure,
        "appointment": world.appointment,
    }
    if kind.name == "member":
        return world.people["Noor"]
    return known[kind.name] if kind.name in known else add_plan(world.family, store)


def foreign(kind: Kind, world: World, store: Any) -> uuid.UUID:
    """One of the family next door."""
    item, today, now = uuid.uuid4(), clock.today(), clock.now()
    base: dict[str, Any] = {"id": item, "family_id": world.other_family}
    if kind is PLAN:
        return add_plan(world.other_family, store)
    rows = {
        "goal": lambda: Goal(**base, position=1, title="Andres mål", agreed_on=today),
        "agreement": lambda: Agreement(**base, text="Andres aftale", created_at=now),
        "member": lambda: Person(**base, name="En Anden", kind=PersonKind.ADULT),
        "measure": lambda: Measure(
            **base, section_id="social/support", type_key="placement", title="Andres", created_at=now
        ),
        "appointment": lambda: other_appointment(base, today),
    }
    store.add(rows[kind.name]())
    return item


def other_appointment(base: dict[str, Any], today: Any) -> Appointment:
    """A time in somebody else's week."""
    return Appointment(
        **base, section_id="social/support", title="Andres tid", repeats="once", from_on=today,
        starts=clock.now().time().replace(hour=9), ends=clock.now().time().replace(hour=10),
    )  # fmt: skip


def add_plan(family: uuid.UUID, store: Any) -> uuid.UUID:
    """A plan of the social department's own."""
    item = uuid.uuid4()
    store.add(
        SectorPlan(
            id=item,
            family_id=family,
            section_id="social/support",
            kind="child-plan",
            lines="Tryghed hjemme.",
            created_at=clock.now(),
        )
    )
    return item


def add_measure(world: World, store: Any, section_id: str, title: str, *people: str, **more: Any) -> uuid.UUID:
    """A measure of any section, for these people, running since today."""
    item = uuid.uuid4()
    links = [MeasurePerson(person_id=world.people[one], family_id=world.family) for one in people]
    values = {"type_key": "x", "status": "running", "created_at": clock.now()} | more
    store.add(
        Measure(id=item, family_id=world.family, section_id=section_id, title=title, person_links=links, **values)
    )
    return item
