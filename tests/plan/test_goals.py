"""Shared goals: what they are to become, their way on the scale, and the departments' goals under them."""

import uuid

import pytest

from hfi import clock
from hfi.plan.goal_history import DepartmentGoal, GoalPoint
from hfi.plan.models import Goal
from tests.family_page.steps import assert_as_if_reloaded, edit_link, form_page, message_at, open_form, save, send
from tests.visitor import token_for

UNKNOWN = str(uuid.UUID(int=7))
SUPPORT, VISITING = "social/support", "children/health-visiting"


def edit_goal(visitor, world, answer=200, **values):
    """The goal is opened, filled in and saved."""
    form = open_form(visitor.open(world.url), edit_link(visitor, f"goal-{world.goal}"))
    return save(visitor, form, True, answer, **values)


def aim(world, store, section=SUPPORT, **more):
    """A goal of a department under the shared one."""
    item = uuid.uuid4()
    values = {"goal_id": world.goal, "text": "Tre rolige morgener om ugen", "created_at": clock.now()} | more
    store.add(DepartmentGoal(id=item, family_id=world.family, section_id=section, **values))
    return item


def test_what_a_goal_is_to_become_and_its_signs_stand_on_its_card(visit, world, store):
    mette = edit_goal(
        visit("Mette"), world, preferred_future="Vi spiser sammen.", signs="Ingen råber\nAlle er klar kl. 8"
    )
    card = f'[id="goal-{world.goal}"]'
    assert "Vi spiser sammen." in mette.text(card) and len(mette.page.select(f"{card} .dots li")) == 2
    assert store.get(Goal, world.goal).signs == "Ingen råber\nAlle er klar kl. 8"
    assert_as_if_reloaded(mette)


@pytest.mark.parametrize(
    ("name", "text"), [("preferred_future", "x" * 801), ("signs", "y" * 601), ("signs", "a\u202eb")]
)
def test_too_long_and_hidden_letters_are_refused_and_kept(visit, world, store, name, text):
    mette = edit_goal(visit("Mette"), world, 422, **{name: text})
    assert message_at(mette.find("form.editform"), name) and mette.find(f'textarea[name="{name}"]').text.strip() == text
    assert store.get(Goal, world.goal).version == 1


def test_every_move_on_the_scale_is_kept_and_drawn(visit, world, store):
    mette = visit("Mette")
    for now in ("6", "6", "7"):
        edit_goal(mette, world, now=now)
    # The first one came when the goal was made; a save that moves nothing adds nothing.
    assert sorted(store.list(GoalPoint.__table__.select().with_only_columns(GoalPoint.value))) == [5, 6, 7]
    store.rewrite(GoalPoint, GoalPoint.value == 5, day=clock.months_after(clock.today(), -3))
    card = mette.open(world.url).find(f'[id="goal-{world.goal}"] .goalway')
    assert "5" in card["aria-label"] and "7" in card["aria-label"]


def test_a_new_goal_starts_where_it_is_now(visit, world, store):
    mette = visit("Mette").open(world.url)
    form = open_form(mette, edit_link(mette, "goal-new"))
    assert not form.select("[name=start], [name=last], [name=status]")
    save(mette, form, True, 200, title="Job til Karim", words="Jeg vil arbejde.", now="3")
    goal = store.only(Goal, Goal.id != world.goal, Goal.family_id == world.family)
    assert (goal.start, goal.last, goal.now) == (3, None, 3)
    assert_as_if_reloaded(mette)


def test_the_departments_whose_measures_serve_a_goal_contribute(visit, world):
    mette = visit("Mette").open(world.url)
    assert "SOF" in mette.text(f'[id="goal-{world.goal}"] .goal__helps')


@pytest.mark.parametrize("number", [4, 5])
def test_more_than_five_goals_earn_a_gentle_word(visit, world, store, number):
    base = {"family_id": world.family, "agreed_on": clock.today()}
    store.add(*(Goal(**base, position=one, title=f"Mål {one}") for one in range(2, 2 + number)))
    assert bool(visit("Bo").open(world.url).text("#many-goals")) is (number == 5)


def test_the_gentle_word_comes_with_the_sixth_goal(visit, world, store):
    base = {"family_id": world.family, "agreed_on": clock.today()}
    store.add(*(Goal(**base, position=one, title=f"Mål {one}") for one in range(2, 6)))
    mette = visit("Mette").open(world.url)
    save(mette, open_form(mette, edit_link(mette, "goal-new")), True, 200, title="Et til", words="Mere.")
    assert mette.text("#many-goals")
    assert_as_if_reloaded(mette)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_department_adds_its_own_goal_under_a_shared_one(visit, world, store, htmx):
    mette = visit("Mette").open(world.url)
    link = edit_link(mette, "social-support-aim-new")
    form = open_form(mette, link) if htmx else form_page(mette, link["href"])
    typed = {"goal_id": str(world.goal), "text": "Rolige morgener", "seen_by": "Tre dage om ugen", "status": "active"}
    save(mette, form, htmx, 200 if htmx else 303, **typed)
    found = store.only(DepartmentGoal)
    assert (found.text, found.section_id, found.goal_id) == ("Rolige morgener", SUPPORT, world.goal)
    assert_as_if_reloaded(mette) if htmx else mette.open(world.url)
    assert "Tre dage om ugen" in mette.text(f'[id="goal-{world.goal}"]') and mette.find(f'[id="aim-{found.id}"]')


@pytest.mark.parametrize(
    ("field", "value"),
    [("goal_id", ""), ("goal_id", UNKNOWN), ("goal_id", "x"), ("text", " "), ("status", "?")],
)
def test_a_department_goal_that_cannot_be_is_refused(visit, world, store, field, value):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/{SUPPORT}/aims/new")
    typed = {"goal_id": str(world.goal), "text": "Ro", "status": "active"} | {field: value}
    save(mette, form, False, 422, **typed)
    assert message_at(mette.find("form.editform"), field) and store.count(DepartmentGoal) == 0


@pytest.mark.parametrize("name", ["Jonas", "Emil", "Sanne"])
def test_nobody_else_writes_it(visit, world, store, name):
    url = f"{world.url}/{SUPPORT}/aims/{aim(world, store)}/edit"
    visitor = visit(name)
    assert visitor.client.get(url).status_code == 403
    assert visitor.client.post(url, data=token_for(visitor.client, url) | {"text": "Andet"}).status_code == 403


def test_a_closer_departments_goal_is_for_those_who_may_read_it(visit, world, store):
    aim(world, store, VISITING, text="Noor sover i egen seng")
    assert "Noor sover" in visit("Ditte").open(world.url).text("#goals-list")
    for name in ("Mette", "Sanne", "Emil", "Lis"):
        assert "Noor sover" not in str(visit(name).open(world.url).page)


def test_one_of_the_family_next_door_is_not_there(visit, world, store):
    other = uuid.uuid4()
    store.add(Goal(id=other, family_id=world.other_family, position=1, title="Andres", agreed_on=clock.today()))
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/{SUPPORT}/aims/new")
    assert send(mette, form, goal_id=str(other), text="Ro", status="active").status_code == 422


def test_a_goal_that_was_let_go_takes_what_hangs_under_it_off_the_page(visit, world, store):
    aim(world, store)
    mette = edit_goal(visit("Mette"), world, status="dropped")
    assert "Tre rolige morgener" not in str(mette.page)
    assert_as_if_reloaded(mette)
