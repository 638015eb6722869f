"""The stated facts about two families: who is in them, who works with them, and what they let whom see."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, Naming
from hfi.access.roles import Role
from hfi.access.terms import Level, Relation
from hfi.consent.models import COORDINATION, Consent, Extent, LegalGround, LegalGroundPerson
from hfi.families.models import Person, PersonKind
from tests.proof.canaries import Aviary
from tests.world import DEPARTMENTS, OTHER_REFERENCE, PERSONAS, REFERENCE, TEAM, World, consent

NEIGHBOURS = (
    ("Ali", PersonKind.ADULT, "far", 44),
    ("Sara", PersonKind.ADULT, "mor", 40),
    ("Adam", PersonKind.CHILD, "søn", 8),
)
NEIGHBOURS_TEAM = {
    "Dorthe": AttachmentKind.CONTACT_PERSON,
    "Jonas": AttachmentKind.CONTACT_PERSON,
    **dict.fromkeys(("Bo", "Ditte", "Rikke", "Emil", "Hanne"), AttachmentKind.TEAM),
}
PARENTS = {"Amina", "Karim", "Ali", "Sara"}
OWN_ANSWER = PARENTS | {"Yusuf"}
NEEDED = {Level.DEPARTMENT: Extent.FULL, Level.SENSITIVE: Extent.SENSITIVE}
NAMED = (
    ("solsikke", "Bo", Level.IDENTITY, "", None),
    ("solsikke", "Rikke", Level.IDENTITY, "", "Amina"),
    ("solsikke", "Jonas", Level.SENSITIVE, "health/health", None),
    ("solsikke", "Emil", Level.SENSITIVE, "children/health-visiting", "Noor"),
    ("solsikke", "Sanne", Level.SENSITIVE, "children/health-visiting", None),
    ("birkelov", "Jonas", Level.IDENTITY, "", None),
    ("birkelov", "Bo", Level.IDENTITY, "", "Ali"),
    ("birkelov", "Emil", Level.SENSITIVE, "social/support", "Adam"),
)
"""Who is named, for what, and for whom; for everybody where there is no name."""


@dataclass
class Home:
    """One family. `given` says how much of a person's an owning department may show a reading side; `law` the same."""

    key: str
    family: uuid.UUID
    reference: str
    people: dict[str, uuid.UUID]
    team: dict[str, AttachmentKind]
    protected: frozenset[uuid.UUID] = frozenset()
    given: dict[tuple[uuid.UUID, str, str], Extent] = field(default_factory=dict)
    law: dict[tuple[uuid.UUID, str, str], Extent] = field(default_factory=dict)
    namings: list[tuple[str, Level, str, uuid.UUID | None]] = field(default_factory=list)

    @property
    def everybody(self) -> frozenset[uuid.UUID]:
        """The ids of all in the family, who live together."""
        return frozenset(self.people.values())

    @property
    def children(self) -> frozenset[uuid.UUID]:
        """Those of whom both parents have custody."""
        return frozenset(one for name, one in self.people.items() if name not in PARENTS)

    @property
    def parents(self) -> frozenset[uuid.UUID]:
        """The grown."""
        return self.everybody - self.children

    def relation(self, name: str) -> Relation:
        """How one of the stories stands to the family when nobody changed it."""
        if PERSONAS[name][0] is Role.MANAGER:
            return Relation.MANAGER
        return Relation(self.team[name].value) if name in self.team else Relation.NONE

    def shares(self, owner: str, side: str, people: Collection[uuid.UUID], level: Level, consents: bool) -> bool:
        """Whether everybody concerned lets the owner show the side so much; without `consents` by law alone."""
        ways = [(one, owner, side) for one in people]
        given = [max(self.given[way].rank if consents and way in self.given else 0, self.law_rank(way)) for way in ways]
        return level in NEEDED and bool(ways) and min(given) >= NEEDED[level].rank

    def law_rank(self, way: tuple[uuid.UUID, str, str]) -> int:
        """How much the law allows."""
        return self.law.get(way, Extent.NONE).rank

    def is_named(self, name: str, level: Level, section: str, people: Collection[uuid.UUID]) -> bool:
        """Whether somebody is named for all whom it concerns."""
        mine = {person for who, at, where, person in self.namings if (who, at, where) == (name, level, section)}
        return None in mine or (bool(mine) and set(people) <= mine)


def build_homes(world: World) -> tuple[Home, Home]:
    """The two families, before anything is said of sharing."""
    solsikke = Home("solsikke", world.family, REFERENCE, dict(world.people), dict(TEAM))
    ids = {name: uuid.uuid4() for name, *_rest in NEIGHBOURS}
    birkelov = Home("birkelov", world.other_family, OTHER_REFERENCE, ids, NEIGHBOURS_TEAM, frozenset({ids["Adam"]}))
    return solsikke, birkelov


def move_in(session: Session, world: World, home: Home) -> None:
    """The people who were not there, and those who work with them."""
    for position, (name, kind, relation, years) in enumerate(NEIGHBOURS if home.key == "birkelov" else ()):
        born = clock.months_after(clock.today(), -12 * years - 6)
        person = Person(id=home.people[name], family_id=home.family, name=name, kind=kind, relation=relation)
        person.born_on, person.position, person.protected = born, position, person.id in home.protected
        session.add(person)
    there = set(session.scalars(sa.select(Attachment.user_id).where(Attachment.family_id == home.family)))
    for name, kind in home.team.items():
        if world.users[name] not in there:
            user, start = world.users[name], clock.months_after(clock.today(), -6)
            session.add(Attachment(family_id=home.family, user_id=user, kind=kind, from_on=start))
    session.flush()


def extent(name: str, owner: str, side: str) -> Extent:
    """What somebody said of an owner and a reading side: they do not all say the same."""
    if name in ("Sara",) or (name == "Noor" and side == "KFF"):
        return Extent.TIMES_ONLY
    if name == "Yusuf" and owner == "BUF":
        return Extent.NONE
    return Extent.FULL if name in ("Karim", "Ali", "Yusuf") else Extent.SENSITIVE


def agree(session: Session, world: World, home: Home) -> None:
    """Their answers, in place of those of the stories."""
    session.execute(sa.delete(Consent).where(Consent.family_id == home.family))
    here = replace(world, family=home.family)
    for name, person in home.people.items():
        for owner in DEPARTMENTS:
            for side in (*DEPARTMENTS, COORDINATION):
                if owner != side:
                    home.given[person, owner, side] = extent(name, owner, side)
                    by = person if name in OWN_ANSWER else None
                    more = {"extent": extent(name, owner, side), "given_by_id": by}
                    session.add(consent(here, person, owner, side, **more))


def invoke_law(session: Session, world: World, home: Home, aviary: Aviary) -> None:
    """The law lets the health department tell the social one of the youngest, whatever anybody says."""
    person = home.people["Noor" if home.key == "solsikke" else "Adam"]
    home.law[person, "SUF", "SOF"] = Extent.SENSITIVE
    reason = aviary.word(f"{home.key} ground", home.family, ground=True, readers=frozenset({"Hanne"}))
    session.add(
        LegalGround(
            family_id=home.family,
            owner="SUF",
            reader="SOF",
            extent=Extent.SENSITIVE,
            paragraph="Barnets lov § 1",
            reason=reason,
            from_on=clock.today(),
            to_on=clock.today(),
            recorded_at=clock.now(),
            recorded_by_id=world.users["Hanne"],
            person_links=[LegalGroundPerson(person_id=person, family_id=home.family)],
        )
    )


def name_readers(session: Session, world: World, home: Home) -> None:
    """Those who are named in this family; their reasons are planted elsewhere."""
    for key, name, level, section, about in NAMED:
        if key == home.key:
            person = home.people[about] if about else None
            home.namings.append((name, level, section, person))
            values = {"user_id": world.users[name], "level": level, "section_id": section, "person_id": person}
            values |= {"from_on": clock.today(), "named_by_id": world.users["Stig"], "family_id": home.family}
            session.add(Naming(**values))
