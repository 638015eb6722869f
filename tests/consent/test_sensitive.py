"""What is sensitive is for the same profession of the same department, whatever the family consented to."""

import pytest

from hfi.plan.models import Measure
from hfi.schedule.models import Appointment
from tests.consent.canary import CANARY, places, plant
from tests.family_page.steps import form_page, save
from tests.world import DEPARTMENTS, consent

WELLBEING = "children/wellbeing"
OTHERS = ["Mette", "Rikke", "Ditte", "Sanne", "Lis", "Ole"]


@pytest.fixture
def talks(world, store):
    """A psychologist's talks with Lina, marked sensitive, in a section that everybody may read."""
    plant(world, store, WELLBEING, "Lina", sensitive=True, record=False)


@pytest.fixture
def everything_shared(world, store):
    """Health shares, and is shared with, like all others."""
    others = [one for one in DEPARTMENTS if one != "SUF"]
    pairs = [(one, "SUF") for one in others] + [("SUF", one) for one in others]
    store.add(*(consent(world, person, *pair) for person in world.people.values() for pair in pairs))


@pytest.mark.parametrize("name", OTHERS)
def test_a_sensitive_measure_in_an_open_section_is_nowhere(visit, world, talks, name):
    visitor = visit(name)
    assert places(visitor, WELLBEING) == set()


@pytest.mark.parametrize("name", ["Mette", "Rikke"])
def test_the_section_around_it_is_open(visit, world, talks, name):
    assert "is-hidden" not in visit(name).open(world.url).find("#children-wellbeing")["class"]


def test_its_own_profession_sees_it(visit, world, talks):
    assert {"page", "week", "goals", "changes", "sections"} <= places(visit("Bo"), WELLBEING)


def test_nobody_else_can_open_or_change_it_by_its_address(visit, world, talks, store):
    item = store.only(Measure, Measure.sensitive).id
    spot = store.only(Appointment, Appointment.sensitive).id
    for url in (f"{world.url}/{WELLBEING}/measures/{item}/edit", f"{world.url}/appointments/{spot}/edit"):
        assert visit("Bo").client.get(url).status_code == 200
        for name in ("Rikke", "Mette"):
            answer = visit(name).client.get(url)
            assert answer.status_code == 403 and CANARY not in answer.text


@pytest.mark.parametrize("section", ["health/health", "children/health-visiting"])
@pytest.mark.parametrize("name", ["Mette", "Bo", "Sanne", "Lis"])
def test_a_sensitive_section_stays_locked_with_every_consent(visit, world, store, everything_shared, section, name):
    plant(world, store, section, "Lina", "Amina")
    assert "sections" not in (found := places(visit(name), section)), found
    assert found == set()


def test_a_measure_that_becomes_sensitive_takes_its_times_along(visit, world, store):
    plant(world, store, WELLBEING, "Lina", record=False)
    assert "week" in places(visit("Rikke"), WELLBEING)
    bo, item = visit("Bo"), store.only(Measure, Measure.section_id == WELLBEING).id
    form = form_page(bo, f"{world.url}/{WELLBEING}/measures/{item}/edit")
    save(bo, form, False, 303, sensitive="y")
    assert store.count(Appointment, Appointment.section_id == WELLBEING, ~Appointment.sensitive) == 0
    assert places(visit("Rikke"), WELLBEING) == set()
