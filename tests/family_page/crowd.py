"""A family as large as they come, and one as small: what a page costs must not depend on it."""

import uuid
from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment
from hfi.consent.models import Consent, Extent
from hfi.families.models import Person, PersonKind
from hfi.plan.models import (
    Agreement,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePerson,
    Reading,
    SectionRecord,
    SectorPlan,
)
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats
from tests.store import Store
from tests.world import DEPARTMENTS, World

SECTIONS = (
    "social/support",
    "employment/work",
    "children/wellbeing",
    "children/attendance",
    "children/health-visiting",
    "leisure/leisure",
    "health/health",
)
MONTHS = [date(2026, month, 1) for month in range(5, 11)]


def settle_small(world: World, store: Store) -> list[uuid.UUID]:
    """Next door live two people; everybody of the team works with them as well. The people's ids."""
    team = store.all(sa.select(Attachment.user_id, Attachment.kind).where(Attachment.family_id == world.family))
    start = clock.today() - timedelta(days=100)
    store.add(*(Attachment(family_id=world.other_family, user_id=who, kind=kind, from_on=start) for who, kind in team))
    people = add_people(store, world.other_family, 2)
    add_content(store, world.other_family, people, 1)
    return people


def settle_large(world: World, store: Store) -> list[uuid.UUID]:
    """Familien Solsikke becomes twelve, with all that can be in a plan."""
    people = [*world.people.values(), *add_people(store, world.family, 7)]
    add_content(store, world.family, people, 8)
    return people


def add_people(store: Store, family: uuid.UUID, number: int) -> list[uuid.UUID]:
    """So many more children of six and up."""
    ids = [uuid.uuid4() for _ in range(number)]
    store.add(
        *(
            Person(
                id=one, family_id=family, name=f"Barn{n} Solsikke", kind=PersonKind.CHILD, relation="barn",
                born_on=date(2008 + n, 3, 1), position=10 + n,
            )
            for n, one in enumerate(ids)
        )
    )  # fmt: skip
    return ids


def add_content(store: Store, family: uuid.UUID, people: list[uuid.UUID], times: int) -> None:
    """Goals, measures, agreements, appointments, plans, readings and consents; `times` as many of each."""
    goals = [uuid.uuid4() for _ in range(times)]
    base: dict[str, Any] = {"family_id": family}
    now, today = clock.now(), clock.today()
    add_consents(store, base, people)
    frame = {**base, "section_id": "children/attendance", "indicator": "school_absence", "value": 12}
    store.add(*(Reading(**frame, person_id=one, month=month) for one in people for month in MONTHS))
    store.add(*(Goal(id=one, **base, position=n, title=f"Mål {n}", agreed_on=today) for n, one in enumerate(goals, 5)))
    store.add(*(Agreement(**base, text=f"Aftale {n}", due_on=today, created_at=now) for n in range(times)))
    for section in SECTIONS:
        for n in range(times):
            add_measure(store, base, section, people, goals, n)
        store.add(SectorPlan(**base, section_id=section, kind="x", lines="Linjer", person_id=people[0], created_at=now))
    written = store.list(sa.select(SectionRecord.section_id).where(SectionRecord.family_id == family))
    empty = {"own": {}, "people": {}}
    store.add(*(SectionRecord(**base, section_id=one, details=empty) for one in SECTIONS if one not in written))


def add_measure(
    store: Store, base: dict[str, Any], section: str, people: list[uuid.UUID], goals: list[uuid.UUID], n: int
) -> None:
    """A measure for everybody, with a time in the week."""
    measure, family = uuid.uuid4(), base["family_id"]
    store.add(
        Measure(
            id=measure, **base, section_id=section, type_key="x", title=f"Tiltag {n}", status="running",
            created_at=clock.now(),
            person_links=[MeasurePerson(person_id=one, family_id=family) for one in people],
            goal_links=[MeasureGoal(goal_id=one, family_id=family) for one in goals],
        )
    )  # fmt: skip
    store.add(
        Appointment(
            **base, section_id=section, measure_id=measure, title=f"Tid {n}", repeats=Repeats.WEEKLY,
            from_on=clock.today() - timedelta(days=n), starts=time(8 + n), ends=time(9 + n),
            person_links=[AppointmentPerson(person_id=one, family_id=family) for one in people],
        )
    )  # fmt: skip


def add_consents(store: Store, base: dict[str, Any], people: list[uuid.UUID]) -> None:
    """Everybody shares everything with everybody."""
    day = clock.today()
    frame = {**base, "extent": Extent.FULL, "given_on": day, "expires_on": day + timedelta(days=9)}
    sides = [(owner, reader) for owner in DEPARTMENTS for reader in DEPARTMENTS if owner != reader]
    store.add(
        *(Consent(**frame, person_id=one, owner=owner, reader=reader) for one in people for owner, reader in sides)
    )
