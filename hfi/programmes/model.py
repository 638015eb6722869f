"""A programme, read from its TOML file and checked; one installation has those of its municipality."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
from flask import Flask, current_app

from hfi.access.models import AttachmentKind
from hfi.access.roles import ROLE_TITLES, Role
from hfi.programmes.parts import ContactScheme, MunicipalDepartment, ProgrammeFile, RuleKind, TargetRule
from hfi.texts import LazyString

FOLDER = Path(__file__).parent


class ProgrammeError(RuntimeError):
    """A programme's file is not as it has to be; the message says where."""


class Programme(ProgrammeFile, frozen=True, kw_only=True):
    """What differs between two programmes."""

    key: str

    @property
    def contact_persons(self) -> int:
        """How many contact persons a family has beside its coordinator."""
        return self.contact_scheme.contact_persons

    @property
    def contact_kind(self) -> AttachmentKind:
        """How those are attached whom the family calls; where there are no contact persons, the coordinator."""
        return AttachmentKind.CONTACT_PERSON if self.contact_persons else AttachmentKind.COORDINATOR

    @property
    def contacts_promised(self) -> int:
        """How many people a family can call."""
        return self.contact_persons or 1

    @property
    def young_ages(self) -> range:
        """The ages of those who have a page of their own in the plan; none where the programme has no such pages."""
        ages = next((one for one in self.target_group if one.kind is RuleKind.AGE), None)
        return range(ages.age_from, ages.age_to + 1) if ages and self.young_parts else range(0)

    @property
    def contact_persons_from_different_departments(self) -> bool:
        """Whether the contact persons have to come from two departments."""
        return self.contact_scheme is ContactScheme.PAIR

    def owner(self, area: str) -> MunicipalDepartment | None:
        """The department that owns the professional area; None when no department is named for it."""
        return next((one for one in self.departments if area in one.areas), None)

    def department(self, code: str) -> MunicipalDepartment | None:
        """The department with this code."""
        return next((one for one in self.departments if one.code == code), None)

    def capacity_on(self, day: date) -> int:
        """How many families the programme has room for on that day."""
        return next((one.families for one in self.capacity_in if one.year == day.year), self.capacity)

    @property
    def capacity_mark(self) -> int:
        """The number to mark beside the capacity: its lower end, or the first year's aim; 0 when there is none."""
        return self.capacity_at_least or next((one.families for one in self.capacity_in), 0)


def read_programme(path: Path) -> Programme:
    """The programme in the file. Raises ProgrammeError that names the file and the key."""
    try:
        content = {"key": path.stem, **tomllib.loads(path.read_text())}
        programme = msgspec.convert(content, Programme, str_keys=True)
    except (ValueError, msgspec.ValidationError) as error:
        raise ProgrammeError(f"{path.name}: {error}") from error
    for problem in problems(programme):
        raise ProgrammeError(f"{path.name}: {problem}")
    return programme


def problems(programme: Programme) -> Iterable[str]:
    """What the parts say against each other, one sentence each."""
    areas = [area for one in programme.departments for area in one.areas]
    yield from (f"{area} has more than one owner." for area in repeated(areas))
    for name in ("sections", "young_parts", "target_group", "scales", "departments"):
        keys = [key_of(one) for one in getattr(programme, name)]
        yield from (f"{key} stands twice in {name}." for key in repeated(keys))
    yield from (f"{one.key} in target_group {lack}." for one in programme.target_group if (lack := lacking(one)))
    codes = {one.code for one in programme.departments}
    unknown = sorted({one.department for one in programme.budget_lines} - codes)
    yield from (f"{code} in budget_lines is none of the departments." for code in unknown)
    if programme.young_parts and not programme.young_ages:
        yield "young_parts needs a rule of the kind age in target_group: whose pages are they?"
    if programme.contact_scheme is ContactScheme.COORDINATOR and programme.coordinator_has_authority:
        yield "coordinator_has_authority contradicts the contact_scheme: that coordinator decides nothing."


def key_of(part: object) -> str:
    """What tells the part from its like."""
    return part if isinstance(part, str) else getattr(part, "key", "") or getattr(part, "code", "")


def repeated(names: list[str]) -> list[str]:
    """The names that stand there more than once."""
    return sorted({one for one in names if names.count(one) > 1})


def lacking(rule: TargetRule) -> str:
    """What the rule needs and does not have; empty when it is whole."""
    if rule.kind in (RuleKind.DEPARTMENTS, RuleKind.DIFFICULTIES) and not rule.at_least:
        return "needs at_least"
    if rule.kind is RuleKind.AGE and not 0 < rule.age_from <= rule.age_to:
        return "needs age_from and age_to"
    return ""


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


def programmes_with(department: str) -> dict[str, Programme]:
    """Those that the department takes part in, by key: all for somebody of no department, else at least the first."""
    found = programmes()
    mine = {key: one for key, one in found.items() if not department or one.department(department)}
    return mine or dict([next(iter(found.items()))])


def programme_of(key: str) -> Programme:
    """The programme with this key."""
    return programmes()[key]


def role_title(role: Role) -> str:
    """What the role is called here: coordinators have the municipality's own title."""
    return main_programme().coordinator_title if role is Role.COORDINATOR else str(ROLE_TITLES[role])


ROLE_NAMES: dict[Role, LazyString] = {role: LazyString(role_title, role) for role in Role}
"""The roles as they are called here, for forms."""


def main_programme() -> Programme:
    """The first programme of the installation: its names stand where no family is shown."""
    return next(iter(programmes().values()))
