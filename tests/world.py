"""The people of the stories.

Mette (social) and Jonas (job) are the contact persons of Familien Solsikke, Sanne coordinates. Bo (psychologist), Ditte
(health visitor), Rikke (absence), Emil (leisure) and Hanne (health) are on its team. Dorthe is a colleague of Mette's
who has nothing to do with the family. Ole leads the programme, Lis leads the social department.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from argon2 import PasswordHasher

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.roles import Profession, Role
from hfi.consent.models import COORDINATION, Consent, Extent
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.models import Family, Person, PersonKind
from hfi.meetings.models import PlanMeeting
from hfi.plan.models import (
    Agreement,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePerson,
    MeasureStatus,
    SectionRecord,
)
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats

PASSWORD = "sol-og-regn"
# As weak as argon2 allows: the stories log in a thousand times.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
REFERENCE = "HFI-2026-014"
OTHER_REFERENCE = "HFI-2026-015"
DEPARTMENTS = ("SOF", "BIF", "BUF", "KFF", "SUF")

PERSONAS: dict[str, tuple[Role, str, Profession | None]] = {
    "Mette": (Role.PROFESSIONAL, "SOF", Profession.SOCIAL_CASEWORKER),
    "Jonas": (Role.PROFESSIONAL, "BIF", Profession.EMPLOYMENT_CASEWORKER),
    "Bo": (Role.PROFESSIONAL, "BUF", Profession.PSYCHOLOGIST),
    "Ditte": (Role.PROFESSIONAL, "BUF", Profession.HEALTH_VISITOR),
    "Rikke": (Role.PROFESSIONAL, "BUF", Profession.ABSENCE_CONSULTANT),
    "Emil": (Role.PROFESSIONAL, "KFF", Profession.LEISURE_WORKER),
    "Hanne": (Role.PROFESSIONAL, "SUF", Profession.HEALTH_WORKER),
    "Dorthe": (Role.PROFESSIONAL, "SOF", Profession.SOCIAL_CASEWORKER),
    "Sanne": (Role.COORDINATOR, "", None),
    "Ole": (Role.MANAGER, "", None),
    "Lis": (Role.MANAGER, "SOF", None),
    "Stig": (Role.STEERING_GROUP, "", None),
    "Ada": (Role.ADMINISTRATOR, "", None),
    "Eva": (Role.EVALUATOR, "", None),
    "Dan": (Role.DPO, "", None),
}
TEAM = {
    "Mette": AttachmentKind.CONTACT_PERSON,
    "Jonas": AttachmentKind.CONTACT_PERSON,
    "Sanne": AttachmentKind.COORDINATOR,
    "Bo": AttachmentKind.TEAM,
    "Ditte": AttachmentKind.TEAM,
    "Rikke": AttachmentKind.TEAM,
    "Emil": AttachmentKind.TEAM,
    "Hanne": AttachmentKind.TEAM,
}
OWNERS = {"social": "Mette", "employment": "Jonas", "leisure": "Emil", "health": "Hanne"}


@dataclass
class World:
    """Ids of what the stories speak of."""

    users: dict[str, uuid.UUID] = field(default_factory=dict)
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    family: uuid.UUID = field(default_factory=uuid.uuid4)
    other_family: uuid.UUID = field(default_factory=uuid.uuid4)
    goal: uuid.UUID = field(default_factory=uuid.uuid4)
    agreement: uuid.UUID = field(default_factory=uuid.uuid4)
    measure: uuid.UUID = field(default_factory=uuid.uuid4)
    appointment: uuid.UUID = field(default_factory=uuid.uuid4)
    url: str = f"/families/{REFERENCE}"


def build_world() -> World:
    """Familien Solsikke, Familien Birkeløv next door, and everybody at work with them."""
    world = World()
    add_users(world)
    add_family(world, world.family, REFERENCE, "Familien Solsikke")
    add_family(world, world.other_family, OTHER_REFERENCE, "Familien Birkeløv")
    db.session.flush()
    add_people(world)
    add_team(world)
    db.session.flush()
    add_consents(world)
    add_plan(world)
    db.session.commit()
    return world


def add_users(world: World) -> None:
    """One user for each persona; `mette@demo.example` and so on."""
    for name, (role, department, profession) in PERSONAS.items():
        world.users[name] = uuid.uuid4()
        db.session.add(
            User(
                id=world.users[name],
                email=f"{name.lower()}@demo.example",
                name=f"{name} Prøvesen",
                password_hash=PASSWORD_HASH,
                role=role,
                department=department,
                profession=profession,
                phone="00 11 22 33",
                hours="man–fre kl. 9–15",
            )
        )


def add_family(world: World, family_id: uuid.UUID, reference: str, name: str) -> None:
    """A family that lives in Bispeparken."""
    db.session.add(
        Family(
            id=family_id,
            reference=reference,
            name=name,
            programme="hfi",
            address="Prøvevej 12, 3. tv.",
            housing_area="Bispeparken",
            district="Bispebjerg",
            interpreter_language="arabisk",
            enrolled_on=clock.today() - timedelta(days=250),
            dream="Vi vil have rolige morgener.",
            story="Vi kom til Danmark i 2014.",
            what_works="Korte møder\nSms dagen før",
        )
    )


def add_people(world: World) -> None:
    """Amina and Karim with Yusuf, Lina and Noor."""
    people = (
        ("Amina", PersonKind.ADULT, "mor", 36, "1401901234"),
        ("Karim", PersonKind.ADULT, "far", 41, ""),
        ("Yusuf", PersonKind.CHILD, "søn", 15, ""),
        ("Lina", PersonKind.CHILD, "datter", 9, ""),
        ("Noor", PersonKind.CHILD, "datter", 3, ""),
    )
    for position, (name, kind, relation, years, number) in enumerate(people):
        world.people[name] = uuid.uuid4()
        person = Person(
            id=world.people[name],
            family_id=world.family,
            name=f"{name} Solsikke",
            kind=kind,
            relation=relation,
            born_on=clock.today() - timedelta(days=years * 366),
            position=position,
            note=f"{name} går på Eksempelskolen",
        )
        if number:
            cpr.set_cpr(person, number)
        db.session.add(person)


def add_team(world: World) -> None:
    """Who works with Familien Solsikke; Dorthe works with the other family."""
    start = clock.today() - timedelta(days=200)
    team = [(world.family, name, kind) for name, kind in TEAM.items()]
    for family, name, kind in [*team, (world.other_family, "Dorthe", AttachmentKind.CONTACT_PERSON)]:
        db.session.add(Attachment(family_id=family, user_id=world.users[name], kind=kind, from_on=start))


def add_consents(world: World) -> None:
    """Everybody shares everything between the first four departments; nobody shares with health, or from it."""
    sides = [one for one in DEPARTMENTS if one != "SUF"]
    for person in world.people.values():
        for owner in sides:
            for reader in [*sides, COORDINATION]:
                if owner != reader:
                    db.session.add(consent(world, person, owner, reader))


def consent(world: World, person: uuid.UUID, owner: str, reader: str, **more: Any) -> Consent:
    """A consent that is in force."""
    day = clock.today()
    # The grown answer for themselves, Yusuf since his birthday; the little ones' is the old kind, for both parents.
    grown = [world.people[one] for one in ("Amina", "Karim", "Yusuf")]
    values: dict[str, Any] = {
        "given_by_id": person if person in grown else None,
        "extent": Extent.FULL,
        "given_on": day - timedelta(days=100),
        "expires_on": day + timedelta(days=100),
    }
    return Consent(family_id=world.family, person_id=person, owner=owner, reader=reader, **{**values, **more})


def add_plan(world: World) -> None:
    """One goal, one agreement that is late, one measure with a time on Tuesdays, and meetings."""
    now, today = clock.now(), clock.today()
    db.session.add(
        PlanMeeting(
            family_id=world.family, starts_at=now - timedelta(days=24), place="Eksempelhuset", held=True, edition=4
        )
    )
    db.session.add(
        PlanMeeting(
            family_id=world.family, starts_at=now + timedelta(days=8), place="Eksempelhuset", interpreter_booked=True
        )
    )
    db.session.add(
        Goal(
            id=world.goal,
            family_id=world.family,
            position=1,
            title="Rolige morgener",
            words="Vi vil have ro om morgenen.",
            start=2,
            last=4,
            now=5,
            good_enough=8,
            next_step="Yusuf lægger sin telefon i køkkenet.",
            agreed_on=today,
        )
    )
    db.session.add(
        Agreement(
            id=world.agreement,
            family_id=world.family,
            text="Aftale fast plads i klassen",
            user_id=world.users["Bo"],
            due_on=today - timedelta(days=7),
            created_at=now - timedelta(days=30),
        )
    )
    db.session.flush()
    add_measure(world)
    db.session.add(
        SectionRecord(
            family_id=world.family,
            section_id="social/support",
            assessment="Det går bedre hjemme.",
            details={"own": {}, "people": {}},
        )
    )


def add_measure(world: World) -> None:
    """Family treatment for everybody, Tuesdays from four."""
    db.session.add(
        Measure(
            id=world.measure,
            family_id=world.family,
            section_id="social/support",
            type_key="family-treatment",
            title="Familiebehandling",
            status=MeasureStatus.RUNNING,
            responsible_id=world.users["Mette"],
            created_at=clock.now() - timedelta(days=60),
            person_links=[MeasurePerson(person_id=one, family_id=world.family) for one in world.people.values()],
            goal_links=[MeasureGoal(goal_id=world.goal, family_id=world.family)],
        )
    )
    db.session.flush()
    db.session.add(
        Appointment(
            id=world.appointment,
            family_id=world.family,
            section_id="social/support",
            measure_id=world.measure,
            title="Familiebehandling",
            repeats=Repeats.WEEKLY,
            from_on=tuesday(),
            starts=time(16),
            ends=time(17, 30),
            person_links=[AppointmentPerson(person_id=one, family_id=world.family) for one in world.people.values()],
        )
    )


def tuesday() -> date:
    """A Tuesday a few weeks ago."""
    day = clock.today() - timedelta(days=28)
    return day - timedelta(days=day.weekday() - 1)
