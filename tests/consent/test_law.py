"""What is shared by law: everybody sees that it is, few may read why."""

import pytest
import sqlalchemy as sa

from hfi.audit.models import AuditEntry
from hfi.consent.models import Consent, LegalGround
from tests.consent.canary import CANARY, places, plant
from tests.consent.steps import cell, consent_url, days, nothing_said
from tests.family_page.steps import form_page, message_at, open_form, save

WORK = "employment/work"
REASON = "HEMMELIG GRUND: barnet skal passes på nu"
TEAM = ("Mette", "Bo", "Ditte", "Rikke", "Emil", "Hanne")


@pytest.fixture(autouse=True)
def unasked(world, store):
    """The job department wrote about Karim, and nobody was asked."""
    plant(world, store, WORK, "Karim")
    nothing_said(store)


def typed(world, **more):
    """A ground from the job department to the social one."""
    values = {"owner": "BIF", "reader": "SOF", "person_ids": [str(world.people["Karim"])], "extent": "full"}
    return values | {"paragraph": "FVL § 28, stk. 2", "reason": REASON} | more


def write_ground(visitor, htmx=False, status=0, **more):
    """The form is opened, filled in and saved."""
    if htmx:
        visitor.open(visitor.world.url)
        form = open_form(visitor, visitor.find("#ground-new a[hx-get]"))
    else:
        form = form_page(visitor, f"{visitor.world.url}/grounds/new")
    return save(visitor, form, htmx, status or (200 if htmx else 303), **typed(visitor.world, **more))


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_jonas_shares_by_law_and_mette_may_read(visit, world, store, htmx):
    mette = visit("Mette")
    assert places(mette, WORK) == set()
    jonas = write_ground(visit("Jonas"), htmx)
    assert places(mette, WORK) and places(visit("Emil"), WORK) == set()
    assert cell(mette.open(world.url), "Karim", "BIF") == "law"
    if htmx:
        assert REASON in jonas.text("#grounds-list") and cell(jonas, "Karim", "BIF") == "law"


def test_sanne_and_dan_read_why_and_nobody_else_but_the_writer(visit, world, store):
    write_ground(visit("Jonas"))
    assert REASON in visit("Sanne").open(world.url).text("#consents")
    assert REASON in visit("Jonas").open(world.url).text("#consents")
    dan = visit("Dan").open("/grounds")
    assert REASON in dan.text("main") and "HFI-2026-014" in dan.text("main") and "FVL § 28" in dan.text("main")
    assert "Karim" not in dan.text("main") and "Solsikke" not in dan.text("main")
    for name in (*TEAM, "Lis", "Ole"):
        visitor = visit(name).open(world.url)
        assert "HEMMELIG" not in str(visitor.page) and "FVL" not in visitor.text("main"), name
        assert "HEMMELIG" not in visitor.client.get(consent_url(world, "Karim")).text, name


def test_the_reason_is_sealed_and_in_no_log(visit, world, store):
    write_ground(visit("Jonas"))
    assert REASON.encode() not in store.list(sa.select(LegalGround.reason))[0].content
    assert not [row for row in store.all(sa.select(AuditEntry)) if "HEMMELIG" in str(row)]


def test_reading_the_list_is_logged_for_each_family(visit, world, store):
    write_ground(visit("Jonas"))
    visit("Dan").open("/grounds")
    read = sa.select(AuditEntry.family_id).where(AuditEntry.what == "grounds")
    assert store.list(read) == [world.family]


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Lis", "Stig", "Ada", "Eva"])
def test_the_list_is_the_data_protection_officers(visit, name):
    visit(name).open("/grounds", status=403)


def test_one_click_ends_it(visit, world, store):
    sanne = visit("Sanne")
    write_ground(visit("Jonas"))
    sanne.open(world.url)
    sanne.swap(sanne.find("#grounds-list form"))
    assert not sanne.page.select("#grounds-list li") and cell(sanne, "Karim", "BIF") == "not_asked"
    assert places(visit("Mette"), WORK) == set() and "HFI-2026" not in visit("Dan").open("/grounds").text("main")
    assert store.only(LegalGround).ended_by_id == world.users["Sanne"]


def test_who_may_not_read_it_cannot_end_it_nor_tell_that_it_is_there(app, visit, world, store, monkeypatch):
    write_ground(visit("Jonas"))
    emil, item = visit("Emil"), store.only(LegalGround).id
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    assert emil.client.post(f"{world.url}/grounds/{item}/end").status_code == 404
    assert store.only(LegalGround).ended_on is None


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({"reason": "for kort"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"paragraph": " "}, "paragraph"),
        ({"reader": "BIF"}, "reader"),
        ({"reader": "XYZ"}, "reader"),
        ({"person_ids": []}, "person_ids"),
        ({"to_on": "01.01.2099"}, "to_on"),
        ({"extent": "none"}, "extent"),
    ],
)
def test_what_does_not_do_is_told_at_its_field(visit, world, store, more, at):
    jonas = write_ground(visit("Jonas"), status=422, **more)
    assert message_at(jonas.find("#ground-new form"), at) and store.count(LegalGround) == 0


def test_a_team_member_shares_by_law_only_what_the_own_department_writes(visit, world, store):
    emil = visit("Emil")
    form = form_page(emil, f"{world.url}/grounds/new")
    assert [one["value"] for one in form.select("select[name=owner] option")] == ["KFF"]
    save(emil, form, False, 422, **typed(world))
    assert store.count(LegalGround) == 0


@pytest.mark.parametrize(("left", "look"), [(31, None), (30, "warn"), (15, "warn"), (14, "err")])
def test_who_may_read_it_is_warned_before_it_runs_out(visit, world, store, left, look):
    write_ground(visit("Jonas"))
    store.run(sa.update(LegalGround).values(to_on=days(left)))
    for name in ("Jonas", "Sanne"):
        visitor = visit(name).open(world.url)
        found = [one.find_parent("li")["class"] for one in visitor.page.select("#alerts a[href='#consents']")]
        assert found == ([[f"todo--{look}"]] if look else []), name
        said = visitor.open("/consents").page.select("section[aria-labelledby=laws-h] li")
        assert len(said) == bool(look) and bool(
            visitor.page.select("section[aria-labelledby=laws-h] .badge-error")
        ) == (look == "err")
    for name in ("Mette", "Emil"):
        visitor = visit(name)
        assert not visitor.open(world.url).page.select("#alerts a[href='#consents']"), name
        assert not visitor.open("/consents").page.select("section[aria-labelledby=laws-h]"), name
    assert bool(visit("Dan").open("/grounds").page.select("main .badge-error")) == (look == "err")


def test_a_ground_that_was_written_anew_is_no_longer_spoken_of(visit, world, store):
    jonas = write_ground(visit("Jonas"))
    store.run(sa.update(LegalGround).values(to_on=days(5)))
    write_ground(jonas)
    assert not jonas.open(world.url).page.select("#alerts a[href='#consents']")
    assert not jonas.open("/consents").page.select("section[aria-labelledby=laws-h]")


def test_after_its_last_day_it_shares_nothing(visit, world, store):
    write_ground(visit("Jonas"))
    store.run(sa.update(LegalGround).values(from_on=days(-9), to_on=days(-1)))
    assert places(visit("Mette"), WORK) == set()


def test_it_opens_no_more_than_it_says(visit, world, store):
    write_ground(visit("Jonas"), extent="times_only")
    mette = visit("Mette")
    assert places(mette, WORK) == set() and mette.open(world.url).page.select("#week .ev--none")


def test_two_clicks_are_one_ground(visit, world, store):
    jonas = visit("Jonas")
    form = form_page(jonas, f"{world.url}/grounds/new")
    for _click in range(2):
        save(jonas, form, False, 303, **typed(world))
    assert store.count(LegalGround) == 1 and store.count(Consent) == 0
    assert CANARY in str(visit("Mette").open(world.url).page)
