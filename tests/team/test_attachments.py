"""Who says who works with a family, whom they cannot choose, and what is kept of it."""

import pytest
import sqlalchemy as sa

from hfi.access.models import Attachment, User
from hfi.families.models import Family
from tests.team.steps import CONTACT, COORDINATOR, TEAM, attach, changes_of, conflict, day, end, tie_of, typed
from tests.visitor import form_data
from tests.world import OTHER_REFERENCE


def errors(visitor):
    """The messages of the page's form."""
    return [one.get_text(" ", strip=True) for one in visitor.page.select(".form-error-message")]


@pytest.mark.parametrize("name", ["Lis", "Ole", "Sanne"])
def test_managers_and_the_coordinator_attach_somebody_who_can_open_the_family_then(visit, world, store, name):
    dorthe = visit("Dorthe")
    dorthe.open(world.url, 404)
    attach(visit(name), world, "Dorthe")
    dorthe.open(world.url)
    tie = tie_of(store, world, "Dorthe")[0]
    assert (tie.kind, tie.reason, tie.attached_by_id) == (TEAM, "Kender familien", world.users[name])
    assert changes_of(store, tie.id) == [(world.users[name], world.family, "create", "attachment")]


@pytest.mark.parametrize("name", ["Mette", "Bo", "Ada", "Dan", "Stig"])
def test_nobody_else_does(visit, world, store, name):
    visitor, before = visit(name), store.count(Attachment)
    tie = tie_of(store, world, "Bo")[0].id
    for url in (f"{world.url}/attachments/new", f"{world.url}/attachments/{tie}/edit", "/team", "/team/handover"):
        visitor.open(url, 403)
    assert store.count(Attachment) == before


def test_mette_sees_the_team_and_can_change_nothing(visit, world):
    mette = visit("Mette").open(f"{world.url}/team")
    assert len(mette.page.select("#ties-now tbody tr")) == 8 and not mette.page.select("main .button")


def test_a_stranger_sees_no_team(visit, world):
    visit("Dorthe").open(f"{world.url}/team", 404)
    for name in ("Ada", "Dan", "Stig", "Eva"):
        visit(name).open(f"{world.url}/team", 403)


@pytest.mark.parametrize("name", ["Lis", "Ole", "Sanne"])
def test_nobody_attaches_themselves(visit, world, store, name):
    before = store.count(Attachment)
    for kind in (TEAM, CONTACT, COORDINATOR):
        assert len(errors(attach(visit(name), world, name, kind, 422))) == 1
    assert store.count(Attachment) == before


def test_a_conflict_is_not_told(visit, world, store):
    conflict(store, world, "Dorthe")
    lis = visit("Lis")
    because_of_conflict = errors(attach(lis, world, "Dorthe", status=422))
    store.run(sa.delete(Attachment).where(Attachment.user_id == world.users["Hanne"]))
    store.run(sa.update(User).where(User.id == world.users["Hanne"]).values(active=False))
    assert errors(attach(lis, world, "Hanne", status=422)) == because_of_conflict != []


@pytest.mark.parametrize("name", ["Ada", "Stig", "Eva", "Dan", "Ole"])
def test_roles_without_families_get_none(visit, world, name):
    lis = visit("Lis").open(f"{world.url}/attachments/new")
    assert str(world.users[name]) not in str(lis.find("select[name=user_id]"))
    assert errors(attach(lis, world, name, status=422))


def test_what_a_role_is_not_attached_as(visit, world):
    assert errors(attach(visit("Ole"), world, "Dorthe", COORDINATOR, 422))


def test_somebody_that_nobody_knows(visit, world):
    world.users["Nobody"] = world.family
    assert errors(attach(visit("Ole"), world, "Nobody", status=422))
    assert errors(attach(visit("Ole"), world, "Dorthe", status=422, user_id=""))


def test_there_is_no_third_contact_person(visit, world, store):
    assert errors(attach(visit("Lis"), world, "Bo", CONTACT, 422))
    end(visit("Lis"), world, tie_of(store, world, "Jonas")[0].id, day(10))
    attach(visit("Lis"), world, "Bo", CONTACT)


def test_contact_persons_are_of_two_departments(visit, world, store):
    lis = visit("Lis")
    end(lis, world, tie_of(store, world, "Jonas")[0].id, day(-1))
    assert errors(attach(lis, world, "Dorthe", CONTACT, 422))
    attach(lis, world, "Emil", CONTACT)


def test_nobody_is_attached_twice_in_the_same_way(visit, world):
    lis = visit("Lis")
    assert errors(attach(lis, world, "Bo", TEAM, 422))
    attach(lis, world, "Dorthe", TEAM, to_on=typed(day(5)))
    assert errors(attach(lis, world, "Dorthe", TEAM, 422, start=5))
    attach(lis, world, "Dorthe", TEAM, start=6)


def test_two_clicks_make_one_attachment(visit, world, store):
    lis = visit("Lis").open(f"{world.url}/attachments/new")
    data = form_data(lis.find("main form")) | {"user_id": str(world.users["Dorthe"]), "kind": "team", "reason": "x"}
    for _click in range(2):
        assert lis.client.post(f"{world.url}/attachments/new", data=data).status_code == 303
    assert store.count(Attachment, Attachment.user_id == world.users["Dorthe"]) == 2


def test_nothing_typed_is_lost_and_days_are_checked(visit, world):
    lis = visit("Lis")
    attach(lis, world, "Dorthe", status=422, start=-1, reason="", to_on=typed(day(-5)))
    assert len(errors(lis)) == 3 and lis.find("input[name=to_on]")["value"] == typed(day(-5))
    assert lis.find("select[name=user_id] option[selected]")["value"] == str(world.users["Dorthe"])


def test_what_begins_tomorrow_opens_nothing_today(visit, world):
    lis = attach(visit("Lis"), world, "Dorthe", start=1)
    visit("Dorthe").open(world.url, 404)
    assert "Dorthe" in lis.open(f"{world.url}/team").text("#ties-later")


def test_the_list_of_colleagues_tells_how_many_families_and_not_which(visit, world):
    lis = visit("Lis").open(f"{world.url}/attachments/new")
    options = {one["value"]: one.get_text() for one in lis.page.select("select[name=user_id] option")}
    assert "1" in options[str(world.users["Dorthe"])]
    assert "Birkeløv" not in lis.page.get_text() and OTHER_REFERENCE not in lis.page.get_text()


def test_an_end_works_on_the_next_click_and_stays_in_the_history(visit, world, store):
    bo, lis = visit("Bo"), visit("Lis")
    bo.open(world.url)
    end(lis, world, tie_of(store, world, "Bo")[0].id, day(-1))
    bo.open(world.url, 404)
    earlier = lis.open(f"{world.url}/team").text("#ties-earlier")
    assert "Bo" in earlier and "Lis" in earlier and "Nyt arbejde" in earlier


def test_on_the_last_day_one_still_works(visit, world, store):
    end(visit("Lis"), world, tie_of(store, world, "Bo")[0].id, day(0))
    visit("Bo").open(world.url)


def test_what_never_began_is_called_off_and_kept(visit, world, store):
    lis = attach(visit("Lis"), world, "Dorthe", start=3)
    end(lis, world, tie_of(store, world, "Dorthe")[0].id, day(0))
    assert "Dorthe" in lis.open(f"{world.url}/team").text("#ties-earlier")
    assert tie_of(store, world, "Dorthe")[0].to_on == day(2)


def test_the_last_contact_person_goes_only_when_somebody_means_it(visit, world, store):
    lis = visit("Lis")
    end(lis, world, tie_of(store, world, "Jonas")[0].id, day(-1))
    mette = tie_of(store, world, "Mette")[0].id
    end(lis, world, mette, day(0), 422)
    assert lis.page.select("input[name=sure]") and tie_of(store, world, "Mette")[0].to_on is None
    lis.submit(lis.find("main form"), 303, sure="y")
    assert tie_of(store, world, "Mette")[0].to_on == day(0)


def test_an_end_can_be_taken_back_unless_the_place_is_taken(visit, world, store):
    lis, jonas = visit("Lis"), tie_of(store, world, "Jonas")[0].id
    end(lis, world, jonas, day(40))
    end(lis, world, jonas, None)
    end(lis, world, jonas, day(3))
    attach(lis, world, "Emil", CONTACT)
    assert errors(end(lis, world, jonas, None, 422))


def test_an_end_is_not_backdated(visit, world, store):
    assert errors(end(visit("Lis"), world, tie_of(store, world, "Bo")[0].id, day(-2), 422))


def test_the_coordinator_does_not_end_their_own_work(visit, world, store):
    visit("Sanne").open(f"{world.url}/attachments/{tie_of(store, world, 'Sanne')[0].id}/edit", 403)
    end(visit("Ole"), world, tie_of(store, world, "Sanne")[0].id, day(0))


def test_another_familys_attachment_is_not_there(visit, world, store):
    other = store.only(Attachment, Attachment.family_id == world.other_family).id
    for name in ("Ole", "Lis"):
        visit(name).open(f"{world.url}/attachments/{other}/edit", 404)


def test_in_a_closed_family_nothing_changes(visit, world, store):
    store.run(sa.update(Family).where(Family.id == world.family).values(closed_on=day(-1)))
    ole = visit("Ole").open(f"{world.url}/team")
    assert not ole.page.select("main .button")
    ole.open(f"{world.url}/attachments/new", 403)


def test_a_coordinator_edits_the_plan_without_being_contact_person(visit, world, store):
    assert [tie.kind for tie in tie_of(store, world, "Sanne")] == [COORDINATOR]
    sanne = visit("Sanne").open(f"{world.url}/goals/{world.goal}/edit")
    sanne.submit(sanne.find("form.editform"), 303, title="Rolige morgener hver dag")
    assert "Rolige morgener hver dag" in sanne.open(world.url).text()
