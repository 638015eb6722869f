"""Who and where somebody is: for those who are named, after one click that is logged; for others not at all."""

import pytest
import sqlalchemy as sa

from hfi.audit.models import AuditEntry
from hfi.families import cpr
from hfi.families.models import Family, Person
from hfi.schedule.models import Appointment
from tests.family_page.steps import HTMX, form_page, held, save, send
from tests.naming.test_named import named
from tests.visitor import token_for

SECRETS = ("140190-1234", "Skjulvej 9", "00 98 76 54", "00987654", "Eksempelskolen", "Prøvehallen")


@pytest.fixture
def amina(world, store):
    """Amina is protected; her Tuesdays take place somewhere."""
    person = store.get(Person, world.people["Amina"])
    store.change(person, protected=True, phone="00987654", address="Skjulvej 9", note="Amina går på Eksempelskolen")
    for other in ("Karim", "Yusuf", "Lina", "Noor"):
        store.change(store.get(Person, world.people[other]), note="")
    store.change(store.get(Appointment, world.appointment), place="Prøvehallen")
    return world.people["Amina"]


def reveal_form(visitor, person):
    """The click that shows what is hidden."""
    return visitor.open(visitor.world.url).find(f'[id="member-{person}"] form[action$="/identity"]')


def ask(visitor, person, headers=None):
    """The same by somebody who made up the address."""
    url = f"{visitor.world.url}/people/{person}/identity"
    return visitor.client.post(url, data=token_for(visitor.client, url), headers=headers)


def shown(text):
    """Which of the secrets stand in a text."""
    return {one for one in SECRETS if one in text}


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_who_is_named_sees_it_once(visit, world, store, amina, htmx):
    store.add(named(world, "Mette", "identity"))
    mette = visit("Mette")
    form = reveal_form(mette, amina)
    assert shown(str(mette.page)) == set()
    mette.swap(form) if htmx else mette.submit(form, 200)
    assert shown(mette.text(f'[id="member-{amina}"]')) >= {"140190-1234", "Skjulvej 9", "Eksempelskolen", "Prøvehallen"}
    assert "98 76 54" in mette.text(f'[id="member-{amina}"]').replace("\u00a0", " ")
    assert shown(str(mette.open(world.url).page)) == set()


def test_the_click_is_logged_with_the_person_and_why_and_nothing_of_it(visit, world, store, amina):
    store.add(named(world, "Mette", "identity"))
    mette = visit("Mette")
    mette.swap(reveal_form(mette, amina))
    entry = store.only(AuditEntry, AuditEntry.what.startswith("identity:"))
    assert (entry.what, entry.why, entry.actor_id) == (f"identity:{amina}", "named", world.users["Mette"])


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Bo", "Lis", "Ole"])
def test_for_others_there_is_no_click_and_no_answer(visit, world, store, amina, name):
    visitor = visit(name).open(world.url)
    assert not visitor.page.select("form[action$='/identity']") and shown(visitor.response.text) == set()
    for headers in (None, HTMX):
        answer = ask(visitor, amina, headers)
        assert answer.status_code == 403 and shown(answer.text) == set()
    asked = store.list(sa.select(AuditEntry.action).where(AuditEntry.what.startswith("identity:")))
    # Managers carry no right to ask at all: for them it is refused before the family is looked for.
    assert asked == ([] if name in ("Lis", "Ole") else ["refused", "refused"])


def test_named_for_one_person_shows_nobody_else(visit, world, store, amina):
    store.change(store.get(Person, world.people["Lina"]), protected=True)
    store.add(named(world, "Bo", "identity", "Lina"))
    bo = visit("Bo").open(world.url)
    assert [one["action"].split("/")[-2] for one in bo.page.select("form[action$='/identity']")] == [
        str(world.people["Lina"])
    ]
    assert ask(bo, amina).status_code == 403
    assert ask(bo, world.users["Bo"]).status_code == 404


@pytest.mark.parametrize("name", ["Mette", "Jonas", "Sanne", "Bo", "Lis"])
def test_nothing_that_leads_to_her_stands_anywhere(visit, world, amina, name):
    visitor = visit(name)
    paths = ["", "/week?week=2026-W48", f"/members/{amina}/edit", f"/appointments/{world.appointment}/edit", "/named"]
    for path in paths:
        for headers in (None, HTMX):
            answer = visitor.client.get(world.url + path, headers=headers)
            assert shown(answer.text) == set(), path
    for url in ("/", "/families"):
        assert shown(visitor.client.get(url).text) == set()


def test_what_is_protected_is_written_blind_and_kept_when_left_empty(visit, world, store, amina):
    sanne = visit("Sanne")
    form = form_page(sanne, f"{world.url}/members/{amina}/edit")
    assert [held(form, one) for one in ("phone", "address", "note", "cpr")] == ["", "", "", ""]
    save(sanne, form, False, 303, relation="mor til tre")
    kept = store.get(Person, amina)
    assert (kept.phone, kept.address, kept.relation) == ("00987654", "Skjulvej 9", "mor til tre")
    save(sanne, form_page(sanne, f"{world.url}/members/{amina}/edit"), False, 303, phone="00112299")
    changed = store.get(Person, amina)
    assert (changed.phone, changed.address) == ("00112299", "Skjulvej 9")
    assert "00112299" not in sanne.open(world.url).response.text


def test_a_place_is_written_blind_as_well(visit, world, store, amina):
    mette, url = visit("Mette"), f"{world.url}/appointments/{world.appointment}/edit"
    form = form_page(mette, url)
    assert held(form, "place") == ""
    assert send(mette, form, title="Behandling").status_code == 303
    assert store.get(Appointment, world.appointment).place == "Prøvehallen"
    assert send(mette, form_page(mette, url), place="Ny hal").status_code == 303
    assert store.get(Appointment, world.appointment).place == "Ny hal"
    assert "Ny hal" not in mette.open(world.url).response.text


def test_a_conflict_shows_nothing_of_it(visit, world, store, amina):
    late, early = visit("Mette"), visit("Sanne")
    url = f"{world.url}/members/{amina}/edit"
    form = form_page(late, url)
    save(early, form_page(early, url), False, 303, relation="moren")
    save(late, form, False, 409, relation="mama")
    assert shown(str(late.page)) == set()


def test_the_familys_own_address_is_shown_when_she_lives_there(visit, world, store, amina):
    store.rewrite(Family, Family.id == world.family, address="Prøvevej 12")
    store.change(store.get(Person, amina), address="")
    store.add(named(world, "Mette", "identity"))
    mette = visit("Mette")
    assert "Prøvevej 12" not in mette.open(world.url).response.text
    assert "Prøvevej 12" in mette.swap(reveal_form(mette, amina)).text(f'[id="member-{amina}"]')


def test_the_familys_own_address_does_not_lead_from_one_to_another_who_is_protected(visit, world, store, amina):
    store.rewrite(Family, Family.id == world.family, address="Prøvevej 12")
    store.change(store.get(Person, amina), address="")
    karim = world.people["Karim"]
    store.add(named(world, "Mette", "identity", "Karim"))
    mette = visit("Mette")
    assert "Prøvevej 12" not in ask(mette, karim).text
    store.add(named(world, "Mette", "identity", "Amina"))
    assert "Prøvevej 12" in ask(mette, karim).text


def test_a_whole_number_has_its_hyphen(world, store):
    assert cpr.whole(store.get(Person, world.people["Amina"]).cpr) == "140190-1234"
    assert cpr.whole("") == ""
