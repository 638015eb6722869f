"""Contacts with the family: everybody who works with it tells of their own, in a few words."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.audit.models import AuditEntry
from hfi.contacts.models import ContactEntry, ContactPerson, How, Turnout, TurnoutOutcome, TurnoutPerson
from hfi.families.models import Family
from hfi.schedule.models import Appointment
from tests.family_page.steps import assert_as_if_reloaded, edit_link, form_page, message_at, open_form, save, send
from tests.visitor import token_for

UNKNOWN = str(uuid.UUID(int=7))
both_ways = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


def typed(world, **more):
    """What is typed of a telephone call with Amina."""
    values = {"day": f"{clock.today():%d.%m.%Y}", "how": "phone", "person_ids": [str(world.people["Amina"])]}
    return values | {"about": "Amina spurgte om praktikken."} | more


def went(world, **more):
    """What is typed of Tuesday's family treatment."""
    values = {"appointment_id": str(world.appointment), "day": f"{clock.today():%d.%m.%Y}", "outcome": "missed"}
    return values | {"person_ids": [str(world.people["Yusuf"])], "obstacle": "Bussen kom ikke."} | more


def add_contact(world, store, name="Mette", **more):
    """Somebody's contact with Amina."""
    item = uuid.uuid4()
    values = {"day": clock.today(), "how": How.PHONE, "about": "Om praktikken", "created_at": clock.now()} | more
    links = [ContactPerson(person_id=world.people["Amina"], family_id=world.family)]
    base = {"family_id": world.family, "user_id": world.users[name]}
    store.add(ContactEntry(id=item, **base, person_links=links, **values))
    return item


def add_turnout(world, store, name="Mette", **more):
    """How family treatment went for Yusuf."""
    item = uuid.uuid4()
    values = {"day": clock.today(), "outcome": TurnoutOutcome.MISSED, "obstacle": "Bussen kom ikke."} | more
    links = [TurnoutPerson(person_id=world.people["Yusuf"], family_id=world.family)]
    base = {"family_id": world.family, "user_id": world.users[name], "appointment_id": world.appointment}
    frame = {"title": "Familiebehandling", "created_at": clock.now(), "person_links": links}
    store.add(Turnout(id=item, **base, **frame, **values))
    return item


@both_ways
@pytest.mark.parametrize("name", ["Mette", "Emil", "Sanne"])
def test_everybody_attached_tells_of_their_own(visit, world, store, name, htmx):
    visitor = visit(name).open(world.url)
    link = edit_link(visitor, "contact-new")
    form = open_form(visitor, link) if htmx else form_page(visitor, link["href"])
    save(visitor, form, htmx, 200 if htmx else 303, **typed(world))
    found = store.only(ContactEntry)
    assert (found.how, found.about, found.user_id) == (How.PHONE, "Amina spurgte om praktikken.", world.users[name])
    assert_as_if_reloaded(visitor) if htmx else visitor.open(world.url)
    assert "Amina spurgte" in visitor.text(f'[id="contact-{found.id}"]')


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", ""),
        ("day", "i går"),
        ("day", f"{clock.today() + timedelta(days=1):%d.%m.%Y}"),
        ("day", "01.01.1990"),
        ("how", "due"),
        ("person_ids", []),
        ("person_ids", [UNKNOWN]),
        ("person_ids", ["x"]),
        ("about", ""),
        ("about", "x" * 501),
        ("about", "a\u202eb"),
    ],
    ids=str,
)
def test_a_contact_that_cannot_be_is_refused_and_kept(visit, world, store, field, value):
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/contacts/new"), False, 422, **typed(world, **{field: value}))
    assert message_at(mette.find("form.editform"), field) and store.count(ContactEntry) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("appointment_id", ""),
        ("appointment_id", UNKNOWN),
        ("appointment_id", "x"),
        ("day", ""),
        ("day", f"{clock.today() + timedelta(days=1):%d.%m.%Y}"),
        ("person_ids", []),
        ("outcome", "gone"),
        ("obstacle", "x" * 301),
    ],
    ids=str,
)
def test_a_turnout_that_cannot_be_is_refused_and_kept(visit, world, store, field, value):
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/turnouts/new"), False, 422, **went(world, **{field: value}))
    assert message_at(mette.find("form.editform"), field) and store.count(Turnout) == 0


@both_ways
def test_how_an_appointment_went_and_what_stood_in_the_way(visit, world, store, htmx):
    mette = visit("Mette").open(world.url)
    link = edit_link(mette, "turnout-new")
    form = open_form(mette, link) if htmx else form_page(mette, link["href"])
    save(mette, form, htmx, 200 if htmx else 303, **went(world))
    found = store.only(Turnout)
    assert (found.title, found.outcome) == ("Familiebehandling", TurnoutOutcome.MISSED)
    assert_as_if_reloaded(mette) if htmx else mette.open(world.url)
    assert "Bussen kom ikke." in mette.text(f'[id="turnout-{found.id}"]')


def test_one_corrects_ones_own_and_keepers_correct_others(visit, world, store):
    url = f"{world.url}/contacts/{add_contact(world, store, 'Emil')}/edit"
    answers = {
        name: visit(name).client.get(url).status_code for name in ("Emil", "Mette", "Sanne", "Bo", "Lis", "Dorthe")
    }
    assert answers == {"Emil": 200, "Mette": 200, "Sanne": 200, "Bo": 403, "Lis": 403, "Dorthe": 404}


@both_ways
def test_a_correction_stands_on_the_page(visit, world, store, htmx):
    item = add_contact(world, store)
    mette = visit("Mette").open(world.url)
    link = mette.find(f'[id="contact-{item}"] a')
    form = open_form(mette, link) if htmx else form_page(mette, link["href"])
    save(mette, form, htmx, 200 if htmx else 303, about="Om ferien")
    assert_as_if_reloaded(mette) if htmx else mette.open(world.url)
    assert "Om ferien" in mette.text(f'[id="contact-{item}"]') and store.count(ContactEntry) == 1


def test_a_colleague_who_was_faster_is_shown(visit, world, store):
    item = add_contact(world, store)
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/contacts/{item}/edit")
    store.rewrite(ContactEntry, ContactEntry.id == item, about="Andet", updated_by_id=world.users["Sanne"])
    save(mette, form, False, 409, about="Mit")
    assert mette.find(".conflict") and store.get(ContactEntry, item).about == "Andet"


def test_who_may_not_know_of_the_appointment_knows_nothing_of_how_it_went(visit, world, store):
    store.run(sa.update(Appointment).where(Appointment.id == world.appointment).values(sensitive=True))
    item = add_turnout(world, store)
    for name in ("Emil", "Hanne", "Sanne"):
        visitor = visit(name)
        assert "Bussen" not in str(visitor.open(world.url).page) + str(visitor.open(f"{world.url}/contacts").page)
        assert visitor.client.get(f"{world.url}/turnouts/{item}/edit").status_code == 403
        choices = form_page(visitor, f"{world.url}/turnouts/new").select('[name="appointment_id"] option')
        assert str(world.appointment) not in [one["value"] for one in choices]
    assert "Bussen" in str(visit("Mette").open(f"{world.url}/contacts").page)


def test_another_familys_appointment_is_not_there(visit, world, store):
    other = uuid.uuid4()
    base = {"family_id": world.other_family, "section_id": "social/support", "title": "Andres", "repeats": "once"}
    times = {"starts": clock.now().time().replace(hour=9), "ends": clock.now().time().replace(hour=10)}
    store.add(Appointment(id=other, **base, **times, from_on=clock.today()))
    mette = visit("Mette")
    answer = send(mette, form_page(mette, f"{world.url}/turnouts/new"), **went(world, appointment_id=str(other)))
    assert answer.status_code == 422


def test_the_page_has_the_last_few_and_the_list_all(visit, world, store):
    for days in range(5):
        add_contact(world, store, day=clock.today() - timedelta(days=days))
        add_turnout(world, store, day=clock.today() - timedelta(days=days), outcome=TurnoutOutcome.CAME)
    bo = visit("Bo")
    assert len(bo.open(world.url).page.select("#contacts-list .life__row")) == 6
    page = bo.open(f"{world.url}/contacts").page
    assert len(page.select(".life__row")) == 10 and "5" in bo.text("#turnouts-h + .sec__meta")
    assert store.count(AuditEntry, AuditEntry.what.startswith("contacts:")) == 1


@pytest.mark.parametrize(("name", "status"), [("Dorthe", 404), ("Ada", 403), ("Lis", 200), ("Dan", 403)])
def test_who_gets_the_list(visit, world, name, status):
    assert visit(name).client.get(f"{world.url}/contacts").status_code == status


def test_in_a_closed_family_nobody_writes(visit, world, store):
    store.run(sa.update(Family).where(Family.id == world.family).values(closed_on=clock.today()))
    sanne, url = visit("Sanne"), f"{world.url}/contacts/new"
    assert sanne.client.get(url).status_code == 403
    assert sanne.client.post(url, data=token_for(sanne.client, url)).status_code == 403


def test_two_clicks_make_one(visit, world, store):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/contacts/new")
    assert [send(mette, form, **typed(world)).status_code for _click in range(2)] == [303, 303]
    assert store.count(ContactEntry) == 1
