"""Contact with the caseworker: what was promised, and what came of it, month by month."""

import uuid

import pytest
import sqlalchemy as sa

from hfi.plan.section_form import last_months
from hfi.young.models import ContactPromise
from tests.family_page.steps import box, form_page, open_form, save
from tests.visitor import form_data
from tests.young.family import join, lina_turns_thirteen, promise

COUNTS = [f"{last_months()[0]:%Y-%m}", "1", "2", "3", "", "5", "6"]


@pytest.fixture(autouse=True)
def in_the_programme(world, store):
    join(world, store)


def table(visitor):
    """The numbers under the months."""
    return [one.get_text(strip=True) for one in visitor.page.select("#young .mtab td")]


def test_the_page_shows_promised_and_actual(visit, world):
    mette = promise(visit("Mette"), world, counts=COUNTS, manner="En gåtur").open(world.url)
    assert table(mette) == ["1", "2", "3", "–", "5", "6"]
    # Five in the month that is over, where four were promised; one, two and three were too few.
    assert mette.page.select("#young .badge-success") and len(mette.page.select("#young .mtab .fill-warn")) == 3
    assert "En gåtur" in mette.text("#young")


def test_a_month_below_the_promise_is_said_in_words(visit, world):
    counts = [*COUNTS[:5], "2", "1"]
    mette = promise(visit("Mette"), world, counts=counts).open(world.url)
    assert mette.page.select("#young .badge-warning") and not mette.page.select("#young .badge-success")
    # This month is not over: it is no broken promise yet.
    assert not mette.page.select("#young .mtab td:last-child .fill-warn")


def test_it_is_counted_on_in_place(visit, world, store):
    mette = promise(visit("Mette"), world, counts=COUNTS).open(world.url)
    assert not mette.page.select("#promise-new a")
    form = open_form(mette, mette.find('#young-people a[hx-target="#promise-new"]'))
    assert form_data(form)["counts"] == COUNTS
    save(mette, form, True, 200, counts=[*COUNTS[:6], "9"])
    assert table(mette)[-1] == "9" and mette.find("#promise-new") and not mette.page.select("#promise-new a")
    assert store.list(sa.select(ContactPromise.version)) == [2]


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
        ({"counts": [*COUNTS[:6], "61"]}, "counts"),
        ({"counts": [*COUNTS[:6], "mange"]}, "counts"),
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
