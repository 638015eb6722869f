"""Friday at 16.20: Dorthe has nothing to do with the family, and must see its plan now."""

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, BreakGlass
from hfi.audit.models import NO_FAMILY, AuditEntry
from hfi.families import cpr
from hfi.families.models import Family, Person, PersonKind
from hfi.notices.models import Notice
from tests.emergency.steps import REASON, UNKNOWN, ask, conflict, same
from tests.world import OTHER_REFERENCE, REFERENCE

NUMBER = "140190-1234"


def test_dorthe_opens_the_family_for_an_hour(visit, world, store):
    dorthe = visit("Dorthe").open(world.url, 404)
    ask(dorthe)
    assert dorthe.response.location == world.url
    dorthe.open(world.url)
    assert REASON in dorthe.text("#glass") and "60" in dorthe.text("#glass")
    row = store.only(BreakGlass)
    assert (row.user_id, row.family_id) == (world.users["Dorthe"], world.family)
    assert (row.until - row.opened_at).total_seconds() == 3600


def test_the_number_of_somebody_in_the_family_does_as_well(visit, world, store):
    assert ask(visit("Dorthe"), family=NUMBER).response.location == world.url
    assert store.count(BreakGlass) == 1


def test_a_manager_may_and_a_coordinator_may_not(visit, world, store):
    store.run(sa.delete(Attachment).where(Attachment.family_id == world.other_family))
    ask(visit("Lis"), family=OTHER_REFERENCE).open(f"/families/{OTHER_REFERENCE}")
    assert store.only(BreakGlass).user_id == world.users["Lis"]
    visit("Sanne").open("/emergency", 403)
    visit("Dan").open("/emergency", 403)


def test_the_family_is_called_by_its_lower_case_reference_too(visit, world):
    assert ask(visit("Dorthe"), family=f" {REFERENCE.lower()} ").response.location == world.url


def test_whoever_is_inside_breaks_nothing(visit, world, store):
    for name in ("Mette", "Lis", "Ole"):
        assert ask(visit(name)).response.location == world.url
    assert store.count(BreakGlass) == store.count(Notice) == 0


def test_opening_it_again_within_the_hour_breaks_nothing_more(visit, world, store):
    dorthe = ask(visit("Dorthe"))
    assert ask(dorthe).response.location == world.url
    assert store.count(BreakGlass) == 1


def test_not_here_closed_and_too_near_are_answered_alike(visit, world, store):
    dorthe = visit("Dorthe")
    store.add(conflict(world, "Dorthe"))
    answers = {REFERENCE: same(ask(dorthe, 422).response.text)}
    answers[NUMBER] = same(ask(dorthe, 422, family=NUMBER).response.text)
    store.run(sa.update(Family).where(Family.id == world.other_family).values(closed_on=clock.today()))
    answers[OTHER_REFERENCE] = same(ask(dorthe, 422, family=OTHER_REFERENCE).response.text)
    nobodys = same(ask(dorthe, 422, family=UNKNOWN).response.text)
    assert UNKNOWN in nobodys and REASON in nobodys
    for typed, answer in answers.items():
        assert answer.replace(typed, UNKNOWN) == nobodys, typed
    assert store.count(BreakGlass) == store.count(Notice) == 0


def test_what_was_tried_in_vain_is_logged(visit, world, store):
    dorthe = visit("Dorthe")
    store.add(conflict(world, "Dorthe"))
    ask(dorthe, 422)
    ask(dorthe, 422, family=UNKNOWN)
    tried = sa.select(AuditEntry.family_id, AuditEntry.why).where(AuditEntry.what == "refused")
    assert {tuple(row) for row in store.all(tried)} == {(world.family, "conflict"), (NO_FAMILY, "no_relation")}


def test_a_child_of_two_families_opens_its_home_first_and_then_the_other(visit, world, store, app):
    with app.app_context():
        twin = Person(family_id=world.other_family, name="Amina", kind=PersonKind.ADULT, lives_elsewhere=True)
        cpr.set_cpr(twin, NUMBER)
    store.add(twin)
    store.run(sa.text("UPDATE attachments SET to_on = '2020-01-01', from_on = '2019-01-01'"))
    bo = visit("Bo")
    assert ask(bo, family=NUMBER).response.location == world.url
    assert ask(bo, family=NUMBER).response.location.endswith(OTHER_REFERENCE)


def test_a_wrong_password_opens_nothing_and_loses_nothing(visit, store):
    dorthe = ask(visit("Dorthe"), 422, password="gættet")
    assert dorthe.find("#password-error") and dorthe.text("#reason") == REASON
    assert dorthe.find("#family")["value"] == REFERENCE and not dorthe.find("#password").get("value")
    assert store.count(BreakGlass) == 0


def test_a_wrong_password_is_said_before_anything_is_looked_up(visit):
    dorthe = visit("Dorthe")
    mine, nobodys = (
        same(ask(dorthe, 422, password="gættet", family=one).response.text) for one in (REFERENCE, UNKNOWN)
    )
    assert mine.replace(REFERENCE, UNKNOWN) == nobodys


def test_guessing_is_slowed_down(visit, store):
    dorthe = visit("Dorthe")
    for number in range(5):
        ask(dorthe, 422, password=f"gæt {number}")
    ask(dorthe, 429)
    assert dorthe.text("#reason") == REASON and store.count(BreakGlass) == 0
    ask(visit("Lis"), password="forkert", status=422)


def test_a_word_is_no_reason(visit, store):
    dorthe = ask(visit("Dorthe"), 422, reason="haster")
    assert "6" in dorthe.text("#reason-error") and dorthe.text("#reason") == "haster"
    ask(dorthe, 422, family="Solsikke")
    assert dorthe.find("#family-error") and store.count(BreakGlass) == 0


def test_coordinator_managers_and_officer_are_told_at_once_and_without_content(visit, world, store):
    ask(visit("Dorthe"))
    told = store.list(sa.select(Notice.user_id))
    assert sorted(told) == sorted(world.users[name] for name in ("Sanne", "Ole", "Lis", "Dan"))
    for name in ("Sanne", "Ole", "Lis"):
        text = visit(name).open("/caseload" if name != "Sanne" else "/").text("#notices")
        assert "Dorthe" in text and "Solsikke" in text and REASON not in text
    dan = visit("Dan").open("/")
    assert REFERENCE in dan.text("#notices") and "Solsikke" not in dan.response.text
    assert not visit("Mette").open("/").page.select("#notices")
