"""The demo's texts: what the departments offer, goals that families set, and what stands in the sections."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
FOR_CHILDREN = ("child", "small", "school")
AREAS = ("social", "employment", "children", "leisure", "health")


@dataclass(frozen=True)
class Offer:
    """A measure that a department offers, in plain words; `whom` says whom it usually is for."""

    key: str
    section: str
    type: str
    title: str
    whom: str
    months: int
    plain: tuple[str, ...]
    next: tuple[str, ...]
    says: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[tuple[str, str], ...]
    week: tuple[str, ...]
    place: str = ""
    legal_ground: str = ""
    provider: str = ""
    activity: str = ""
    themes: tuple[str, ...] = ()
    promised_by: str = ""

    @property
    def promised_by_grown_up(self) -> bool:
        """Whether a grown-up promises what the offer asks of the family, as the child it is for is too young."""
        return self.whom in FOR_CHILDREN and not self.promised_by

    @property
    def area(self) -> str:
        """The professional area whose section it is in."""
        return self.section.partition("/")[0]


@dataclass(frozen=True)
class GoalText:
    """A goal in families' own words; `helps` names the offers that usually serve it."""

    title: str
    whom: str
    words: tuple[str, ...]
    steps: tuple[str, ...]
    helps: tuple[str, ...]


@cache
def read(name: str) -> Mapping[str, Any]:
    """A file of texts."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


@cache
def offers() -> Mapping[str, Offer]:
    """All offers by key."""
    return {key: offer(key, dict(found)) for area in AREAS for key, found in read(area).items()}


def offer(key: str, found: dict[str, Any]) -> Offer:
    """An offer of a file; its key is its type, unless it names another."""
    found["whom"] = found.pop("for")
    found["theirs"] = tuple((text, rhythm) for text, rhythm in found["theirs"])
    lists: dict[str, Any] = {
        name: tuple(found[name]) for name in ("plain", "next", "says", "ours", "week", "themes") if name in found
    }
    return Offer(**{"type": key, **found, **lists}, key=key)


@cache
def goals() -> Mapping[str, GoalText]:
    """All goals by key."""
    return {
        key: GoalText(found["title"], found["for"], tuple(found["words"]), tuple(found["steps"]), tuple(found["helps"]))
        for key, found in read("goals").items()
    }


def and_list(names: tuple[str, ...]) -> str:
    """`Lina, Noor og Yusuf`; names are only those in the data, so no language but Danish is asked for."""
    return " og ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
