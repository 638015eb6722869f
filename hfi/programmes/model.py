"""A programme, read from its TOML file and checked."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from hfi.programmes.parts import RuleKind, TargetRule

FOLDER = Path(__file__).parent


class ProgrammeError(RuntimeError):
    """A programme's file is not as it has to be; the message says where."""


@dataclass(frozen=True)
class MunicipalDepartment:
    """A department of the municipality, and the professional areas that it owns."""

    code: str
    name: str
    family_name: str
    areas: tuple[str, ...]


@dataclass(frozen=True)
class HousingArea:
    """A housing area that the programme takes families from."""

    name: str
    district: str


@dataclass(frozen=True)
class Programme:
    """What differs between two programmes. Names are the municipality's own, in its own language."""

    key: str
    municipality: str
    municipality_name: str
    name: str
    place: str
    reference_prefix: str
    contact_title: str
    coordinator_title: str
    coordinator_has_authority: bool
    contact_persons: int
    contact_persons_from_different_departments: bool
    most_families_per_contact_person: int
    capacity: int
    capacity_first_year: int
    started_on: Any
    follow_up_weeks: int
    support_phone: str
    departments: tuple[MunicipalDepartment, ...]
    housing_areas: tuple[HousingArea, ...]
    target_group: tuple[TargetRule, ...] = ()
    enrolment_months: int = 0
    first_meeting_working_days: int = 15

    def owner(self, area: str) -> MunicipalDepartment | None:
        """The department that owns the professional area; None when no department is named for it."""
        return next((one for one in self.departments if area in one.areas), None)

    def capacity_on(self, day: date) -> int:
        """How many families the programme has room for on that day."""
        return self.capacity_first_year if day.year == self.started_on.year else self.capacity

    def department(self, code: str) -> MunicipalDepartment | None:
        """The department with this code."""
        return next((one for one in self.departments if one.code == code), None)


def read_programme(path: Path) -> Programme:
    """The programme in the file. Raises ProgrammeError that names the file and the key."""
    try:
        content = tomllib.loads(path.read_text())
        departments = tuple(
            MunicipalDepartment(**{**one, "areas": tuple(one["areas"])}) for one in content.pop("departments")
        )
        areas = tuple(HousingArea(**one) for one in content.pop("housing_areas"))
        rules = tuple(TargetRule(**{**one, "kind": RuleKind(one["kind"])}) for one in content.pop("target_group", ()))
        programme = Programme(
            key=path.stem, departments=departments, housing_areas=areas, target_group=rules, **content
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ProgrammeError(f"{path.name}: {error}") from error
    refuse_shared_areas(programme)
    return programme


def refuse_shared_areas(programme: Programme) -> None:
    """One area has one owner."""
    areas = [area for one in programme.departments for area in one.areas]
    twice = {area for area in areas if areas.count(area) > 1}
    if twice:
        raise ProgrammeError(f"{programme.key}.toml: {', '.join(sorted(twice))} has more than one owner.")


def init_app(app: Flask) -> None:
    """Load the programmes of this installation's municipality; an unknown municipality stops the start."""
    found = [read_programme(path) for path in sorted(FOLDER.glob("*.toml"))]
    mine = {one.key: one for one in found if one.municipality == app.config["MUNICIPALITY"]}
    if not mine:
        known = ", ".join(sorted({one.municipality for one in found}))
        raise ProgrammeError(f"HFI_MUNICIPALITY={app.config['MUNICIPALITY']} has no programme. Known: {known}.")
    app.extensions["hfi.programmes"] = mine


def programmes() -> dict[str, Programme]:
    """This installation's programmes by key."""
    found: dict[str, Programme] = current_app.extensions["hfi.programmes"]
    return found


def programme_of(key: str) -> Programme:
    """The programme with this key."""
    return programmes()[key]


def main_programme() -> Programme:
    """The first programme of the installation: its names stand where no family is shown."""
    return next(iter(programmes().values()))
