"""A young person's own words: who held the pen, nothing is ever rewritten, and nobody is asked in other programmes."""

import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from hfi.audit.models import Revision
from hfi.families.models import Family, Person
from hfi.young.models import OwnWords
from tests.family_page.steps import box, form_page, open_form, save
from tests.young.family import DREAM, join, lina_turns_thirteen, promise, say, support


@pytest.fixture(autouse=True)
def in_the_programme(world, store):
    join(world, store)


def bubbles(visitor, selector="#young-people > article > .sayings"):
    """What stands in the young person's speech bubbles."""
    return [one.get_text() for one in visitor.page.select(f"{selector} blockquote")]


def test_what_yusuf_says_stands_on_his_page_with_who_held_the_pen(visit, world):
    mette = say(visit("Mette"), world, dreams=DREAM, help="At komme op om morgenen").open(world.url)
    assert bubbles(mette) == [DREAM, "At komme op om morgenen"]
    source = mette.text("#young-people .sayings p")
    assert "Yusuf" in source and "Mette Prøvesen" in source
    # Everybody at work with the family reads it.
    assert bubbles(visit("Emil").open(world.url)) == [DREAM, "At komme op om morgenen"]
    assert visit("Jonas").open(world.url).page.select('.secnav a[href="#young"]')


def test_new_words_stand_beside_the_old_which_stay_as_they_were(visit, world, store):
    mette = say(visit("Mette"), world, dreams=DREAM, challenges="Skolen larmer")
    say(mette, world, dreams="Jeg vil sejle", penned="self").open(world.url)
    assert bubbles(mette) == ["Skolen larmer", "Jeg vil sejle"]
    assert bubbles(mette, ".earlier") == [DREAM]
    assert store.count(OwnWords) == 2
    assert not [one for one in mette.page.select("a[href]") if "/words/" in one["href"] and "edit" in one["href"]]


def test_no_address_and_no_statement_rewrites_them(visit, world, store):
    mette = say(visit("Mette"), world, dreams=DREAM)
    item = store.list(sa.select(OwnWords.id))[0]
    for path in (f"words/{item}/edit", f"words/{item}"):
        assert mette.client.get(f"{world.url}/{path}").status_code == 404
    with pytest.raises(DatabaseError):
        store.run(sa.update(OwnWords).where(OwnWords.id == item).values(penned="self"))


def test_a_form_that_names_old_words_and_their_version_adds_new_ones(visit, world, store):
    mette = say(visit("Mette"), world, dreams=DREAM)
    item = store.list(sa.select(OwnWords.id))[0]
    say(mette, world, dreams="Noget andet", item=str(item), version="1").open(world.url)
    assert bubbles(mette) == ["Noget andet"] and bubbles(mette, ".earlier") == [DREAM]
    assert store.count(OwnWords) == 2


def test_two_clicks_are_one_occasion(visit, world, store):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/words/new")
    values = {"person_id": str(world.people["Yusuf"]), "penned": "self", "dreams": DREAM}
    mette.submit(form, 303, fields=values)
    mette.submit(form, 303, fields=values)
    assert store.count(OwnWords) == 1


def test_it_is_written_in_place(visit, world):
    mette = visit("Mette").open(world.url)
    form = open_form(mette, mette.find("#word-new a[hx-get]"))
    save(mette, form, True, 200, person_id=str(world.people["Yusuf"]), penned="self", dreams=DREAM)
    assert bubbles(mette) == [DREAM] and mette.find("#word-new a[hx-get]")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"dreams": ""}, "resources"),
        ({"dreams": "   \n "}, "resources"),
        ({"penned": None}, "penned"),
        ({"penned": "by_mother"}, "penned"),
        ({"person_id": ""}, "person_id"),
        ({"person_id": "x"}, "person_id"),
        ({"person_id": str(uuid.uuid4())}, "person_id"),
        ({"dreams": "x" * 1001}, "dreams"),
        ({"dreams": "ab\u202ecd"}, "dreams"),
        ({"kept_from_ids": [str(uuid.uuid4())]}, "kept_from_ids"),
        ({"kept_from_ids": ["x"]}, "kept_from_ids"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field_and_nothing_typed_is_lost(visit, world, store, wrong, field):
    values = {"dreams": DREAM, "challenges": "<b>Skolen</b>", "penned": "self", **wrong}
    if not values["dreams"] or not values["dreams"].strip():
        values["challenges"] = ""
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/words/new")
    given = {"person_id": str(world.people["Yusuf"]), **values}
    mette.submit(form, 422, fields=given)
    form = mette.find("form.editform")
    error = mette.page.select_one(f"#word-new-{field}-error")
    assert error and error.get_text(strip=True)
    assert box(form, "challenges").get_text().strip() == values["challenges"]
    assert store.count(OwnWords) == 0


def test_only_for_the_young(visit, world, store):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/words/new")
    assert [one["value"] for one in form.select('[name="person_id"] option')] == [str(world.people["Yusuf"])]
    for name in ("Lina", "Karim"):
        say(mette, world, 422, person_id=str(world.people[name]), dreams=DREAM)
    lina_turns_thirteen(world, store)
    say(mette, world, person_id=str(world.people["Lina"]), dreams="At danse").open(world.url)
    assert len(mette.page.select(".young__person")) == 2


@pytest.mark.parametrize(("name", "status"), [("Emil", 403), ("Lis", 403), ("Ole", 403), ("Dorthe", 404), ("Ada", 403)])
def test_who_does_not_keep_the_plan_does_not_write(visit, world, name, status):
    assert visit(name).client.get(f"{world.url}/words/new").status_code == status


def test_the_words_are_sealed_and_told_in_the_log(visit, world, store):
    say(visit("Mette"), world, dreams=DREAM)
    raw = store.list(sa.select(sa.literal_column("dreams")).select_from(OwnWords.__table__))
    assert DREAM.encode() not in bytes(raw[0])
    assert "ownwords" in store.list(sa.select(Revision.kind))


def test_colleagues_are_told_that_there_are_new_words_but_not_which(visit, world):
    say(visit("Mette"), world, dreams=DREAM)
    jonas = visit("Jonas").open(world.url)
    assert "Yusuf" in jonas.text("#changes") and DREAM not in jonas.text("#changes")


def test_the_page_costs_the_same_for_two_young_people_who_say_much(visit, world, store, queries):
    mette = visit("Mette")
    mette.open(world.url)
    with queries:
        mette.open(world.url)
    before = len(queries)
    lina = str(lina_turns_thirteen(world, store))
    for number in range(4):
        say(mette, world, dreams=f"{DREAM} {number}", kept_from_ids=[str(world.people["Karim"])])
        say(mette, world, person_id=lina, dreams="At danse")
        support(mette, world, person_id=lina, name=f"Ven {number}")
    promise(mette, world)
    with queries:
        mette.open(world.url)
    assert len(queries) == before


def test_other_programmes_have_no_such_page(visit, world, store):
    store.run(sa.update(Family).values(programme="hfi"))
    mette = visit("Mette").open(world.url)
    assert not mette.page.select("#young")
    for kind in ("words", "supporters", "promises"):
        assert mette.client.get(f"{world.url}/{kind}/new").status_code == 404


def test_without_a_young_person_there_is_nothing(visit, world, store):
    store.run(sa.update(Person).where(Person.id == world.people["Yusuf"]).values(born_on=None))
    assert not visit("Mette").open(world.url).page.select("#young")


def test_the_log_and_the_overview_say_it_in_words(visit, world):
    mette = support(promise(say(visit("Mette"), world, dreams=DREAM), world), world)
    sanne = visit("Sanne")
    log = sanne.open(f"{world.url}/log").text("main")
    changes = sanne.open("/").text("#changed-by-others")
    for name in ("ownwords", "supporter", "contactpromise", "word:", "promise:"):
        assert name not in log and name not in changes
    # Three things are told, and none of them in the young person's words.
    assert len(sanne.page.select("#changed-by-others li")) >= 3 and DREAM not in log + changes
    assert mette.open("/").response.status_code == 200
