"""Somebody is away: others stand in for those days, and no longer."""

import pytest
import sqlalchemy as sa

from hfi.access.models import Attachment, User
from hfi.access.roles import Profession, Role
from hfi.team.models import Absence
from tests.team.steps import CONTACT, TEAM, add_families, add_user, changes_of, conflict, day, end, tie_of, typed
from tests.visitor import form_data


@pytest.fixture
def karla(store, world):
    """A colleague of Jonas's, of the same department."""
    add_user(store, world, "Karla", Role.PROFESSIONAL, "BIF", Profession.EMPLOYMENT_CASEWORKER, phone="00 47 48 49")
    return world.users["Karla"]


def write(visitor, world, days, *substitutes, status=303, **more):
    """Fill in the form of a new absence."""
    visitor.open("/absences")
    return visitor.submit(visitor.find("main form"), status, **absence_values(world, days, *substitutes), **more)


def absence_values(world, days, *substitutes):
    """What is typed."""
    chosen = [*(str(world.users.get(one, "")) for one in substitutes), "", ""]
    return {"from_on": typed(day(days[0])), "to_on": typed(day(days[1])), "first": chosen[0], "second": chosen[1]}


def change(visitor, world, store, days, *substitutes, status=303):
    """Fill in the form of the one absence there is."""
    visitor.open(f"/absences/{store.only(Absence).id}/edit")
    return visitor.submit(visitor.find("#change"), status, **absence_values(world, days, *substitutes))


def days_of(store, world, name):
    """When somebody is attached to the family of the stories."""
    return [(tie.from_on, tie.to_on, tie.kind) for tie in tie_of(store, world, name) if tie.family_id == world.family]


def test_a_substitute_opens_the_families_in_those_days_only(visit, world, store, karla):
    write(visit("Jonas"), world, (0, 10), "Karla")
    assert days_of(store, world, "Karla") == [(day(0), day(10), TEAM)]
    visit("Karla").open(world.url).open("/families/HFI-2026-015", 404)
    tie = tie_of(store, world, "Karla")[0]
    assert tie.attached_by_id == world.users["Jonas"] and "Jonas" in tie.reason and tie.absence_id
    assert changes_of(store, tie.id) == [(world.users["Jonas"], world.family, "create", "attachment")]


def test_an_absence_that_is_coming_opens_nothing_yet(visit, world, store, karla):
    write(visit("Jonas"), world, (3, 10), "Karla")
    visit("Karla").open(world.url, 404)


def test_the_familys_page_says_whom_to_ring(visit, world, karla):
    write(visit("Jonas"), world, (0, 10), "Karla")
    said = visit("Mette").open(world.url).text(".fam__absent")
    assert "Jonas" in said and "Karla" in said and "47" in said


def test_without_a_substitute_the_page_names_the_others(visit, world):
    write(visit("Jonas"), world, (0, 10))
    said = visit("Mette").open(world.url).text(".fam__absent")
    assert "Mette" in said and "Sanne" in said


def test_both_see_it_on_their_overview(visit, world, karla):
    write(visit("Jonas"), world, (0, 10), "Karla")
    for name in ("Jonas", "Karla"):
        said = visit(name).open("/").text("section[aria-labelledby=away-h]")
        assert "Jonas" in said and "Karla" in said, name
    assert not visit("Mette").open("/").page.select("section[aria-labelledby=away-h]")


def test_the_manager_sees_who_has_no_substitute(visit, world):
    write(visit("Jonas"), world, (0, 10))
    assert visit("Ole").open("/team").page.select("section[aria-labelledby=away-h] .flag--err")
    assert "Jonas" not in visit("Lis").open("/team").text("section[aria-labelledby=away-h]")


def test_back_early_ends_it_at_once(visit, world, store, karla):
    jonas, substitute = write(visit("Jonas"), world, (-2, 10), "Karla"), visit("Karla").open(world.url)
    jonas.open(f"/absences/{store.only(Absence).id}/edit")
    jonas.submit(jonas.find("#call-off"), 303, call_off="1")
    substitute.open(world.url, 404)
    # They stood in from today on, so nothing of it is left; that they were there stays in the history.
    assert days_of(store, world, "Karla") == [(day(0), day(-1), TEAM)]
    visit("Mette").open(world.url)
    assert "Karla" in jonas.open(f"{world.url}/team").text("#ties-earlier")


def test_shorter_and_longer(visit, world, store, karla):
    jonas = write(visit("Jonas"), world, (0, 10), "Karla")
    change(jonas, world, store, (0, 4), "Karla")
    assert days_of(store, world, "Karla") == [(day(0), day(4), TEAM)]
    change(jonas, world, store, (0, 20), "Karla")
    assert days_of(store, world, "Karla") == [(day(0), day(20), TEAM)]


def test_another_substitute(visit, world, store, karla):
    add_user(store, world, "Kurt", Role.PROFESSIONAL, "BIF", Profession.EMPLOYMENT_CASEWORKER)
    jonas = write(visit("Jonas"), world, (0, 10), "Karla")
    change(jonas, world, store, (0, 10), "Kurt")
    visit("Karla").open(world.url, 404)
    visit("Kurt").open(world.url)
    change(jonas, world, store, (0, 10), "Kurt", "Karla")
    visit("Karla").open(world.url)
    assert len(days_of(store, world, "Karla")) == 2 and len(days_of(store, world, "Kurt")) == 1


def test_a_substitute_who_stands_too_near_is_left_out_there(visit, world, store, karla):
    other = next(iter(add_families(store, world, 1, ("Jonas", CONTACT))))
    conflict(store, world, "Karla")
    write(visit("Jonas"), world, (0, 10), "Karla")
    assert [tie.family_id for tie in tie_of(store, world, "Karla")] == [other]


def test_a_substitute_who_works_there_anyway_gets_nothing_twice(visit, world, store, karla):
    store.add(Attachment(family_id=world.family, user_id=karla, kind=TEAM, from_on=day(-5)))
    write(visit("Jonas"), world, (0, 10), "Karla")
    assert len(tie_of(store, world, "Karla")) == 1


def test_where_the_absent_person_leaves_meanwhile_the_substitute_leaves_too(visit, world, store, karla):
    end(visit("Lis"), world, tie_of(store, world, "Jonas")[0].id, day(3))
    write(visit("Jonas"), world, (0, 10), "Karla")
    assert days_of(store, world, "Karla") == [(day(0), day(3), TEAM)]


def test_what_was_handed_over_meanwhile_ends_with_the_absence_too(visit, world, store, karla):
    jonas = write(visit("Jonas"), world, (0, 10), "Karla")
    end(visit("Lis"), world, tie_of(store, world, "Jonas")[0].id, day(-1))
    jonas.open(world.url, 404)
    change(jonas, world, store, (0, 2), "Karla")
    assert days_of(store, world, "Karla") == [(day(0), day(2), TEAM)]


def test_on_ones_own_one_chooses_in_ones_own_department(visit, world, store):
    write(visit("Jonas"), world, (0, 10), "Dorthe", status=422)
    assert not store.count(Absence) and visit("Dorthe").open(world.url, 404)


def test_the_manager_may_choose_from_elsewhere_but_not_themselves(visit, world, store):
    ole = visit("Ole")
    write(ole, world, (0, 10), "Ole", status=422, person=str(world.users["Jonas"]))
    write(ole, world, (0, 10), "Jonas", status=422, person=str(world.users["Jonas"]))
    write(ole, world, (0, 10), "Dorthe", person=str(world.users["Jonas"]))
    visit("Dorthe").open(world.url)


@pytest.mark.parametrize(("name", "person", "status"), [
    ("Lis", "Mette", 303), ("Lis", "Jonas", 422), ("Ole", "Jonas", 303), ("Mette", "Jonas", 422),
    ("Sanne", "Jonas", 422),
])  # fmt: skip
def test_who_writes_it_for_whom(visit, world, store, name, person, status):
    write(visit(name), world, (0, 10), status=status, person=str(world.users[person]))
    assert store.count(Absence) == (status == 303)


@pytest.mark.parametrize("name", ["Ada", "Stig", "Eva", "Dan"])
def test_others_have_no_such_page(visit, name):
    visit(name).open("/absences", 403)


def test_somebody_elses_absence_is_not_there(visit, world, store, karla):
    write(visit("Jonas"), world, (0, 10), "Karla")
    url = f"/absences/{store.only(Absence).id}/edit"
    for name in ("Mette", "Lis", "Karla"):
        visitor = visit(name).open(url, 404)
        token = form_data(visitor.open("/absences").find("main form"))["csrf_token"]
        assert visitor.client.post(url, data={"csrf_token": token, "call_off": "1"}).status_code in (400, 404)
    assert store.only(Absence).to_on == day(10)


def test_days_are_checked(visit, world, store):
    jonas = visit("Jonas")
    for days in ((5, 3), (-9, -1)):
        write(jonas, world, days, status=422)
    write(jonas, world, (0, 5))
    write(jonas, world, (5, 9), status=422)
    write(jonas, world, (6, 9))
    assert store.count(Absence) == 2


def test_two_clicks_write_one_absence(visit, world, store, karla):
    jonas = visit("Jonas").open("/absences")
    data = form_data(jonas.find("main form")) | absence_values(world, (0, 5), "Karla")
    for _click in range(2):
        assert jonas.client.post("/absences", data=data).status_code == 303
    assert store.count(Absence) == 1 and len(days_of(store, world, "Karla")) == 1


def test_a_substitutes_attachment_is_changed_with_the_absence_only(visit, world, store, karla):
    write(visit("Jonas"), world, (0, 10), "Karla")
    visit("Lis").open(f"{world.url}/attachments/{tie_of(store, world, 'Karla')[0].id}/edit", 404)


def test_a_locked_colleague_cannot_stand_in(visit, world, store, karla):
    store.run(sa.update(User).where(User.id == karla).values(active=False))
    write(visit("Jonas"), world, (0, 10), "Karla", status=422)
