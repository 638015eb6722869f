"""CPR numbers and protected people: sealed where they lie, masked where they are shown, and nowhere else."""

import uuid

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from hfi.audit.models import AuditEntry
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.models import Family, Person, PersonKind
from tests.family_page.steps import HTMX, form_page, held, message_at, save

NUMBER = "0202159876"
HIS = "1401901234"
SECRETS = ("22 33 44 55", "Hemmeligskolen", "Prøvevej")


def member(visitor, name):
    """Somebody's form on its page."""
    return form_page(visitor, f"{visitor.world.url}/members/{visitor.world.people[name]}/edit")


def number_of(world, store, name):
    """Somebody's number as the database has it."""
    return store.list(sa.select(Person.cpr).where(Person.id == world.people[name]))[0]


def every_value(store):
    """All that the database holds, as text."""
    found = []
    for table in db.metadata.sorted_tables:
        found += [str(value) for row in store.all(sa.select(table)) for value in row]
    return "\n".join(found)


@pytest.mark.parametrize("typed", [NUMBER, "020215-9876", " 020215 9876 "])
def test_a_number_is_sealed_and_masked(visit, world, store, typed):
    mette = visit("Mette")
    save(mette, member(mette, "Lina"), False, 303, cpr=typed)
    lina = store.get(Person, world.people["Lina"])
    assert NUMBER.encode() not in number_of(world, store, "Lina").content and NUMBER not in every_value(store)
    assert lina.cpr == NUMBER
    with store.app.app_context():
        assert lina.cpr_index == cpr.index(NUMBER)
    page = mette.open(world.url)
    assert "020215-••••" in page.text(f'[id="member-{lina.id}"]')
    assert NUMBER not in page.response.text and "9876" not in page.response.text


def test_a_sealed_number_belongs_to_its_row(store, world):
    store.run(sa.update(Person).where(Person.name.startswith("Karim")).values(cpr=number_of(world, store, "Amina")))
    assert cpr.masked(store.get(Person, world.people["Amina"]).cpr) == "140190-••••"
    with pytest.raises(InvalidTag):
        store.get(Person, world.people["Karim"])


def test_the_same_number_is_sealed_differently_each_time(visit, world, store):
    mette = visit("Mette")
    sealed = set()
    for number in (NUMBER, "0101901234", NUMBER):
        save(mette, member(mette, "Lina"), False, 303, cpr=number)
        sealed.add(number_of(world, store, "Lina"))
    assert len(sealed) == 3
    with store.app.app_context():
        assert store.get(Person, world.people["Lina"]).cpr_index == cpr.index(NUMBER)


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
@pytest.mark.parametrize("typed", ["123", "3202159876", "0213159876", "abcdefghij", "020215-98765", "٠٢٠٢١٥٩٨٧٦"])
def test_what_is_no_number_is_told_and_stays_in_the_box(visit, world, store, typed, htmx):
    mette = visit("Mette")
    form = member(mette, "Lina")
    save(mette, form, htmx, 422, cpr=typed)
    form = mette.find("form.editform")
    assert message_at(form, "cpr") and held(form, "cpr") == typed
    assert store.get(Person, world.people["Lina"]).cpr == ""


@pytest.mark.parametrize("number", ["0101901234", "0101901235", "0101901236", "0101901237"])
def test_the_modulus_is_not_checked(visit, world, store, number):
    mette = visit("Mette")
    save(mette, member(mette, "Lina"), False, 303, cpr=number)
    assert store.get(Person, world.people["Lina"]).cpr == number


def test_an_empty_box_keeps_the_number_and_the_form_never_shows_it(visit, world, store):
    mette = visit("Mette")
    before = number_of(world, store, "Amina")
    form = member(mette, "Amina")
    assert held(form, "cpr") == "" and "1401" not in str(form)
    save(mette, form, False, 303, note="Ny note")
    assert number_of(world, store, "Amina") == before


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_somebody_elses_number_is_refused_at_the_box(visit, world, store, htmx):
    mette, people = visit("Mette"), store.count(Person)
    save(mette, member(mette, "Lina"), htmx, 422, cpr=HIS)
    assert message_at(mette.find("form.editform"), "cpr")
    form = form_page(mette, f"{world.url}/members/new")
    save(mette, form, htmx, 422, name="En Ny", relation="bror", cpr=HIS)
    form = mette.find("form.editform")
    assert message_at(form, "cpr") and held(form, "name") == "En Ny"
    assert store.count(Person) == people


def test_a_number_in_another_family_tells_nobody_anything(visit, world, store):
    with store.app.app_context():
        stranger = Person(id=uuid.uuid4(), family_id=world.other_family, name="En Fremmed", kind=PersonKind.ADULT)
        cpr.set_cpr(stranger, NUMBER)
        store.add(stranger)
    mette = visit("Mette")
    save(mette, member(mette, "Lina"), False, 303, cpr=NUMBER)
    assert store.count(Person, Person.cpr_index.is_not(None)) == 3


def test_a_new_number_is_logged_without_the_number(visit, world, store):
    mette = visit("Mette")
    save(mette, member(mette, "Lina"), False, 303, cpr=NUMBER)
    entry = store.only(AuditEntry, AuditEntry.person_id == world.people["Lina"], AuditEntry.action == "update")
    assert entry.what == "person:cpr_index" and entry.actor_id == world.users["Mette"]


@pytest.fixture
def protected(world, store):
    """Karim is protected: nothing may lead to where he lives."""
    karim = Person.id == world.people["Karim"]
    values = {"protected": True, "phone": SECRETS[0], "note": f"Lærer på {SECRETS[1]}", "address": "Prøvevej 99"}
    store.rewrite(Person, karim, **values)


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Emil", "Lis", "Ole"])
def test_nothing_of_a_protected_person_leads_home(visit, world, protected, name):
    visitor = visit(name).open(world.url)
    answers = [visitor.response.text]
    answers += [visitor.client.get(f"{world.url}{one}", headers=HTMX).text for one in ("/social/support", "/week")]
    assert not [secret for secret in SECRETS if any(secret in answer for answer in answers)]
    assert visitor.page.select(f'[id="member-{world.people["Karim"]}"] .icon')


def test_neither_do_the_answers_to_a_save(visit, world, protected):
    mette = visit("Mette").open(world.url)
    for form_url in (f"members/{world.people['Karim']}", f"goals/{world.goal}"):
        link = mette.find(f'a[hx-get="{world.url}/{form_url}/edit"]')
        save(mette.swap(link), mette.find("form.editform"), True, 200)
        assert not [secret for secret in SECRETS if secret in mette.response.text]


def test_the_address_is_shown_to_the_team_when_nobody_is_protected(visit, world, store):
    assert "Prøvevej 12" in visit("Emil").open(world.url).text("#members")
    assert store.get(Family, world.family).address.startswith("Prøvevej")
