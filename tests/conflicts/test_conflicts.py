"""Somebody stands too near to a family: said by themselves, or by a manager."""

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, Conflict
from hfi.audit.models import Revision
from hfi.conflicts.models import StandingConflict
from hfi.families.models import FamilyKey
from hfi.notices.models import Notice
from tests.emergency.steps import UNKNOWN, conflict, keep, same
from tests.visitor import token_for
from tests.world import OTHER_REFERENCE, REFERENCE

WHY = "Min søsters børn går i klassen."
NUMBER = "140190-1234"


def declare(visitor, family, status=303):
    """Type a reference or a number at /conflicts."""
    visitor.open("/conflicts")
    return visitor.submit(visitor.find("main form"), status, family=family, kind="friend", reason=WHY)


def declare_here(visitor, url):
    """The button on the family's own page."""
    visitor.open(url)
    link = visitor.find('.fam__actions a[href$="/conflict"]')
    visitor.open(str(link["href"]))
    return visitor.submit(visitor.find("main form"), 303, kind="neighbour", reason=WHY)


def hide_from(visitor, world, email, status=303):
    """A manager says it of a colleague."""
    visitor.open(f"{world.url}/conflicts")
    form = visitor.find("main form[novalidate]")
    return visitor.submit(form, status, email=email, kind="former_partner", reason=WHY)


def test_mette_says_it_on_the_familys_page_and_the_family_is_gone(visit, world, store):
    mette = declare_here(visit("Mette"), world.url)
    mette.open(mette.response.location).open(world.url, 404)
    assert "Solsikke" not in mette.open("/").response.text
    tie = store.only(Attachment, Attachment.user_id == world.users["Mette"])
    assert tie.to_on == clock.today()


def test_coordinator_and_managers_learn_that_somebody_must_take_over_but_only_managers_why(visit, world, store):
    declare_here(visit("Mette"), world.url)
    told = store.list(sa.select(Notice.user_id))
    assert sorted(told) == sorted(world.users[name] for name in ("Sanne", "Ole", "Lis"))
    sanne = visit("Sanne").open("/")
    assert "Mette" in sanne.text("#notices") and WHY not in sanne.response.text
    assert not sanne.page.select("#notices a[href$=conflicts]")
    sanne.open(f"{world.url}/conflicts", 403)
    lis = visit("Lis").open("/caseload")
    assert WHY not in lis.response.text
    assert WHY in lis.open(str(lis.find("#notices a[href$=conflicts]")["href"])).text()


def test_the_answer_is_the_same_for_a_family_that_is_here_and_one_that_is_not(visit, world, store):
    dorthe, answers = visit("Dorthe"), []
    for family in (REFERENCE, NUMBER, UNKNOWN, "010199-1234"):
        answer = declare(dorthe, family).response
        answers.append((answer.status_code, same(answer.text), same(dorthe.open(answer.location).response.text)))
    assert len(set(answers)) == 1
    assert store.list(sa.select(Conflict.family_id)) == [world.family]


def test_dorthe_hides_a_family_that_she_never_saw(visit, world, store):
    declare(visit("Dorthe"), NUMBER)
    row = store.only(Conflict)
    assert (row.user_id, row.family_id) == (world.users["Dorthe"], world.family)
    # Nobody has to take over: only the managers are told.
    assert sorted(store.list(sa.select(Notice.user_id))) == sorted(world.users[name] for name in ("Ole", "Lis"))


def test_a_number_is_kept_for_a_family_that_comes_later(visit, world, store):
    dorthe = declare(visit("Dorthe"), "010199-1234")
    assert store.count(Conflict) == 0
    sanne_url = f"/families/{OTHER_REFERENCE}"
    store.run(sa.update(Attachment).where(Attachment.family_id == world.other_family).values(to_on=None))
    store.add(Attachment(family_id=world.other_family, user_id=world.users["Sanne"], kind="coordinator",
                         from_on=clock.today()))  # fmt: skip
    dorthe.open(sanne_url)
    sanne = visit("Sanne").open(f"{sanne_url}/members/new")
    sanne.submit(sanne.find("form.editform"), 303, name="Ida Prøve", relation="mor", kind="adult", cpr="010199-1234")
    dorthe.open(sanne_url, 404)
    row = store.only(Conflict)
    assert (row.family_id, row.reason) == (world.other_family, WHY)
    logged = sa.select(Revision.kind).where(Revision.family_id == world.other_family)
    assert {"conflict", "person", "attachment"} <= set(store.list(logged))
    assert store.list(sa.select(Attachment.to_on).where(Attachment.user_id == world.users["Dorthe"])) == [clock.today()]


def test_the_number_itself_is_not_kept_readable(visit, world, store):
    declare(visit("Dorthe"), NUMBER)
    row = store.only(StandingConflict)
    assert len(row.cpr_index) == 32 and b"1401901234" not in row.cpr_index
    assert WHY.encode() not in row.reason_sealed


def test_where_the_content_was_erased_nothing_is_left_to_hide_and_nothing_is_told(visit, world, store):
    dorthe = visit("Dorthe")
    store.run(sa.delete(FamilyKey).where(FamilyKey.family_id == world.family))
    answers = [same(declare(dorthe, family).response.text) for family in (REFERENCE, UNKNOWN)]
    assert answers[0] == answers[1] and store.count(Conflict) == 0


def test_what_is_neither_reference_nor_number_is_refused(visit, store):
    dorthe = declare(visit("Dorthe"), "Familien Solsikke", 422)
    assert dorthe.find("#family-error") and dorthe.text("#reason") == WHY
    assert store.count(Conflict) == 0


def test_saying_it_twice_is_saying_it_once(visit, world, store):
    dorthe = declare(visit("Dorthe"), REFERENCE)
    declare(dorthe, NUMBER)
    assert store.count(Conflict) == 1


def test_lis_hides_the_family_from_a_colleague_and_shows_it_again(visit, world, store):
    lis, jonas = visit("Lis"), visit("Jonas").open(world.url)
    hide_from(lis, world, "Jonas@demo.example")
    jonas.open(world.url, 404)
    lis.open(f"{world.url}/conflicts")
    assert "Jonas" in lis.text(".split") and "Lis" in lis.text(".split")
    lis.submit(lis.find(".split form"), 303)
    assert not lis.open(f"{world.url}/conflicts").page.select(".split")
    # The attachment ends with today; somebody may be attached anew.
    jonas.open(world.url)
    assert store.only(Attachment, Attachment.user_id == world.users["Jonas"]).to_on == clock.today()


def test_a_colleague_who_is_not_there_is_said(visit, world, store):
    for email in ("nobody@demo.example", "lis@demo.example", ""):
        lis = hide_from(visit("Lis"), world, email, 422)
        assert lis.find("#email-error") and lis.text("#reason") == WHY
    assert store.count(Conflict) == 0


def test_nobody_lifts_their_own(visit, world, store):
    mine = keep(store, conflict(world, "Lis"))
    lis = visit("Lis").open("/conflicts")
    lis.open(f"{world.url}/conflicts", 404)
    url = f"{world.url}/conflicts/{mine}/lift"
    answer = lis.client.post(url, data=token_for(lis.client, url))
    assert answer.status_code == 404 and store.only(Conflict).to_on is None


def test_managers_alone_set_and_lift_and_only_in_families_that_they_lead(visit, world, store):
    row = keep(store, conflict(world, "Jonas"))
    for name in ("Mette", "Sanne", "Dan", "Ada"):
        visit(name).open(f"{world.url}/conflicts", 403)
    store.run(sa.update(Attachment).where(Attachment.user_id == world.users["Mette"]).values(to_on=Attachment.from_on))
    lis = visit("Lis").open(f"{world.url}/conflicts", 404)
    other = f"/families/{OTHER_REFERENCE}/conflicts"
    lis.open(other)
    url = f"{other}/{row}/lift"
    assert lis.client.post(url, data=token_for(lis.client, url)).status_code == 404
