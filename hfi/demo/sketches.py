"""What the data files say of a family, before it becomes rows."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hfi.demo.when import When

FOLDER = Path(__file__).parent / "households"
EVERYBODY = ("everybody",)


@dataclass(frozen=True)
class ChangeSketch:
    """What a colleague changed on a day, and what stood there before."""

    at: When
    by: str
    before: Mapping[str, Any]


@dataclass(frozen=True)
class MemberSketch:
    """Somebody in the family; `work` is the situation, what they live on, and hours a week."""

    name: str
    relation: str
    age: int | None = None
    born: int | None = None
    expected: int | None = None
    twin: str = ""
    kind: str = ""
    note: str = ""
    phone: str = ""
    address: str = ""
    likes: str = ""
    elsewhere: bool = False
    protected: bool = False
    work: tuple[str, str, int] = ("", "", 0)
    documentation: str = ""


@dataclass(frozen=True)
class GoalSketch:
    """A goal of the library by its key, or one of its own; what is given here wins."""

    scale: tuple[int, int, int, int]
    key: str = ""
    whose: str = ""
    title: str = ""
    words: str = ""
    step: str = ""
    status: str = "active"
    changed: tuple[ChangeSketch, ...] = ()


@dataclass(frozen=True)
class MeasureSketch:
    """An offer of the library, for these people; what is given here wins."""

    offer: str
    who: tuple[str, ...]
    by: str
    start: When
    end: When | None = None
    goals: tuple[int, ...] = ()
    status: str = ""
    reason: str = ""
    title: str = ""
    short: str = ""
    plain: str = ""
    next: str = ""
    provider: str = ""
    place: str = ""
    activity: str = ""
    themes: tuple[str, ...] = ()
    week: tuple[str, ...] = ()
    attend: tuple[str, ...] = ()
    new: bool = False
    made: When | None = None
    changed: tuple[ChangeSketch, ...] = ()
    kept: tuple[str, ...] = ()
    """From whom the child keeps it on paper."""


@dataclass(frozen=True)
class AgreementSketch:
    """Who (a name in the family) or by whom (a colleague's key) something is done, by when or how often."""

    text: str
    who: str = ""
    by: str = ""
    due: When | None = None
    rhythm: str = ""
    goal: int | None = None
    done: When | None = None
    made: When | None = None


@dataclass(frozen=True)
class ConsentSketch:
    """Where a consent is not the usual one: "full" of everybody, between all departments."""

    who: str
    owner: str = "*"
    extent: str = "full"
    until: When | None = None


@dataclass(frozen=True)
class NamingSketch:
    """A colleague is named by another one, for a section, or without one for who people are."""

    who: str
    by: str
    reason: str
    start: When
    end: When | None = None
    section: str = ""
    about: str = ""


@dataclass(frozen=True)
class ConfidenceSketch:
    """A confidential note about these people, for its author and these colleagues."""

    by: str
    kind: str
    who: tuple[str, ...]
    on: When
    text: str
    readers: tuple[str, ...] = ()


@dataclass(frozen=True)
class LawSketch:
    """Something that is shared by law, written down by a colleague (a key)."""

    owner: str
    reader: str
    who: tuple[str, ...]
    paragraph: str
    reason: str
    by: str
    start: When
    end: When


@dataclass(frozen=True)
class MeetingSketch:
    """The next plan meeting."""

    on: When
    at: str
    place: str
    interpreter: bool = False
    question: str = ""


@dataclass(frozen=True)
class SectionSketch:
    """A section that is written out; dates are counted from today."""

    assessment: str
    by: str
    confirmed: When
    ready: bool = False
    own: Mapping[str, Any] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    changed: tuple[ChangeSketch, ...] = ()


@dataclass(frozen=True)
class FamilySketch:
    """A family as its author thought of it. `agreements` None: they are made from what the measures offer.

    `programme` is the municipality's first when nothing is said. `leaves` has the last day of a contact person whom
    nobody follows. `minutes`, one for each meeting that was held, make versions of the plan.
    """

    reference: str
    name: str
    area: str
    address: str
    enrolled: When
    contacts: tuple[str, ...]
    dream: str
    story: str
    works: tuple[str, ...]
    never_again: tuple[str, ...]
    members: tuple[MemberSketch, ...]
    goals: tuple[GoalSketch, ...]
    measures: tuple[MeasureSketch, ...]
    programme: str = ""
    interpreter: str = ""
    protected: bool = False
    closed: When | None = None
    leaves: Mapping[str, When] = field(default_factory=dict)
    last_meeting: When | None = None
    next_meeting: MeetingSketch | None = None
    minutes: tuple[str, ...] = ()
    agreements: tuple[AgreementSketch, ...] | None = None
    consents: tuple[ConsentSketch, ...] = ()
    namings: tuple[NamingSketch, ...] = ()
    confidences: tuple[ConfidenceSketch, ...] = ()
    grounds: tuple[LawSketch, ...] = ()
    readings: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    sections: Mapping[str, SectionSketch] = field(default_factory=dict)
    young: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What young people have on their own pages, by name; see `young.py`."""
    late: int = 0
    stale: tuple[str, ...] = ()
    everyone: bool = True
    """Whether everybody was asked by all departments, or by each of those at work only those it works with."""


def written_out(files: Iterable[str]) -> Iterator[FamilySketch]:
    """The families of the data files."""
    for name in files:
        for found in tomllib.loads((FOLDER / f"{name}.toml").read_text())["families"]:
            yield family(found)


def family(found: dict[str, Any]) -> FamilySketch:
    """A family of a data file."""
    found["story"] = found["story"].strip()
    for key in ("contacts", "works", "never_again", "stale", "minutes"):
        found[key] = tuple(found.get(key, ()))
    found["members"] = tuple(
        MemberSketch(**{**one, "work": tuple(one.get("work", ("", "", 0)))}) for one in found["members"]
    )
    found["goals"] = tuple(GoalSketch(**changing(one, "scale")) for one in found["goals"])
    found["measures"] = tuple(measure(one) for one in found["measures"])
    if "agreements" in found:
        found["agreements"] = tuple(AgreementSketch(**one) for one in found["agreements"])
    if "next_meeting" in found:
        found["next_meeting"] = MeetingSketch(**found["next_meeting"])
    found["consents"] = tuple(ConsentSketch(**one) for one in found.get("consents", ()))
    found["namings"] = tuple(naming(one) for one in found.get("namings", ()))
    found["confidences"] = tuple(
        ConfidenceSketch(**with_tuples(one, "who", "readers")) for one in found.get("confidences", ())
    )
    found["grounds"] = tuple(LawSketch(**{**one, "who": tuple(one["who"])}) for one in found.get("grounds", ()))
    found["sections"] = {key: section(one) for key, one in found.get("sections", {}).items()}
    return FamilySketch(**found)


def measure(found: dict[str, Any]) -> MeasureSketch:
    """A measure of a data file."""
    found["start"], found["end"] = found.pop("from"), found.pop("to", None)
    return MeasureSketch(**changing(found, "who", "goals", "week", "attend", "themes", "kept"))


def naming(found: dict[str, Any]) -> NamingSketch:
    """A naming of a data file."""
    found["start"], found["end"] = found.pop("from"), found.pop("to", None)
    return NamingSketch(**found)


def section(found: dict[str, Any]) -> SectionSketch:
    """A section of a data file."""
    found["assessment"] = found["assessment"].strip()
    return SectionSketch(**changing(found))


def changing(found: dict[str, Any], *lists: str) -> dict[str, Any]:
    """The same with its lists as tuples, and its changes read."""
    found["changed"] = tuple(ChangeSketch(**one) for one in found.get("changed", ()))
    return with_tuples(found, *lists)


def with_tuples(found: dict[str, Any], *lists: str) -> dict[str, Any]:
    """The same with its lists as tuples."""
    return found | {key: tuple(found[key]) for key in lists if key in found}
