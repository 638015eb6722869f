"""Every section of the registry in turn, with the people of the stories who stand to it in different ways."""

import pytest

from hfi import discover
from hfi.plan.department import registry
from hfi.plan.section import Section
from hfi.programmes.model import main_programme
from tests.world import PERSONAS, TEAM

SECTIONS = [section for department in discover() for section in department.sections]


@pytest.fixture(params=SECTIONS, ids=lambda section: section.id)
def section(request) -> Section:
    """One section after the other."""
    return request.param


@pytest.fixture
def owner(app, section) -> str:
    """The municipal department that owns the section."""
    with app.app_context():
        return registry().owner(section.area, main_programme())


@pytest.fixture
def keeper(owner, section) -> str:
    """Who of the family's team writes the section: of its department, and of a profession that it names."""
    mine = [name for name in TEAM if PERSONAS[name][1] == owner]
    return next(name for name in mine if not section.professions or PERSONAS[name][2] in section.professions)


@pytest.fixture
def outsider(owner) -> str:
    """Somebody on the team who belongs to another department."""
    return next(name for name in TEAM if PERSONAS[name][1] not in ("", owner))


@pytest.fixture
def url(world, section) -> str:
    """The section's address."""
    return f"{world.url}/{section.id}"


@pytest.fixture
def place(section) -> str:
    """The id of the part of the section's card that its form replaces."""
    return f"{section.anchor}-details"
