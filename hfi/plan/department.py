"""A department's blueprint, and the registry of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, current_app
from werkzeug.datastructures import MultiDict
from wtforms import Field

from hfi.plan.section import Section
from hfi.programmes.model import Programme, programmes
from hfi.texts import LazyString

NEEDED_BLOCKS = ("card", "form")


class ContractError(RuntimeError):
    """A department does not fill the contract; the message says which, and how."""


class Department(Blueprint):
    """A professional area that contributes sections to the family page.

    `code` and `title` stand where no programme says which municipal department owns the area.
    """

    def __init__(self, key: str, import_name: str, *, title: LazyString, icon: str, code: str = "") -> None:
        super().__init__(key, import_name, template_folder="templates")
        self.key = key
        self.title = title
        self.icon = icon
        self.code = code or key.upper()
        self.sections: list[Section] = []

    def add_section(self, section: Section) -> None:
        """Contribute a section."""
        self.sections.append(replace(section, area=self.key))


@dataclass(frozen=True)
class Mark:
    """How an area is shown: its colour's name, its icon, and its owner's code and names."""

    area: str
    icon: str
    code: str
    title: str
    family_title: str


class Registry:
    """All departments and their sections, in the order of the page."""

    def __init__(self, departments: Sequence[Department]) -> None:
        refuse_repeats("department", [one.key for one in departments])
        self.departments = {one.key: one for one in sorted(departments, key=order_on_page)}
        self.sections = sorted((s for one in self.departments.values() for s in one.sections), key=lambda s: s.order)
        refuse_repeats("section", [section.id for section in self.sections])
        self.by_id = {section.id: section for section in self.sections}

    def owner(self, area: str, programme: Programme) -> str:
        """The code of the municipal department that owns the area in this programme."""
        named = programme.owner(area)
        return named.code if named else self.departments[area].code

    def mark(self, area: str, programme: Programme) -> Mark:
        """How the area is shown in this programme."""
        department = self.departments[area]
        named = programme.owner(area)
        if named:
            return Mark(area, department.icon, named.code, named.name, named.name_of(area))
        return Mark(area, department.icon, department.code, str(department.title), str(department.title))

    def sections_in(self, programme: Programme) -> list[Section]:
        """The sections that the programme uses, in its own order; all of them when it names none."""
        return [self.by_id[one] for one in programme.sections] if programme.sections else self.sections

    def mark_of_code(self, code: str, programme: Programme) -> Mark | None:
        """How a municipal department is shown: as the first area that it owns; None for those of no department."""
        first = next((area for area in self.departments if self.owner(area, programme) == code), None)
        if first is None:
            return None
        mark, named = self.mark(first, programme), programme.department(code)
        return replace(mark, family_title=named.family_name) if named else mark


def order_on_page(department: Department) -> int:
    """Where the department's first section stands."""
    return min((section.order for section in department.sections), default=0)


def refuse_repeats(kind: str, names: list[str]) -> None:
    """Every department, and every section, has its own name."""
    twice = {one for one in names if names.count(one) > 1}
    if twice:
        raise ContractError(f"The {kind} {', '.join(sorted(twice))} is declared twice.")


def registry() -> Registry:
    """The registry of this app."""
    found: Registry = current_app.extensions["hfi.registry"]
    return found


def check_contract(app: Flask) -> None:
    """Refuse to start on a section that is not as the contract says, or that a programme names and nobody has."""
    with app.test_request_context():
        check_programmes()
        for section in registry().sections:
            check_templates(app, section)
            check_example(section)


def check_programmes() -> None:
    """Every section and area that a programme names is there."""
    for programme in programmes().values():
        named = {*programme.sections, *(area for one in programme.departments for area in one.areas)}
        if unknown := sorted(named - registry().by_id.keys() - registry().departments.keys()):
            raise ContractError(f"{programme.key}.toml names {', '.join(unknown)}, which is not there.")


def check_templates(app: Flask, section: Section) -> None:
    """The template exists and has both blocks; the printout exists."""
    for name in (section.template, section.printout):
        if name not in app.jinja_env.list_templates():
            raise ContractError(f"{section.id}: the template {name} does not exist.")
    blocks = app.jinja_env.get_template(section.template).blocks
    missing = [name for name in NEEDED_BLOCKS if name not in blocks]
    if missing:
        raise ContractError(f"{section.id}: {section.template} has no block {' and no block '.join(missing)}.")


def check_example(section: Section) -> None:
    """The example is something that the section's own form accepts."""
    filled = section.form(formdata=None, meta={"csrf": False}, data=dict(section.example))
    unknown = set(section.example) - {one.short_name for one in filled}
    if unknown:
        raise ContractError(f"{section.id}: the example has {', '.join(sorted(unknown))}, which the form has not.")
    # Typed in, as somebody would: what may stay empty is only checked when something was sent.
    typed = MultiDict((one.name, text) for one in filled if one.short_name in section.example for text in as_typed(one))
    form = section.form(formdata=typed, meta={"csrf": False})
    if not form.validate():
        wrong = "; ".join(f"{name}: {' '.join(map(str, texts))}" for name, texts in form.errors.items())
        raise ContractError(f"{section.id}: the example does not validate: {wrong.rstrip('.')}.")


def as_typed(field: Field) -> list[str]:
    """The field's value as its boxes would send it."""
    show = getattr(field, "show", str)
    values = field.data if isinstance(field.data, list) else [field.data]
    return [one if isinstance(one, str) else show(one) for one in values if one not in (None, False)]
