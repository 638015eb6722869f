"""Plants a word of its own in every text of two families: of each member, in each section, at each level."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, Conflict, ConflictKind, Naming
from hfi.access.terms import Action, Level
from hfi.confidences.models import Confidence, ConfidenceKind, ConfidencePerson, ConfidenceReader
from hfi.families import cpr
from hfi.families.models import Family, Person
from hfi.fields import LineField, TextField
from hfi.plan.checklist import ChecklistField
from hfi.plan.department import registry
from hfi.plan.goal_history import DepartmentGoal
from hfi.plan.models import (
    Agreement,
    AgreementKeptFrom,
    Goal,
    Measure,
    MeasureGoal,
    MeasureKeptFrom,
    MeasurePerson,
    MeasureStatus,
    SectionKeptFrom,
    SectionPerson,
    SectionRecord,
    SectorPlan,
)
from hfi.plan.section import Section
from hfi.plan.section_form import field_infos
from hfi.programmes.model import Programme
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats
from hfi.young import models as young
from tests.proof.canaries import Aviary
from tests.proof.homes import Home
from tests.world import World

CONCERNED = {"social/support": None, "children/attendance": ("Lina",), "children/health-visiting": ("Noor",)}
"""Whom a section of the first family names; in the others, and next door, it is whom the measures are for: all."""
MEASURE_TEXTS = ("title", "plain_words", "provider", "status_reason", "next_step", "legal_ground")
STORY = ("dream", "story", "what_works", "do_not_ask_again", "interpreter_language")
NOTES = {"solsikke": (("SOF", ("Mette", "Lis")), ("BUF", ("Bo",))), "birkelov": (("SOF", ("Dorthe",)),)}


@dataclass
class Garden:
    """A family on its way to being planted, and the ids of what its addresses can be about."""

    session: Session
    world: World
    home: Home
    aviary: Aviary
    programme: Programme
    items: dict[tuple[str, str], list[uuid.UUID]] = field(default_factory=dict)

    def word(self, where: str, **facts: Any) -> str:
        """A new word of this family."""
        return self.aviary.word(f"{self.home.key} {where}", self.home.family, **facts)

    def words(self, where: str, names: tuple[str, ...], **facts: Any) -> dict[str, str]:
        """A word for each of these columns."""
        return {name: self.word(f"{where} {name}", **facts) for name in names}

    def add(self, row: Any, section: str, kind: str) -> None:
        """A row that has an address."""
        self.session.add(row)
        self.items.setdefault((section, kind), []).append(row.id)

    def of(self, section: Section, level: Level, people: frozenset[uuid.UUID], **more: Any) -> dict[str, Any]:
        """The facts about a department's content."""
        owner = self.programme.owner(section.area)
        assert owner is not None
        return {"section": section, "level": level, "owner": owner.code, "people": people, **more}

    def base(self, **more: Any) -> dict[str, Any]:
        """The columns that all rows have."""
        return {"id": uuid.uuid4(), "family_id": self.home.family, **more}

    def links(self, model: Any, people: Any) -> list[Any]:
        """Rows that tie something to people."""
        return [model(person_id=one, family_id=self.home.family) for one in people]


def plant(garden: Garden) -> None:
    """All of it."""
    plant_family(garden)
    plant_people(garden)
    goal = plant_plan(garden)
    plant_young(garden)
    garden.session.flush()
    for number, section in enumerate(registry().sections):
        plant_section(garden, section, goal)
        for place, (name, person) in enumerate(garden.home.people.items()):
            plant_measures(garden, section, name, person, goal)
            plant_appointment(garden, section, name, person, 7 * number + place)
    garden.session.flush()
    plant_notes(garden)
    plant_reasons(garden)


def plant_family(garden: Garden) -> None:
    """The family's own words, and where it lives."""
    family = garden.session.get_one(Family, garden.home.family)
    for name, word in garden.words("family", STORY).items():
        setattr(family, name, word)
    family.name = f"Familien {garden.word('name')}"
    family.address = garden.word("address", leads_to=garden.home.everybody)
    family.story_told_on = clock.today()


def plant_people(garden: Garden) -> None:
    """Everybody's name and who they are; where they are to be found leads to them."""
    for name, item in garden.home.people.items():
        person, alone = garden.session.get_one(Person, item), frozenset({item})
        person.name = f"{name} {garden.word(f'{name} name')}"
        # One of them has no address but the family's.
        columns = ("phone", "note") if person.position == 0 else ("phone", "note", "address")
        for column, word in garden.words(name, columns, leads_to=alone).items():
            setattr(person, column, word)
        number = garden.aviary.number(f"{name} cpr", garden.home.family, level=Level.IDENTITY, people=alone)
        cpr.set_cpr(person, number)
        garden.items.setdefault(("", "member"), []).append(item)


def plant_plan(garden: Garden) -> uuid.UUID:
    """Goals and agreements of each; the id of a goal."""
    today = clock.today()
    for number, (name, person) in enumerate(garden.home.people.items()):
        goal_texts = garden.words(f"{name} goal", ("title", "words", "next_step"))
        scale = {"start": 1, "last": 2, "now": 3, "good_enough": 8, "agreed_on": today, "position": number + 2}
        goal = Goal(**garden.base(person_id=person, **scale), **goal_texts)
        garden.add(goal, "", "goal")
        plant_agreements(garden, name, person)
    return goal.id


def plant_agreements(garden: Garden, name: str, person: uuid.UUID) -> None:
    """What one of them promised, and what somebody at work did; a child keeps its own from the parents."""
    kept_from = garden.home.parents if person in garden.home.children else frozenset()
    own = garden.words(f"{name} agreement", ("text", "rhythm"), kept_from=kept_from)
    kept = garden.links(AgreementKeptFrom, kept_from)
    mine = Agreement(**garden.base(person_id=person, created_at=clock.now()), **own, kept_from_links=kept)
    garden.add(mine, "", "agreement")
    theirs = garden.words(f"{name} staff agreement", ("text", "rhythm"))
    late = {"due_on": clock.today() - timedelta(days=3), "user_id": garden.world.users["Bo"]}
    garden.add(Agreement(**garden.base(created_at=clock.now(), **late), **theirs), "", "agreement")


def plant_young(garden: Garden) -> None:
    """What the older children say themselves, who is around them and what they were promised; kept from the parents."""
    for name, person in garden.home.people.items():
        age = cpr.age(garden.session.get_one(Person, person).born_on, clock.today())
        if person not in garden.home.children or age not in garden.programme.young_ages:
            continue
        kept_from, base = garden.home.parents, garden.base
        said = garden.words(f"{name} own", tuple(young.SAYINGS), kept_from=kept_from)
        by = {"penned": young.Penned.SELF, "written_by_id": garden.world.users["Sanne"], "written_at": clock.now()}
        kept = garden.links(young.OwnWordsKeptFrom, kept_from)
        garden.session.add(young.OwnWords(**base(person_id=person), **by, **said, kept_from_links=kept))
        around = garden.words(f"{name} supporter", ("name", "relation", "helps"), kept_from=kept_from)
        kept = garden.links(young.SupporterKeptFrom, kept_from)
        near = base(person_id=person, ring=young.Ring.NEAR, created_at=clock.now(), kept_from_links=kept)
        garden.add(young.Supporter(**near, **around), "", "supporter")
        manner = garden.word(f"{name} promise manner")
        garden.add(
            young.ContactPromise(**base(person_id=person, times=4, promised_on=clock.today(), manner=manner)),
            "",
            "promise",
        )


def plant_section(garden: Garden, section: Section, goal: uuid.UUID) -> None:
    """What the department says in it: of those whom it concerns, and of each one.

    Its own goal stands under the shared one of somebody, and is about them.
    """
    everybody = garden.home.everybody
    names = CONCERNED.get(section.id) if garden.home.key == "solsikke" else None
    about = frozenset(garden.home.people[one] for one in names) if names else everybody
    kept_from = garden.home.parents if names else frozenset()
    facts = garden.of(section, section.level, about, kept_from=kept_from)
    details = {"own": own_words(garden, section, facts), "people": dict(person_words(garden, section))}
    garden.session.execute(
        sa.delete(SectionRecord).where(
            SectionRecord.family_id == garden.home.family, SectionRecord.section_id == section.id
        )
    )
    record = SectionRecord(
        **garden.base(section_id=section.id, details=details),
        assessment=garden.word(f"{section.id} assessment", **facts),
        person_links=garden.links(SectionPerson, about if names else ()),
        kept_from_links=garden.links(SectionKeptFrom, kept_from),
    )
    garden.session.add(record)
    whose = frozenset([*garden.home.people.values()][-1:])
    aimed = garden.words(f"{section.id} aim", ("text", "seen_by"), **garden.of(section, section.level, whose))
    aim = garden.base(goal_id=goal, section_id=section.id, created_at=clock.now())
    garden.add(DepartmentGoal(**aim, **aimed), section.id, "aim")


def own_words(garden: Garden, section: Section, facts: dict[str, Any]) -> dict[str, Any]:
    """A word in each of the department's own texts, and in both texts of a line to tick."""
    lists = [one.name for one in field_infos(section.form) if issubclass(one.kind, ChecklistField)]
    lines = {
        name: [[*garden.words(f"{section.id} {name}", ("what", "who"), **facts).values(), False]] for name in lists
    }
    return lines | {name: garden.word(f"{section.id} {name}", **facts) for name in texts_of(section.form)}


def person_words(garden: Garden, section: Section) -> Iterator[tuple[str, dict[str, str]]]:
    """The same for each person whom the section asks about."""
    for name, person in garden.home.people.items():
        row = garden.session.get_one(Person, person)
        if section.person_form and section.whom(row.kind, cpr.age(row.born_on, clock.today())):
            facts = garden.of(section, section.level, frozenset({person}))
            words = {one: garden.word(f"{section.id} {name} {one}", **facts) for one in texts_of(section.person_form)}
            yield f"p{person.hex}", words


def texts_of(form: Any) -> list[str]:
    """The names of a form's free texts."""
    return [one.name for one in field_infos(form) if issubclass(one.kind, LineField | TextField)]


def plant_measures(garden: Garden, section: Section, name: str, person: uuid.UUID, goal: uuid.UUID) -> None:
    """A measure as the section has it, a sensitive one, and one of the department's own plans."""
    alone = frozenset({person})
    for sensitive in (False, True):
        level = Level.SENSITIVE if sensitive else section.level
        kept_from = garden.home.parents if sensitive and person in garden.home.children else frozenset()
        facts = garden.of(section, level, alone, kept_from=kept_from)
        where = f"{section.id} {name} {'sensitive ' * sensitive}measure"
        measure = Measure(
            **garden.base(section_id=section.id, type_key="x", created_at=clock.now(), sensitive=sensitive),
            **garden.words(where, MEASURE_TEXTS, **facts),
            status=MeasureStatus.RUNNING,
            person_links=garden.links(MeasurePerson, alone),
            goal_links=[MeasureGoal(goal_id=goal, family_id=garden.home.family)],
            kept_from_links=garden.links(MeasureKeptFrom, kept_from),
        )
        garden.add(measure, section.id, "measure")
    own = garden.of(section, section.level, alone)
    own_plan = garden.base(section_id=section.id, kind="x", person_id=person, created_at=clock.now())
    words = garden.words(f"{section.id} {name} plan", ("reference", "lines"), **own)
    garden.add(SectorPlan(**own_plan, **words), section.id, "plan")


def plant_appointment(garden: Garden, section: Section, name: str, person: uuid.UUID, number: int) -> None:
    """A time of each week, of the person's own measure; every third is sensitive."""
    sensitive = number % 3 == 0
    alone, level = frozenset({person}), Level.SENSITIVE if sensitive else section.level
    facts, where = garden.of(section, level, alone), f"{section.id} {name} appointment"
    appointment = Appointment(
        **garden.base(section_id=section.id, sensitive=sensitive),
        measure_id=garden.items[section.id, "measure"][-1 if sensitive else -2],
        title=garden.word(f"{where} title", **facts),
        place=garden.word(f"{where} place", leads_to=alone, **facts),
        repeats=Repeats.WEEKLY,
        from_on=clock.today() - timedelta(days=7 + number % 7),
        starts=time(8 + number % 12),
        ends=time(8 + number % 12, 45),
        person_links=garden.links(AppointmentPerson, alone),
    )
    garden.add(appointment, "", "appointment")


def plant_notes(garden: Garden) -> None:
    """Confidential notes, each for the named people of its department."""
    for owner, names in NOTES[garden.home.key]:
        facts = {"level": Level.CONFIDENTIAL, "owner": owner, "readers": frozenset(names)}
        text = garden.word(f"note of {owner}", people=garden.home.everybody, **facts)
        author = garden.world.users[names[0]]
        own = garden.base(owner=owner, kind=ConfidenceKind.OTHER, author_id=author, created_at=clock.now())
        note = Confidence(**own, text=text, person_links=garden.links(ConfidencePerson, garden.home.everybody))
        garden.add(note, "", "confidence")
        garden.session.flush()
        for name in names:
            who = garden.world.users[name]
            garden.session.add(ConfidenceReader(confidence_id=note.id, user_id=who, family_id=garden.home.family))


def plant_reasons(garden: Garden) -> None:
    """Why somebody works with the family, why another must not, and why a third is named."""
    here, users = garden.home.family, garden.world.users
    texts = garden.words("attachment", ("reason", "end_reason"))
    over = {"from_on": clock.today() - timedelta(days=9), "to_on": clock.today() - timedelta(days=2)}
    tie = Attachment(**garden.base(user_id=users["Vera"], kind=AttachmentKind.TEAM), **over, **texts)
    garden.session.add(tie)
    told = garden.word("conflict reason", duty=Action.BLOCK)
    near = {"user_id": users["Tim"], "declared_by_id": users["Ole"], "kind": ConflictKind.NEIGHBOUR}
    garden.session.add(Conflict(**garden.base(from_on=clock.today() - timedelta(days=2)), **near, reason=told))
    for naming in garden.session.scalars(sa.select(Naming).where(Naming.family_id == here)).all():
        section = registry().by_id.get(naming.section_id)
        facts = garden.of(section, naming.level, frozenset()) if section else {"level": naming.level}
        naming.reason = garden.word(f"naming {naming.section_id}", duty=Action.NAME, **facts)
