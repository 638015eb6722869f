"""The staff of the demo: the core team, those around it, and as many more as a benchmark wants."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from hfi.access.roles import Profession, Role
from hfi.demo.town import Town

DOMAIN = "demo.example"
COORDINATOR = "tovholder"
KEEPERS = {
    "social/support": "sof",
    "employment/work": "bif",
    "children/wellbeing": "buf-psykolog",
    "children/attendance": "buf-fravaer",
    "children/health-visiting": "buf-sundhed",
    "leisure/leisure": "kff",
    "health/health": "suf",
}
"""Who keeps which section, unless the family's own data name somebody else."""
PAIRING = ("sof", "bif", "buf-psykolog", "kff", "suf", "buf-sundhed")
"""Contact persons of generated families: around this ring, never the opposite one, who has the same department."""
STEPS = (1, 2, 4, 5)
FAMILIES_PER_CREW = len(PAIRING) * len(STEPS)
"""Each of the six is then the contact person of eight families."""
CREW_KEYS = (*PAIRING, "buf-fravaer", COORDINATOR)


@dataclass(frozen=True)
class Post:
    """A position and who has it; `title` is what the list of demo logins says."""

    login: str
    name: str
    title: str
    role: Role = Role.PROFESSIONAL
    department: str = ""
    profession: Profession | None = None
    phone: str = ""
    hours: str = "man–fre kl. 9–15"

    @property
    def email(self) -> str:
        """The name to log in with."""
        return f"{self.login}@{DOMAIN}"


@dataclass(frozen=True)
class Colleague:
    """Somebody of the staff, with the id that their row has."""

    id: uuid.UUID
    post: Post

    @property
    def first_name(self) -> str:
        """`Mette`."""
        return self.post.name.split()[0]

    @property
    def in_log(self) -> dict[str, Any]:
        """The columns of a log row that say who."""
        return {"actor_id": self.id, "role": self.post.role.value, "department": self.post.department}


@dataclass(frozen=True)
class Crew:
    """The colleagues who work together with the same families, by the key that the families' data use."""

    colleagues: Mapping[str, Colleague]

    def __getitem__(self, key: str) -> Colleague:
        return self.colleagues[key]

    @property
    def coordinator(self) -> Colleague:
        """Who coordinates all of the crew's families."""
        return self.colleagues[COORDINATOR]

    def keeper(self, section_id: str) -> Colleague:
        """Who keeps the section; the coordinator for one that nobody was named for."""
        return self.colleagues[KEEPERS.get(section_id, COORDINATOR)]


def post(key: str, found: dict[str, Any]) -> Post:
    """A position of the data file; its key is the login, unless it names another."""
    role = Role(found.get("role", Role.PROFESSIONAL))
    profession = Profession(found["profession"]) if "profession" in found else None
    return Post(**{"login": key, **found, "role": role, "profession": profession})


def posts(group: Mapping[str, Any]) -> dict[str, Post]:
    """The positions of a town's team, or of those around it."""
    return {key: post(key, dict(found)) for key, found in group.items()}


def crew(found: Mapping[str, Post], rng: Random) -> Crew:
    """Somebody in each position."""
    return Crew({key: Colleague(uuid.UUID(int=rng.getrandbits(128), version=4), one) for key, one in found.items()})


def extra_posts(number: int, models: Mapping[str, Post]) -> dict[str, Post]:
    """The positions of a generated crew, counted from 0; its people are numbered, as there are too many for names."""
    first = number * len(CREW_KEYS) + 1
    return {
        key: replace(models[key], login=f"medarbejder{worker}", name=f"Medarbejder {worker}")
        for worker, key in enumerate(CREW_KEYS, first)
    }


def pair(index: int) -> tuple[str, str]:
    """The two contact persons, of two departments, of a generated crew's family with this index."""
    first = index % len(PAIRING)
    step = STEPS[index // len(PAIRING) % len(STEPS)]
    return PAIRING[first], PAIRING[(first + step) % len(PAIRING)]


def coordinators(found: Mapping[str, Post]) -> list[str]:
    """The keys of those who coordinate."""
    return [key for key, one in found.items() if one.role is Role.COORDINATOR]


def logins(place: Town) -> list[tuple[str, str, str]]:
    """E-mail, name and position of everybody with a name: the core team and those around it."""
    named = [*posts(place.team).values(), *posts(place.others).values()]
    return [(one.email, one.name, one.title) for one in named]
