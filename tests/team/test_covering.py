"""Dorthe gets a family while she is away: whoever stands in for her opens it too."""

import pytest

from hfi.access.models import User
from hfi.access.roles import Profession, Role
from hfi.team.models import Absence
from tests.team.steps import CONTACT, TEAM, add_families, add_user, attach, conflict, day, tie_of
from tests.team.test_absences import days_of, write
from tests.team.test_handover import hand_over


@pytest.fixture
def kirsten(store, world):
    """A colleague of Dorthe's, of the same department."""
    add_user(store, world, "Kirsten", Role.PROFESSIONAL, "SOF", Profession.SOCIAL_CASEWORKER)
    return world.users["Kirsten"]


@pytest.fixture
def dorthe(visit, world, kirsten):
    """Dorthe, who is away for ten days; Kirsten stands in."""
    return write(visit("Dorthe"), world, (0, 10), "Kirsten")


def test_the_substitute_opens_the_new_family_in_those_days(visit, world, store, dorthe):
    visit("Kirsten").open(world.url, 404)
    attach(visit("Lis"), world, "Dorthe")
    visit("Kirsten").open(world.url)
    assert days_of(store, world, "Kirsten") == [(day(0), day(10), TEAM)]
    tie = next(one for one in tie_of(store, world, "Kirsten") if one.family_id == world.family)
    assert tie.absence_id == store.only(Absence).id and "Dorthe" in tie.reason
    assert tie.attached_by_id == world.users["Lis"]


def test_only_in_the_days_in_which_the_absent_person_has_it(visit, world, store, dorthe):
    attach(visit("Lis"), world, "Dorthe", start=4)
    assert days_of(store, world, "Kirsten") == [(day(4), day(10), TEAM)]
    visit("Kirsten").open(world.url, 404)


def test_what_begins_after_the_absence_is_nobody_elses(visit, world, store, dorthe):
    attach(visit("Lis"), world, "Dorthe", start=11)
    assert days_of(store, world, "Kirsten") == []


def test_it_ends_with_the_absence(visit, world, store, dorthe):
    attach(visit("Lis"), world, "Dorthe")
    dorthe.open(f"/absences/{store.only(Absence).id}/edit")
    dorthe.submit(dorthe.find("#call-off"), 303, call_off="1")
    visit("Kirsten").open(world.url, 404)


def test_who_stands_too_near_does_not_come_along(visit, world, store, dorthe):
    conflict(store, world, "Kirsten")
    attach(visit("Lis"), world, "Dorthe")
    assert days_of(store, world, "Kirsten") == []


def test_a_locked_account_does_not_come_along(visit, world, store, dorthe, kirsten):
    store.rewrite(User, User.id == kirsten, active=False)
    attach(visit("Lis"), world, "Dorthe")
    assert days_of(store, world, "Kirsten") == []


def test_what_is_handed_over_to_somebody_who_is_away_is_covered_too(visit, world, store, dorthe):
    families = add_families(store, world, 2, ("Mette", CONTACT), ("Jonas", CONTACT))
    hand_over(visit("Ole"), world, "Mette", "Dorthe", start=2)
    covered = {tie.family_id: (tie.from_on, tie.to_on) for tie in tie_of(store, world, "Kirsten")}
    assert {covered[one] for one in (world.family, *families)} == {(day(2), day(10))}
