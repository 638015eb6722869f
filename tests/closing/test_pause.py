"""The work with a family rests for a while: the clock stands still, and everybody sees why."""

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.families.models import Family, Phase
from hfi.meetings.models import PlanMeeting
from hfi.phases.models import Pause
from tests.closing.steps import family, fill, pause
from tests.family_page.test_queries import count  # noqa: F401 - a fixture
from tests.team.steps import day, typed
from tests.visitor import Visitor

WHY = "Amina er på barsel"


@pytest.fixture
def late(store, world):
    """The last meeting was held half a year ago, and none is agreed."""
    store.run(sa.delete(PlanMeeting).where(~PlanMeeting.held))
    store.rewrite(PlanMeeting, starts_at=clock.at(day(-180), 10))


@pytest.fixture
def sanne(late, visit, world):
    """Sanne, who let the work rest."""
    return pause(visit("Sanne"), world, expected_until=typed(day(60)))


def test_the_work_rests_and_goes_on(sanne, store, world):
    row = store.only(Pause)
    assert (row.from_on, row.expected_until, row.reason) == (clock.today(), day(60), WHY)
    assert family(store, world).phase is Phase.PAUSED
    fill(sanne, world, "resume")
    assert store.only(Pause).resumed_on == clock.today() and family(store, world).phase is Phase.ENROLLED


@pytest.mark.parametrize("name", ["Mette", "Bo", "Ole"])
def test_everybody_who_reads_the_plan_reads_why(sanne, visit, world, name):
    assert WHY in visit(name).open(world.url).find(".fam__absent").text


def test_the_plan_may_still_be_written(sanne, visit, world):
    visit("Mette").open(f"{world.url}/goals/new")


def follow_up(visitor: Visitor, world):
    """Whether the page, the overview, the deadlines and the list say that the follow-up is overdue."""
    page = visitor.open(world.url).page.select("#alerts .todo--err a[href='#overview']")
    due = visitor.open(f"{world.url}/deadlines").page.select(f"main a[href='{world.url}#overview'], main .todo--err")
    mine = visitor.open("/").page.select("#my-families .flag--err")
    return bool(page), bool(due), bool(mine)


def test_the_follow_up_clock_stands_still_and_begins_anew(late, visit, store, world):
    mette = visit("Mette")
    page, _due, mine = follow_up(mette, world)
    assert page and mine
    sanne = pause(visit("Sanne"), world)
    assert follow_up(mette, world)[0::2] == (False, False)
    fill(sanne, world, "resume")
    assert follow_up(mette, world)[0::2] == (False, False)
    store.rewrite(Pause, from_on=day(-170), resumed_on=day(-160))
    assert follow_up(mette, world)[0::2] == (True, True)


def test_lists_say_so_and_can_be_asked_for_it(sanne, visit, world):
    mette = visit("Mette")
    row = mette.open("/families?state=paused").find("tbody tr")
    assert world.url in str(row) and row.select_one(".badge-warning")
    assert mette.open("/families?state=active").find("tbody .badge-warning")
    assert mette.open("/").find("#my-families .badge-warning")


def test_the_managers_figures_count_it_as_in_progress_and_not_as_late(late, visit, store, world):
    ole = visit("Ole").open("/caseload")
    late_before = len(ole.page.select("main [data-late], .kpi--bad"))
    pause(visit("Sanne"), world)
    ole.open("/caseload")
    assert len(ole.page.select("main [data-late], .kpi--bad")) <= late_before
    assert "1" in ole.find(".kpis .kpi__s").text


def test_it_rests_once(visit, store, world):
    sanne = visit("Sanne").open(f"{world.url}/pause")
    form = sanne.find("main form")
    for _click in range(2):
        sanne.submit(form, 303, {"reason": WHY})
    assert store.count(Pause) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", ""), ("reason", "x" * 2001), ("from_on", ""), ("from_on", typed(day(1))), ("from_on", "nu"),
     ("expected_until", typed(day(-1))), ("expected_until", "til foråret")],
)  # fmt: skip
def test_what_is_wrong_with_a_pause_is_said_by_its_field(visit, store, world, field, value):
    sanne = pause(visit("Sanne"), world, 422, **{"expected_until": typed(day(9)), field: value})
    assert sanne.find(f"#pause-errors a[href='#{field}']") and store.count(Pause) == 0


@pytest.mark.parametrize("value", ["", typed(day(2)), "snart"])
def test_the_work_goes_on_from_a_day_that_is_here(sanne, world, store, value):
    fill(sanne, world, "resume", 422, resumed_on=value)
    assert sanne.find("#resume-errors a[href='#resumed_on']") and store.only(Pause).resumed_on is None


@pytest.mark.parametrize("name", ["Mette", "Jonas", "Bo"])
def test_only_the_coordinator_and_managers_let_it_rest(visit, world, name):
    visit(name).open(f"{world.url}/pause", 403)


def test_what_runs_is_not_resumed_and_what_rests_not_paused(sanne, visit, world, store):
    assert sanne.client.get(f"{world.url}/pause").headers["Location"].endswith("/phase")
    store.run(sa.update(Family).values(phase=Phase.ENROLLED))
    assert sanne.client.get(f"{world.url}/resume").headers["Location"].endswith("/phase")


def test_a_pause_that_began_after_its_end_ends_with_its_first_day(sanne, store, world):
    fill(sanne, world, "resume", resumed_on=typed(day(-3)))
    row = store.only(Pause)
    assert row.resumed_on == row.from_on


def test_a_page_on_a_pause_asks_once_more_and_no_more(visit, world, count):  # noqa: F811
    before = len(count(visit("Mette"), world.url))
    pause(visit("Sanne"), world)
    mette = visit("Mette")
    assert len(count(mette, world.url)) == before + 1 <= 30
