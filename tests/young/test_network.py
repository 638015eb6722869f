"""The map of the people around a young person: who, how near, what they can help with; drawn, and as a table."""

import uuid

import pytest
import sqlalchemy as sa

from hfi.families.models import Family, Person, PersonKind
from hfi.young.models import Ring, Supporter
from tests.family_page.steps import box, form_page, open_form, save
from tests.young.family import join, support


@pytest.fixture(autouse=True)
def in_the_programme(world, store):
    join(world, store)


@pytest.fixture
def grandmother(world, store):
    """Somebody whom the plan knows already."""
    item = uuid.uuid4()
    store.add(
        Person(id=item, family_id=world.family, name="Fatma Solsikke", kind=PersonKind.NETWORK, relation="mormor")
    )
    return item


def rows(visitor):
    """The table beside the drawing, without the links."""
    lines = visitor.page.select(".network tbody tr")
    return [[one.get_text(" ", strip=True) for one in line.select("th, td")[:3]] for line in lines]


def test_the_drawing_and_the_table_say_the_same(visit, world, grandmother):
    mette = visit("Mette")
    support(mette, world, name="Træner Bo", relation="træner", ring="outer", helps="Kører mig til kamp")
    support(mette, world, name="", known_id=str(grandmother), ring="near").open(world.url)
    assert [row[0] for row in rows(mette)] == ["Fatma mormor", "Træner Bo træner"]
    assert rows(mette)[1][2] == "Kører mig til kamp"
    drawing = mette.find(".netmap")
    assert drawing["role"] == "img" and "Fatma" in drawing["aria-label"] and "Træner Bo" in drawing["aria-label"]
    assert not visit("Emil").open(world.url).page.select(".network a")


def test_somebody_moves_nearer_and_somebody_is_there_no_more(visit, world, store):
    mette = support(visit("Mette"), world).open(world.url)
    form = open_form(mette, mette.find(".network a[hx-get]"))
    assert box(form, "name")["value"] == "Farfar"
    save(mette, form, True, 200, ring="outer", helps="Ringer om søndagen")
    assert rows(mette)[0][2] == "Ringer om søndagen" and store.list(sa.select(Supporter.ring)) == [Ring.OUTER]
    form = open_form(mette, mette.find(".network a[hx-get]"))
    save(mette, form, True, 200, gone="y")
    assert not rows(mette) and mette.find("#supporter-new a[hx-get]")


def test_two_clicks_are_one_person(visit, world, store):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/supporters/new")
    values = {"person_id": str(world.people["Yusuf"]), "name": "Farfar", "ring": "near"}
    mette.submit(form, 303, fields=values)
    mette.submit(form, 303, fields=values)
    assert store.count(Supporter) == 1


def test_a_colleague_who_saved_first_is_not_written_over(visit, world, store):
    mette = support(visit("Mette"), world)
    item = store.list(sa.select(Supporter.id))[0]
    form = form_page(mette, f"{world.url}/supporters/{item}/edit")
    jonas = visit("Jonas")
    save(jonas, form_page(jonas, f"{world.url}/supporters/{item}/edit"), False, 303, helps="Lektier")
    mette.submit(form, 409, fields={"helps": "Mad"})
    assert "Lektier" in mette.text(".conflict") and "Mad" in mette.text(".conflict")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"ring": None}, "ring"),
        ({"ring": "middle-earth"}, "ring"),
        ({"known_id": "x"}, "known_id"),
        ({"known_id": str(uuid.uuid4())}, "known_id"),
        ({"known_id": "Yusuf", "name": ""}, "known_id"),
        ({"known_id": "Karim"}, "name"),
        ({"person_id": "Karim"}, "person_id"),
        ({"helps": "x" * 301}, "helps"),
        ({"relation": "ab\u202ecd"}, "relation"),
        ({"kept_from_ids": ["Lina"]}, "kept_from_ids"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field(visit, world, store, wrong, field):
    def ids(value):
        return [ids(one) for one in value] if isinstance(value, list) else str(world.people.get(value, value))

    given = {key: None if value is None else ids(value) for key, value in wrong.items()}
    mette = support(visit("Mette"), world, 422, **{"helps": "Lektier", **given})
    assert mette.text(f"#supporter-new-{field}-error")
    assert box(mette.find("form.editform"), "helps").get_text().strip() == given.get("helps", "Lektier")
    assert store.count(Supporter) == 0


def test_nobody_elses_network_is_reached(visit, world, store):
    mette = visit("Mette")
    store.run(sa.update(Family).values(programme="taet-paa-familien"))
    item = uuid.uuid4()
    store.add(Person(id=item, family_id=world.other_family, name="En Anden", kind=PersonKind.CHILD))
    other = uuid.uuid4()
    row = Supporter(id=other, family_id=world.other_family, person_id=item, name="Hemmelig", ring=Ring.NEAR)
    row.created_at = store.list(sa.select(Family.updated_at))[0]
    store.add(row)
    assert mette.client.get(f"{world.url}/supporters/{other}/edit").status_code == 404
    support(mette, world, 422, known_id=str(item), name="")
    assert "Hemmelig" not in mette.open(world.url).response.text
