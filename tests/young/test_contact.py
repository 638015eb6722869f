"""Contact with the caseworker: what was promised, and what the contact log says came of it, month by month."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment
from hfi.contacts.models import ContactEntry, ContactPerson, How
from hfi.plan.section_form import last_months
from hfi.young.models import ContactPromise
from tests.contacts.test_contacts import typed
from tests.family_page.steps import assert_as_if_reloaded, box, form_page, open_form, save
from tests.young.family import join, lina_turns_thirteen, promise

MONTHS = last_months()


@pytest.fixture(autouse=True)
def in_the_programme(world, store):
    join(world, store)


def contacts(world, store, month, times, who="Yusuf", by="Mette"):
    """Somebody was in touch with one of the family, so many times in a month."""
    for _n in range(times):
        links = [ContactPerson(person_id=world.people[who], family_id=world.family)]
        told = {"about": "Om skolen", "user_id": world.users[by], "created_at": clock.now(), "person_links": links}
        store.add(ContactEntry(family_id=world.family, day=month, how=How.VISIT, **told))


def promised(visitor, world, store, on=MONTHS[0], times=4, counts=None, **more):
    """The page, after something was promised on a day."""
    promise(visitor, world, times=str(times), **more)
    store.run(sa.update(ContactPromise).values(promised_on=on))
    if counts:
        store.rewrite(ContactPromise, ContactPromise.family_id == world.family, counts=counts)
    return visitor.open(world.url)


def table(visitor):
    """The numbers under the months."""
    return [one.get_text(strip=True) for one in visitor.page.select("#young .mtab td")]


def test_the_page_shows_promised_and_actual(visit, world, store):
    for month, times in zip(MONTHS, (1, 2, 3, 0, 5, 1), strict=True):
        contacts(world, store, month, times)
    mette = promised(visit("Mette"), world, store, manner="En gåtur")
    assert table(mette) == ["1", "2", "3", "0", "5", "1"]
    # Five in the month that is over, where four were promised; one, two and three were too few, and none is no bar.
    assert mette.page.select("#young .badge-success") and len(mette.page.select("#young .mtab .fill-warn")) == 3
    assert not mette.page.select("#young .mtab td:last-child .fill-warn") and "En gåtur" in mette.text("#young")


def test_a_month_below_the_promise_is_said_in_words(visit, world, store):
    contacts(world, store, MONTHS[4], 2)
    mette = promised(visit("Mette"), world, store)
    assert mette.page.select("#young .badge-warning") and not mette.page.select("#young .badge-success")


def test_before_the_promise_nothing_was_broken(visit, world, store):
    for month in (MONTHS[1], MONTHS[3], MONTHS[4]):
        contacts(world, store, month, 1)
    mette = promised(visit("Mette"), world, store, on=MONTHS[3] + timedelta(days=9))
    # No more is known of the first months than what is in the log; the promise binds from the month after it was made.
    assert table(mette) == ["–", "1", "–", "1", "1", "0"]
    assert len(mette.page.select("#young .mtab .fill-warn")) == 1


def test_only_contact_persons_are_counted_and_only_with_the_young_person(visit, world, store):
    contacts(world, store, MONTHS[3], 2)
    contacts(world, store, MONTHS[3], 1, by="Jonas")
    contacts(world, store, MONTHS[3], 5, by="Emil")
    contacts(world, store, MONTHS[3], 7, who="Amina")
    assert table(promised(visit("Mette"), world, store))[3] == "3"


def test_who_was_a_contact_person_on_the_day_is_counted_also_when_somebody_took_over(visit, world, store):
    jonas = sa.and_(Attachment.user_id == world.users["Jonas"], Attachment.family_id == world.family)
    store.run(sa.update(Attachment).where(jonas).values(from_on=MONTHS[0], to_on=MONTHS[3]))
    for month in (MONTHS[2], MONTHS[3], MONTHS[4]):
        contacts(world, store, month, 1, by="Jonas")
    assert table(promised(visit("Mette"), world, store)) == ["0", "0", "1", "1", "0", "0"]


def test_what_was_counted_by_hand_before_stays(visit, world, store):
    contacts(world, store, MONTHS[4], 3)
    typed_before = {MONTHS[2].isoformat(): 2, MONTHS[4].isoformat(): 1}
    mette = promised(visit("Mette"), world, store, on=clock.today(), counts=typed_before)
    assert table(mette) == ["–", "–", "2", "–", "3", "0"]
    # What somebody counted was of a promise, whenever it was made.
    assert len(mette.page.select("#young .mtab .fill-warn")) == 2


def test_a_contact_that_is_written_down_is_counted_at_once(visit, world, store):
    mette = promised(visit("Mette"), world, store)
    form = open_form(mette, mette.find("#contact-new a[hx-get]"))
    save(mette, form, True, 200, **typed(world, person_ids=[str(world.people["Yusuf"])]))
    assert table(mette)[-1] == "1"
    assert_as_if_reloaded(mette)


def test_the_numbers_cost_the_page_the_same_however_many(visit, world, store, queries):
    mette = promised(visit("Mette"), world, store)
    with queries as few:
        mette.open(world.url)
    before = len(few)
    for month in MONTHS:
        contacts(world, store, month, 6)
    with queries as many:
        mette.open(world.url)
    assert len(many) == before


def test_it_is_changed_in_place(visit, world, store):
    mette = promised(visit("Mette"), world, store)
    assert not mette.page.select("#promise-new a")
    form = open_form(mette, mette.find('#young-people a[hx-target="#promise-new"]'))
    save(mette, form, True, 200, times="2")
    assert mette.find("#promise-new") and not mette.page.select("#promise-new a")
    assert store.only(ContactPromise).promised_on == MONTHS[0] and store.only(ContactPromise).times == 2


def test_each_young_person_is_promised_something_of_their_own(visit, world, store):
    lina = lina_turns_thirteen(world, store)
    mette = promise(visit("Mette"), world).open(world.url)
    form = open_form(mette, mette.find("#promise-new a[hx-get]"))
    assert [one["value"] for one in form.select('[name="person_id"] option')] == [str(lina)]
    promise(mette, world, 422)
    save(mette, form, True, 200, person_id=str(lina), times="2")
    assert not mette.page.select("#promise-new a")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"times": ""}, "times"),
        ({"times": "0"}, "times"),
        ({"times": "61"}, "times"),
        ({"times": "fire"}, "times"),
        ({"times": "-1"}, "times"),
        ({"manner": "x" * 121}, "manner"),
        ({"person_id": str(uuid.uuid4())}, "person_id"),
        ({"person_id": ""}, "person_id"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field(visit, world, store, wrong, field):
    mette = promise(visit("Mette"), world, 422, **{"manner": "Besøg", **wrong})
    assert mette.text(f"#promise-new-{field}-error")
    assert box(mette.find("form.editform"), "manner")["value"] == wrong.get("manner", "Besøg")
    assert store.count(ContactPromise) == 0


@pytest.mark.parametrize("name", ["Emil", "Lis"])
def test_who_does_not_keep_the_plan_promises_nothing(visit, world, name):
    assert visit(name).client.get(f"{world.url}/promises/new").status_code == 403


def test_two_colleagues_promise_at_once(visit, world, store):
    mette, jonas = visit("Mette"), visit("Jonas")
    form = form_page(mette, f"{world.url}/promises/new")
    promise(jonas, world)
    mette.submit(form, 422, fields={"person_id": str(world.people["Yusuf"]), "times": "2"})
    assert store.count(ContactPromise) == 1
