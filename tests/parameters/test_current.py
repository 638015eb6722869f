"""What an administrator writes holds in the forms and on the pages of those who work with families, day by day."""

from datetime import date

import pytest
import sqlalchemy as sa

from hfi.families.models import Family
from hfi.parameters import current
from hfi.parameters.models import Parameter
from hfi.plan.department import registry
from hfi.plan.models import Goal, Measure, SectionRecord
from hfi.programmes.model import main_programme
from tests.parameters.steps import add, close, offered, row
from tests.team.steps import day, typed

NEW = "/social/support/measures/new"


@pytest.mark.parametrize(("start", "last", "is_offered"), [
    (0, None, True), (-1, 0, True), (-9, -1, False), (1, None, False), (0, 0, True),
])  # fmt: skip
def test_a_form_offers_what_holds_on_the_day(visit, world, store, start, last, is_offered):
    add(visit("Ada"), start=start, **({} if last is None else {"valid_until": typed(day(last))}))
    found = offered(visit("Mette"), world.url + NEW, "type_key")
    assert ("Familiekunst" in found.values()) is is_offered


def test_words_are_in_the_readers_language(visit, world, store):
    add(visit("Ada"))
    key = store.only(Parameter).key
    mette = visit("Mette")
    assert offered(mette, world.url + NEW, "type_key")[key] == "Familiekunst"
    mette.submit(mette.find("form[action='/language']"), language="en")
    assert offered(mette, world.url + NEW, "type_key")[key] == "Family art"


def test_a_measure_keeps_the_words_of_a_closed_entry(visit, world, store):
    ada, mette = visit("Ada"), visit("Mette")
    url = add(ada).response.headers["Location"]
    key = store.only(Parameter).key
    store.run(sa.update(Measure).where(Measure.id == world.measure).values(type_key=key))
    edit = f"{world.url}/social/support/measures/{world.measure}/edit"
    close(ada, url)
    with_today = offered(mette, world.url + NEW, "type_key")
    store.run(sa.update(Parameter).values(valid_from=day(-9), valid_until=day(-1)))
    assert key in with_today and key not in offered(mette, world.url + NEW, "type_key")
    assert offered(mette, edit, "type_key")[key] == "Familiekunst"
    store.rewrite(Measure, Measure.id == world.measure, legal_ground="§ 32")
    assert "Familiekunst" in mette.open(world.url).text(f"#measure-{world.measure}")


def test_a_measure_of_a_sensitive_kind_is_sensitive(visit, world, store):
    add(visit("Ada"), sensitive="y")
    mette = visit("Mette").open(world.url + NEW)
    values = {"type_key": store.only(Parameter).key, "title": "Kunst", "person_ids": [str(world.people["Lina"])]}
    mette.submit(mette.find("main form[action$='/measures/new']"), 303, **values)
    assert store.only(Measure, Measure.type_key == values["type_key"]).sensitive


def test_a_housing_area_is_chosen_and_gives_the_district(visit, world, store):
    ada, sanne = visit("Ada"), visit("Sanne")
    url = add(ada, "areas").response.headers["Location"]
    facts = f"{world.url}/facts/edit"
    assert "Æblegården" in offered(sanne, facts, "housing_area")
    sanne.submit(sanne.find("main form[action$='/facts/edit']"), 303, housing_area="Æblegården")
    assert store.get(Family, world.family).district == "Nørrebro"
    store.run(sa.update(Parameter).values(valid_from=day(-9)))
    close(ada, url, -1)
    assert "Æblegården" in offered(sanne, facts, "housing_area")
    assert "Æblegården" in offered(sanne, "/families", "area")
    assert "Æblegården" in visit("Ole").open("/caseload").text("section[aria-labelledby=places-h]")
    store.rewrite(Family, Family.id == world.family, housing_area="Mjølnerparken")
    assert "Æblegården" not in offered(sanne, facts, "housing_area")


def test_a_deadline_follows_the_rule_of_its_day(visit, world, store):
    """From today on there are two months instead of four; what counts from yesterday keeps its four."""
    ada, mette = visit("Ada"), visit("Mette")
    _cells, url = row(ada, "Den børnefaglige undersøgelse skal være færdig", "deadlines")
    close(ada, url, -1)
    add(ada, "deadlines", words="To måneder nu", done_field="finished_on", months="2")
    for distance, words in ((-1, "skal være færdig"), (0, "To måneder nu")):
        own = {"aware_on": day(distance).isoformat()}
        write_section(store, world, own)
        shown = mette.open(world.url).text("#social-support-details")
        assert words in shown, shown


def write_section(store, world, own):
    """What stands in the social section."""
    found = store.list(sa.select(SectionRecord.id).where(SectionRecord.section_id == "social/support"))
    details = {"own": own, "people": {}}
    if found:
        store.rewrite(SectionRecord, SectionRecord.id == found[0], details=details)
    else:
        store.add(SectionRecord(family_id=world.family, section_id="social/support", details=details))


def test_the_program_knows_every_scale(visit, world, store):
    add(visit("Ada"), "scales")
    found = current.scales(main_programme())
    assert [one.title for one in found if one.high == 5] == ["Hvor trygt er der?"]
    assert not any(one.offered_on(date(2020, 1, 1)) for one in found if one.high == 5)


def test_reading_the_lists_is_one_query_in_a_request(visit, world, store, queries):
    mette, ada = visit("Mette").open(world.url), visit("Ada")
    counts = []
    for number in range(3):
        with queries:
            mette.open(world.url)
        counts.append(len(queries))
        add(ada, words=f"Nyt {number}")
        add(ada, "areas", words=f"Gård {number}")
    assert len(set(counts)) == 1


def test_without_rows_the_lists_are_those_of_the_files(app, world):
    section = registry().by_id["employment/work"]
    assert [one.key for one in current.measure_types(section)] == [one.key for one in section.measure_types]
    assert current.housing_areas(main_programme()) == main_programme().housing_areas
    assert current.deadlines(section) == section.deadlines
    assert current.scales(main_programme()) == main_programme().scales


LIFE = {"low": "0", "high": "10", "words": "Hvor trygt er der hjemme?"}


def test_a_goal_is_measured_on_one_of_the_programmes_scales(visit, world, store):
    add(visit("Ada"), "scales", **LIFE)
    add(visit("Ada"), "scales", **{**LIFE, "low": "1", "high": "5", "words": "Andre tal"})
    mette = visit("Mette")
    found = offered(mette, f"{world.url}/goals/{world.goal}/edit", "scale")
    # Without a key of its own the programme's first; a goal's numbers go from 0 to 10.
    assert next(iter(found.values())) == "Hvor er vi i dag?" and "Andre tal" not in found.values()
    key = next(key for key, title in found.items() if title == LIFE["words"])
    mette.submit(mette.find(f"main form[action$='/goals/{world.goal}/edit']"), 303, scale=key)
    assert store.only(Goal).scale == key
    assert LIFE["words"] in mette.open(world.url).text(f"#goal-{world.goal}")


def test_a_goal_keeps_a_scale_that_is_closed_and_none_that_never_was(visit, world, store):
    ada, mette = visit("Ada"), visit("Mette")
    url = add(ada, "scales", **LIFE).response.headers["Location"]
    store.rewrite(Goal, Goal.id == world.goal, scale=store.only(Parameter).key)
    close(ada, url)
    store.run(sa.update(Parameter).values(valid_from=day(-9), valid_until=day(-1)))
    edit = f"{world.url}/goals/{world.goal}/edit"
    assert LIFE["words"] in offered(mette, edit, "scale").values()
    assert LIFE["words"] not in offered(mette, f"{world.url}/goals/new", "scale").values()
    mette.open(edit).submit(mette.find("main form[action$='/edit']"), 422, scale="x")
    assert mette.page.select("[id$='-scale-error']")


def test_a_programme_without_scales_left_still_has_goals(visit, world, store):
    store.rewrite(Goal, Goal.id == world.goal, scale="gone")
    mette = visit("Mette").open(world.url)
    assert mette.find(f"#goal-{world.goal}")
    mette.open(f"{world.url}/goals/{world.goal}/edit")
