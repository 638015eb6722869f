"""The departments' own plans: whose they are, their days, and what they may stand for."""

import uuid
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.families.models import CustodyHolder, Person
from hfi.plan.models import SectorPlan
from hfi.plan.replacing import rule_for, rules_on
from tests.family_page.steps import assert_as_if_reloaded, edit_link, form_page, held, message_at, open_form, save

NEW = "social/support/plans/new"


def typed(world, *yes, **more):
    """What is typed for a holistic plan of Yusuf's, with these who said yes."""
    values = {"kind": "holistic-plan", "status": "in_force", "lines": "Ro og skole.", "replaces": ["youth-plan"]}
    values |= {"person_id": str(world.people["Yusuf"]), "yes_ids": [str(world.people[one]) for one in yes]}
    return values | more


def grow_up(world, store, years):
    """Yusuf is so old."""
    born = clock.months_after(clock.today(), -12 * years)
    store.run(sa.update(Person).where(Person.id == world.people["Yusuf"]).values(born_on=born))


@pytest.mark.parametrize(
    ("years", "yes", "answer"),
    [
        (15, ("Amina", "Karim"), 303),
        (15, ("Amina",), 422),
        (15, (), 422),
        (16, ("Amina", "Karim"), 422),
        (16, ("Amina", "Karim", "Yusuf"), 303),
        (16, ("Yusuf",), 422),
    ],
)
def test_a_plan_replaces_another_when_all_who_are_asked_said_yes(visit, world, store, years, yes, answer):
    grow_up(world, store, years)
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/{NEW}"), False, answer, **typed(world, *yes))
    assert store.count(SectorPlan) == (answer == 303)
    if answer == 422:
        form = mette.find("form.editform")
        assert "§ 110" in message_at(form, "yes_ids") and held(form, "lines") == "Ro og skole."


def test_whoever_has_custody_alone_is_asked_alone(visit, world, store):
    base = {"family_id": world.family, "child_id": world.people["Yusuf"]}
    store.add(CustodyHolder(**base, holder_id=world.people["Amina"]))
    grow_up(world, store, 14)
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/{NEW}"), False, 303, **typed(world, "Amina"))


def test_an_adults_plan_replaces_the_job_plan_with_their_own_yes(visit, world):
    mette = visit("Mette")
    about = {"person_id": str(world.people["Karim"]), "replaces": ["job-plan"]}
    save(mette, form_page(mette, f"{world.url}/{NEW}"), False, 422, **typed(world, "Amina", **about))
    assert "LAB" in message_at(mette.find("form.editform"), "yes_ids")
    save(mette, mette.find("form.editform"), False, 303, yes_ids=[str(world.people["Karim"])])


def test_only_a_holistic_plan_replaces(visit, world):
    mette = visit("Mette")
    values = typed(world, "Amina", "Karim", kind="child-plan")
    save(mette, form_page(mette, f"{world.url}/{NEW}"), False, 422, **values)
    assert message_at(mette.find("form.editform"), "replaces")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("replaces", ["child-plan"]),
        ("yes_ids", [str(uuid.UUID(int=7))]),
        ("yes_ids", ["x"]),
        ("owner_id", str(uuid.UUID(int=7))),
        ("decided_on", "i går"),
        ("followed_up_on", "32.1.2026"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(visit, world, store, name, value):
    mette = visit("Mette")
    values = typed(world, "Amina", "Karim") | {name: value}
    save(mette, form_page(mette, f"{world.url}/{NEW}"), False, 422, **values)
    assert message_at(mette.find("form.editform"), name) and store.count(SectorPlan) == 0


def test_taking_a_yes_back_takes_the_mark_with_it(visit, world, store):
    grow_up(world, store, 15)
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/{NEW}"), False, 303, **typed(world, "Amina", "Karim"))
    item = store.only(SectorPlan).id
    form = open_form(mette.open(world.url), edit_link(mette, f"plan-{item}"))
    save(mette, form, True, 422, yes_ids=[str(world.people["Karim"])])
    save(mette, mette.find("form.editform"), True, 200, replaces=[])
    assert store.get(SectorPlan, item).replaces == ""
    assert_as_if_reloaded(mette)


def test_who_keeps_it_and_its_days_stand_on_the_card(visit, world, store):
    mette = visit("Mette")
    days = {"decided_on": "01.10.2026", "followed_up_on": "10.11.2026", "owner_id": str(world.users["Mette"])}
    values = typed(world, replaces=[], yes_ids=[]) | days
    form = open_form(mette.open(world.url), edit_link(mette, "social-support-plan-new"))
    save(mette, form, True, 200, **values)
    card = mette.text(f'[id="plan-{store.only(SectorPlan).id}"]')
    assert "Mette Prøvesen" in card and store.only(SectorPlan).decided_on == date(2026, 10, 1)
    assert_as_if_reloaded(mette)


def test_the_rules_have_their_days():
    assert rule_for("holistic-plan", "youth-plan", date(2024, 1, 1)) and not rule_for(
        "holistic-plan", "youth-plan", date(2023, 12, 31)
    )
    assert rule_for("holistic-plan", "job-plan", date(2018, 7, 1)).source == "LAB § 30 b"
    assert not rules_on(date(2018, 7, 1) - timedelta(days=1))
