"""A family's deadlines: all departments' in one list, each for those who may see what it is about."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.audit.models import AuditEntry
from hfi.families.models import Family, Person
from hfi.meetings.models import PlanMeeting
from hfi.plan.models import SectionRecord, SectorPlan
from tests.family_page.crowd import settle_large, settle_small
from tests.family_page.items import add_measure
from tests.family_page.steps import assert_as_if_reloaded, edit_link, open_form, save
from tests.world import OTHER_REFERENCE, REFERENCE

PAGE = f"/families/{REFERENCE}/deadlines"


def add_plan(world, store, section="social/support", **more):
    """A department's own plan."""
    item = uuid.uuid4()
    values = {"kind": "child-plan", "lines": "Ro.", "created_at": clock.now()} | more
    store.add(SectorPlan(id=item, family_id=world.family, section_id=section, **values))
    return item


def lines(visitor, url=PAGE):
    """The list's lines, as text."""
    return [" ".join(one.get_text(" ").split()) for one in visitor.open(url).page.select(".due")]


def aware(world, store, days):
    """The social department became aware so many days ago."""
    own = {"aware_on": (clock.today() - timedelta(days=days)).isoformat()}
    store.rewrite(SectionRecord, SectionRecord.section_id == "social/support", details={"own": own, "people": {}})


def test_the_law_and_the_programme_stand_in_one_list_by_day(visit, world, store):
    aware(world, store, 115)
    add_plan(world, store, decided_on=clock.today() - timedelta(days=80), person_id=world.people["Lina"])
    found = visit("Mette").open(PAGE).page.select(".due")
    texts = " ".join(one.get_text(" ") for one in found)
    assert "§ 20" in texts and "§§ 91-92" in texts and "Lina" in texts and "§ 11 a" not in texts
    assert [one["class"][1] for one in found].count("due--later") < len(found)


def test_what_is_late_is_first_and_says_so(visit, world, store):
    aware(world, store, 200)
    visitor = visit("Mette").open(PAGE)
    assert "due--late" in visitor.page.select(".due")[0]["class"]
    assert visitor.open(world.url).find("#deadlines .due--late")


def test_who_may_not_see_a_part_does_not_see_its_deadlines(visit, world, store):
    add_plan(world, store, "health/health", kind="x", deadline_on=clock.today(), reference="SUF-1")
    add_plan(world, store, "children/health-visiting", kind="health-visitor-plan", deadline_on=clock.today())
    assert len(lines(visit("Hanne"))) == len(lines(visit("Mette"))) + 1 == len(lines(visit("Ditte")))


def test_a_young_person_with_a_plan_needs_a_youth_plan_at_sixteen(visit, world, store):
    add_plan(world, store, person_id=world.people["Yusuf"], status="in_force")
    assert "§ 108" not in " ".join(lines(visit("Mette")))
    born = clock.months_after(clock.today(), -16 * 12)
    store.run(sa.update(Person).where(Person.id == world.people["Yusuf"]).values(born_on=born))
    assert "§ 108" in " ".join(lines(visit("Mette")))
    add_plan(world, store, person_id=world.people["Yusuf"], kind="youth-plan", status="in_force")
    assert "§ 108" not in " ".join(lines(visit("Mette")))


def test_what_the_law_ends_is_in_the_list(visit, world, store):
    add_measure(world, store, "employment/work", "Ressourceforløb", "Karim", type_key="resource-course")
    assert any("Ressourceforløb" in one and "L 66" in one for one in lines(visit("Jonas")))


def test_before_the_first_meeting_the_days_since_enrolment_count(visit, world, store):
    store.run(sa.delete(PlanMeeting))
    store.run(sa.update(Family).where(Family.id == world.family).values(enrolled_on=clock.today()))
    assert [one for one in lines(visit("Sanne")) if "programmets ramme" in one]


def test_a_closed_family_has_none(visit, world, store):
    store.run(sa.update(Family).where(Family.id == world.family).values(closed_on=clock.today()))
    assert lines(visit("Sanne")) == []


@pytest.mark.parametrize(("name", "status"), [("Dorthe", 404), ("Ada", 403), ("Stig", 403), ("Lis", 200), ("Ole", 200)])
def test_who_gets_the_list(visit, name, status):
    assert visit(name).client.get(PAGE).status_code == status


def test_the_reading_is_logged(visit, world, store):
    visit("Bo").open(PAGE)
    told = AuditEntry.what.startswith("deadlines:"), AuditEntry.actor_id == world.users["Bo"]
    assert store.count(AuditEntry, *told) == 1


def test_the_region_follows_a_save(visit, world, store):
    item = add_plan(world, store, deadline_on=clock.today() + timedelta(days=3))
    mette = visit("Mette").open(world.url)
    before = len(mette.page.select("#deadlines .due"))
    form = open_form(mette, edit_link(mette, f"plan-{item}"))
    save(mette, form, True, 200, kind="child-plan", status="ended", lines="Færdig")
    assert len(mette.page.select("#deadlines .due")) == before - 1
    assert_as_if_reloaded(mette)


def test_the_list_costs_the_same_for_twelve_people_as_for_two(visit, world, store, queries):
    settle_small(world, store)
    settle_large(world, store)
    mette, counts = visit("Mette"), []
    for reference in (OTHER_REFERENCE, REFERENCE):
        with queries:
            mette.client.get(f"/families/{reference}/deadlines")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_overview_has_what_is_near_in_ones_own_families(visit, world, store):
    aware(world, store, 200)
    mette = visit("Mette").open("/")
    assert "§" not in mette.text("#my-deadlines") and len(mette.page.select("#my-deadlines .due--late")) == 1
    # Another department's part is on the family's page only.
    assert not visit("Hanne").open("/").page.select("#my-deadlines .due--late")


def test_the_overview_shows_the_first_and_counts_the_rest(visit, world, store):
    for _number in range(10):
        add_plan(world, store, deadline_on=clock.today())
    mette = visit("Mette").open("/")
    assert len(mette.page.select("#my-deadlines .due")) == 8 and mette.find("#my-deadlines .more")
