"""What one department sees of another is what every person concerned lets it see, today; looked for in every answer.

Jonas's department (BIF) has written; Mette (SOF) looks. The planted words are anywhere or nowhere.
"""

import pytest
import sqlalchemy as sa

from hfi.consent.models import COORDINATION, Consent, Extent
from hfi.plan.models import MeasurePerson, SectionRecord
from tests.consent.canary import CANARY, change_consents, overdue_plan, places, plant, tomorrow, yesterday
from tests.family_page.steps import words

WORK = "employment/work"
OPEN = {"page", "alerts", "changes", "goals", "week", "sections", WORK, "saved"}
"""Where a section's content stands for those who may read it; the week alone is an answer of that name as well."""


@pytest.fixture
def written(world, store):
    """What the job department wrote about Karim and Amina."""
    plant(world, store, WORK, "Karim", "Amina")


def busy(visitor):
    """The hidden times in the week, as words."""
    return [words(one) for one in visitor.open(visitor.world.url).page.select("#week .ev--none")]


def test_with_everybodys_consent_it_stands_wherever_it_belongs(visit, written):
    assert places(visit("Mette"), WORK) == OPEN


def test_its_own_department_needs_no_consent(visit, written, store):
    store.run(sa.delete(Consent))
    assert places(visit("Jonas"), WORK) == OPEN | {f"{WORK}/edit", "appointments/new"}


@pytest.mark.parametrize(
    "terms",
    [
        {"expires_on": yesterday()},
        {"withdrawn_on": yesterday()},
        {"withdrawn_on": tomorrow()},
        {"given_on": tomorrow()},
        {"extent": Extent.TIMES_ONLY},
    ],
    ids=lambda terms: next(iter(terms)),
)
@pytest.mark.parametrize("who", ["Amina", None], ids=["one", "all"])
def test_without_one_consent_it_stands_nowhere(visit, world, written, store, terms, who):
    change_consents(store, "BIF", "SOF", world.people.get(who), **terms)
    mette = visit("Mette")
    assert places(mette, WORK) == set()
    assert not mette.open(world.url).page.select('#alerts a[href="#employment-work"]')


def test_a_consent_that_was_never_given_hides_even_the_time(visit, world, written, store):
    store.run(sa.delete(Consent).where(Consent.owner == "BIF", Consent.person_id == world.people["Amina"]))
    mette = visit("Mette")
    assert places(mette, WORK) == set() and busy(mette) == []


def test_on_its_last_day_a_consent_still_holds(visit, written, store):
    change_consents(store, "BIF", "SOF", expires_on=tomorrow())
    assert places(visit("Mette"), WORK) == OPEN


def test_times_only_shows_that_somebody_is_busy_and_with_nothing(visit, world, written, store):
    change_consents(store, "BIF", "SOF", extent=Extent.TIMES_ONLY)
    mette = visit("Mette")
    (spot,) = busy(mette)
    assert "12.00–13.00" in spot and "Karim" in spot and "Amina" in spot
    assert not mette.page.select("#week .ev--none .dep, #week .ev--none a, #week .ev--none .ev__place")


def test_the_better_of_two_consents_counts(visit, world, written, store):
    terms = {"given_on": yesterday(), "expires_on": tomorrow(), "family_id": world.family, "extent": Extent.TIMES_ONLY}
    store.add(Consent(person_id=world.people["Amina"], owner="BIF", reader="SOF", **terms))
    assert places(visit("Mette"), WORK) == OPEN


def test_withdrawing_acts_on_the_next_request(visit, world, written, store):
    mette = visit("Mette").open(world.url)
    assert CANARY in str(mette.page)
    change_consents(store, "BIF", "SOF", world.people["Karim"], withdrawn_on=yesterday())
    assert places(mette, WORK) == set()


def test_who_is_added_to_a_measure_is_asked_as_well(visit, world, written, store):
    store.run(sa.delete(Consent).where(Consent.owner == "BIF", Consent.person_id == world.people["Lina"]))
    mette = visit("Mette")
    assert places(mette, WORK) == OPEN
    for measure in store.list(sa.select(MeasurePerson.measure_id).distinct()):
        known = store.list(sa.select(MeasurePerson.person_id).where(MeasurePerson.measure_id == measure))
        if world.people["Lina"] not in known:
            store.add(MeasurePerson(measure_id=measure, person_id=world.people["Lina"], family_id=world.family))
    assert "sections" not in places(mette, WORK)


def test_what_is_said_of_one_person_needs_that_persons_consent(visit, world, store):
    """The section's measures are Karim's alone, so he opens the section; what stands there of Amina is still hers."""
    plant(world, store, WORK, "Karim")
    details = {"own": {}, "people": {f"p{world.people['Amina'].hex}": {"documentation": "HEMMELIGT"}}}
    store.rewrite(SectionRecord, SectionRecord.section_id == WORK, details=details)
    plan = overdue_plan(world, WORK, world.people["Amina"])
    plan.lines = plan.reference = "HEMMELIGT"
    store.add(plan)
    mette = visit("Mette").open(world.url)
    assert str(mette.page).count("HEMMELIGT") == 3
    change_consents(store, "BIF", "SOF", world.people["Amina"], withdrawn_on=yesterday())
    assert "HEMMELIGT" not in str(mette.open(world.url).page) and f"{CANARY} vurdering" in str(mette.page)
    assert "HEMMELIGT" not in mette.client.get(f"{world.url}/{WORK}", headers={"HX-Request": "true"}).text
    assert "HEMMELIGT" in str(visit("Jonas").open(world.url).page)


@pytest.mark.parametrize("name", ["Lis", "Ole"])
def test_managers_see_nothing_of_other_departments_with_consent_or_without(visit, written, name):
    assert places(visit(name), WORK) == set()


def test_a_manager_sees_what_the_own_department_wrote_and_changes_nothing(visit, world):
    lis = visit("Lis").open(world.url)
    assert "Familiebehandling" in lis.text("#social-support") and "is-hidden" in lis.find("#employment-work")["class"]
    assert not lis.page.select("main form, main a[href$='/edit'], main a[href$='/new']")


def test_the_programmes_manager_reads_the_plan_alone(visit, world):
    ole = visit("Ole").open(world.url)
    assert len(ole.page.select("#sections .is-hidden")) == len(ole.page.select("#sections article")) == 7
    assert "Rolige morgener" in ole.text("#goals") and "Familiebehandling" not in str(ole.page)


def test_the_coordinator_needs_consents_towards_coordination(visit, world, written, store):
    sanne = visit("Sanne")
    assert places(sanne, WORK) == OPEN
    change_consents(store, "BIF", COORDINATION, world.people["Amina"], withdrawn_on=yesterday())
    assert places(sanne, WORK) == set()
