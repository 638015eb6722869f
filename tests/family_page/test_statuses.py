"""How things end: reached, dropped, done, paused, ended, gone from the plan; and that the page follows at once."""

import uuid

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.families.models import Person
from hfi.plan.models import Agreement, AgreementStatus, Goal, GoalStatus, Measure, MeasureGoal, MeasureStatus
from tests.family_page.items import add_measure
from tests.family_page.steps import (
    assert_as_if_reloaded,
    edit_link,
    form_page,
    held,
    message_at,
    open_form,
    save,
)
from tests.visitor import token_for

both_ways = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def second_goal(world, store):
    """Another goal, which a measure and an agreement serve."""
    goal = uuid.uuid4()
    store.add(Goal(id=goal, family_id=world.family, position=2, title="Penge til fritid", agreed_on=clock.today()))
    store.add(MeasureGoal(measure_id=world.measure, goal_id=goal, family_id=world.family))
    store.run(sa.update(Agreement).values(goal_id=goal))
    return goal


def edited(visitor, anchor, answer=200, **values):
    """The card is opened, filled in and saved with htmx."""
    form = open_form(visitor.open(visitor.world.url), edit_link(visitor, anchor))
    return save(visitor, form, True, answer, **values)


def test_a_reached_goal_stays_and_says_so(visit, world, store, second_goal):
    mette = edited(visit("Mette"), f"goal-{world.goal}", status="reached", now="9")
    assert store.get(Goal, world.goal).status is GoalStatus.REACHED
    assert mette.find(f"#goal-{world.goal} .badge-success")
    assert_as_if_reloaded(mette)


def test_a_dropped_goal_leaves_the_page_and_the_others_move_up(visit, world, store, second_goal):
    mette = edited(visit("Mette"), f"goal-{world.goal}", status="dropped")
    assert store.get(Goal, world.goal).status is GoalStatus.DROPPED
    assert not mette.page.select(f'[id="goal-{world.goal}"], a[href="#goal-{world.goal}"]')
    assert_as_if_reloaded(mette)


def test_a_new_goal_that_is_dropped_at_once_is_stored_and_not_shown(visit, world, store):
    mette = visit("Mette").open(world.url)
    form = open_form(mette, edit_link(mette, "goal-new"))
    save(mette, form, True, 200, title="Ikke alligevel", words="Nej.", start="", last="", status="dropped")
    assert store.count(Goal) == 2
    assert_as_if_reloaded(mette)


@both_ways
def test_an_agreement_is_done_and_opened_again(visit, world, store, htmx):
    bo, anchor = visit("Bo").open(world.url), f"agreement-{world.agreement}"
    save(bo, bo.find(f'[id="{anchor}"] form[action$="/done"]'), htmx, 200 if htmx else 303)
    done = store.get(Agreement, world.agreement)
    assert (done.status, done.done_on, done.updated_by_id) == (AgreementStatus.DONE, clock.today(), world.users["Bo"])
    assert_as_if_reloaded(bo) if htmx else bo.open(world.url)
    save(bo, bo.find(f'[id="{anchor}"] form[action$="/open"]'), htmx, 200 if htmx else 303)
    again = store.get(Agreement, world.agreement)
    assert (again.status, again.done_on) == (AgreementStatus.OPEN, None)


def test_what_is_done_is_counted_no_more(visit, world):
    bo = visit("Bo").open(world.url)
    assert bo.find('#secnav a[href="#agreements"] .count') and bo.find(
        f'#alerts a[href="#agreement-{world.agreement}"]'
    )
    bo.swap(bo.find(f'[id="agreement-{world.agreement}"] form[action$="/done"]'))
    assert not bo.page.select('#secnav a[href="#agreements"] .count, #alerts a[href^="#agreement-"]')
    assert "Aftale fast plads" in bo.text("#changes")


@both_ways
def test_an_agreement_that_is_called_off_leaves_the_page(visit, world, store, htmx):
    mette = visit("Mette").open(world.url)
    link = mette.find(f'[id="agreement-{world.agreement}"] a[href$="/drop"]')
    form = open_form(mette, link) if htmx else form_page(mette, link["href"])
    save(mette, form, htmx, 200 if htmx else 303, dropped_reason="Skolen har selv fundet en plads")
    dropped = store.get(Agreement, world.agreement)
    assert (dropped.status, dropped.dropped_reason) == (AgreementStatus.DROPPED, "Skolen har selv fundet en plads")
    assert_as_if_reloaded(mette) if htmx else mette.open(world.url)
    assert not mette.page.select(f'[id="agreement-{world.agreement}"]')


@pytest.mark.parametrize("name", ["Emil", "Jonas", "Sanne"])
def test_everybody_may_promise_something_of_their_own(visit, world, store, name):
    visitor = visit(name).open(world.url)
    form = open_form(visitor, edit_link(visitor, "agreement-new"))
    save(visitor, form, True, 200, text="Følge Lina til klubben", who=f"user:{world.users[name]}")
    added = store.only(Agreement, Agreement.text == "Følge Lina til klubben")
    assert added.user_id == world.users[name]
    assert visitor.find(f'[id="agreement-{added.id}"] form')
    assert_as_if_reloaded(visitor)


def test_who_keeps_no_plan_promises_for_nobody_else(visit, world, store):
    emil = visit("Emil").open(world.url)
    form = open_form(emil, edit_link(emil, "agreement-new"))
    assert [one["value"] for one in form.select("select[name=who] option")] == [f"user:{world.users['Emil']}"]
    save(emil, form, True, 422, text="Rydde op", who=f"person:{world.people['Lina']}")
    assert message_at(emil.find("form.editform"), "who")
    url = f"{world.url}/agreements/{world.agreement}/done"
    assert emil.client.post(url, data=token_for(emil.client, url)).status_code == 403
    assert store.count(Agreement) == 1 and store.get(Agreement, world.agreement).status is AgreementStatus.OPEN


@both_ways
def test_how_it_goes_with_a_measure_is_updated_in_a_short_form(visit, world, store, htmx):
    mette, before = visit("Mette").open(world.url), store.get(Measure, world.measure)
    link = mette.find(f'[id="measure-{world.measure}"] a[href$="/status"]')
    form = open_form(mette, link) if htmx else form_page(mette, link["href"])
    save(mette, form, htmx, 200 if htmx else 303, status="agreed", next_step="Ringe til konsulenten")
    after = store.get(Measure, world.measure)
    assert (after.status, after.next_step) == (MeasureStatus.AGREED, "Ringe til konsulenten")
    assert (after.title, after.starts_on, after.sensitive) == (before.title, before.starts_on, before.sensitive)
    assert_as_if_reloaded(mette) if htmx else mette.open(world.url)
    assert "Ringe til konsulenten" in mette.text(f'[id="measure-{world.measure}"]')


def test_the_short_form_asks_why_as_well(visit, world, store):
    mette = visit("Mette").open(world.url)
    form = open_form(mette, mette.find(f'[id="measure-{world.measure}"] a[href$="/status"]'))
    save(mette, form, True, 422, status="ended", next_step="Sige tak")
    form = mette.find("form.editform")
    assert message_at(form, "outcome") and held(form, "next_step") == "Sige tak"
    save(mette, form, True, 200, outcome="reached")
    assert store.get(Measure, world.measure).status is MeasureStatus.ENDED
    assert_as_if_reloaded(mette)


def test_a_pause_says_why(visit, world, store):
    mette = edited(visit("Mette"), f"measure-{world.measure}", 422, status="paused")
    form = mette.find("form.editform")
    assert message_at(form, "status_reason") and held(form, "status") == "paused"
    save(mette, form, True, 200, status_reason="Sommerferie")
    assert store.get(Measure, world.measure).status is MeasureStatus.PAUSED
    assert_as_if_reloaded(mette)


@pytest.mark.parametrize("status", ["ended", "declined"])
def test_an_ended_measure_leaves_the_week_and_the_goals(visit, world, store, status):
    mette = edited(visit("Mette"), f"measure-{world.measure}", status=status, outcome="reached")
    assert "Familiebehandling" not in mette.text("#week") + mette.text("#goals-list")
    assert_as_if_reloaded(mette)


def test_people_who_are_added_to_a_measure_stand_on_its_card(visit, world, store):
    only_lina = [str(world.people["Lina"])]
    mette = edited(visit("Mette"), f"measure-{world.measure}", person_ids=only_lina, goal_ids=[])
    assert "Lina" in mette.text(f"#measure-{world.measure}") and "Yusuf" not in mette.text(f"#measure-{world.measure}")
    assert_as_if_reloaded(mette)


def test_a_measure_that_another_profession_marks_sensitive_leaves_its_own_sight(visit, world, store):
    item = add_measure(world, store, "children/wellbeing", "Samtaler", "Lina", type_key="ppv")
    rikke = edited(visit("Rikke"), f"measure-{item}", sensitive="y")
    assert store.get(Measure, item).sensitive
    assert "Samtaler" not in str(rikke.page.select_one("#children-wellbeing"))
    assert_as_if_reloaded(rikke)


def test_a_type_that_is_sensitive_makes_the_measure_so(visit, world, store):
    rikke = visit("Rikke").open(world.url)
    form = open_form(rikke, edit_link(rikke, "children-wellbeing-measure-new"))
    typed = {"title": "Samtaler", "type_key": "psychologist-talks", "person_ids": [str(world.people["Lina"])]}
    save(rikke, form, True, 200, **typed)
    assert store.only(Measure, Measure.type_key == "psychologist-talks").sensitive
    assert_as_if_reloaded(rikke)


def test_who_is_no_longer_part_of_the_plan_leaves_the_page(visit, world, store):
    mette = edited(visit("Mette"), f"member-{world.people['Noor']}", left_on=f"{clock.today():%d.%m.%Y}")
    assert store.get(Person, world.people["Noor"]).left_on == clock.today()
    assert_as_if_reloaded(mette)
    assert not mette.page.select(f'[id="member-{world.people["Noor"]}"]')


def test_a_new_name_stands_everywhere_at_once(visit, world):
    mette = edited(visit("Mette"), f"member-{world.people['Lina']}", name="Rosa Solsikke")
    places = ("#head-members", "#goals", "#week", "#sections", "#agreements")
    assert not [place for place in places if "Lina" in mette.text(place)]
    assert_as_if_reloaded(mette)


def test_a_protected_member_takes_the_address_off_the_page(visit, world):
    mette = edited(visit("Mette"), f"member-{world.people['Lina']}", protected="y")
    assert "Prøvevej" not in str(mette.page)
    assert_as_if_reloaded(mette)
