"""Somebody says yes, only times, or no: written down at the first meeting, and seen at once wherever it counts."""

import uuid

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.audit.models import AuditEntry
from hfi.consent.models import COORDINATION, Consent, Ending, Extent, Manner
from hfi.consent.rules import consent_text
from tests.consent.canary import CANARY, places, plant
from tests.consent.steps import cell, consent_url, form_link, nothing_said, write_down
from tests.family_page.steps import HTMX, form_page, held, message_at, open_form, save, send
from tests.visitor import form_data
from tests.world import DEPARTMENTS, OTHER_REFERENCE

WORK = "employment/work"
both_ways = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture(autouse=True)
def unasked(world, store):
    """The job department wrote about Amina, and nobody was asked yet."""
    plant(world, store, WORK, "Amina")
    nothing_said(store)


@both_ways
def test_mette_writes_down_aminas_yes_and_the_cards_open(visit, world, store, htmx):
    mette = visit("Mette")
    assert places(mette, WORK) == set()
    write_down(mette, "Amina", htmx)
    if htmx:
        assert CANARY in mette.text("#employment-work") and CANARY in mette.text("#week-grid")
    mette.open(world.url)
    assert CANARY in mette.text("#employment-work") and cell(mette, "Amina", "BIF") == "yes"
    assert store.count(Consent) == len(DEPARTMENTS) * len(DEPARTMENTS)


def test_what_is_written_down_says_how_by_whom_and_in_which_words(visit, world, store):
    write_down(visit("Mette"), "Amina", manner="oral")
    row = store.only(Consent, Consent.owner == "BIF", Consent.reader == COORDINATION)
    today = clock.today()
    assert (row.given_by_id, row.recorded_by_id) == (world.people["Amina"], world.users["Mette"])
    assert (row.manner, row.explained, row.purpose) == (Manner.ORAL, True, "joint-plan")
    assert row.text_version == consent_text(today).version and row.extent is Extent.FULL
    assert (row.given_on, row.expires_on) == (today, clock.months_after(today, 12))


def test_an_answer_for_one_department_goes_before_that_for_everything(visit, world, store):
    mette = write_down(visit("Mette"), "Amina", fields=None, **{"SUF-extent": "times_only", "BIF-extent": "none"})
    assert [cell(mette, "Amina", one) for one in ("SOF", "BIF", "SUF")] == ["yes", "no", "times"]
    assert {row.extent for row in store.list(sa.select(Consent).where(Consent.owner == "SUF"))} == {Extent.TIMES_ONLY}


def test_only_the_ticked_get_to_see_it(visit, world, store):
    write_down(visit("Mette"), "Amina", everything="chosen", **{"BIF-extent": "full", "BIF-readers": ["SOF"]})
    assert store.all(sa.select(Consent.owner, Consent.reader)) == [("BIF", "SOF")]
    assert places(visit("Mette"), WORK) and not places(visit("Emil"), WORK) and not places(visit("Sanne"), WORK)


def test_a_new_answer_takes_the_place_of_the_old_one(visit, world, store):
    mette = write_down(visit("Mette"), "Amina")
    write_down(mette, "Amina", everything="chosen", **{"BIF-extent": "none"})
    assert places(mette, WORK) == set() and cell(mette.open(world.url), "Amina", "BIF") == "no"
    assert store.count(Consent, Consent.ending == Ending.REPLACED, Consent.owner == "BIF") == len(DEPARTMENTS)
    assert cell(mette, "Amina", "KFF") == "yes"


@both_ways
@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"explained": None}, "explained"),
        ({"everything": "chosen", "SUF-extent": ""}, "everything"),
        ({"givers": []}, "givers"),
        ({"given_on": "01.01.2099"}, "given_on"),
        ({"expires_on": "01.01.2020"}, "expires_on"),
        ({"expires_on": "31.12.2099"}, "expires_on"),
        ({"expires_on": "snart"}, "expires_on"),
        ({"BIF-extent": "full", "BIF-readers": []}, "BIF-readers"),
        ({"manner": "telepathy"}, "manner"),
        ({"purpose": "gossip"}, "purpose"),
    ],
)
def test_what_does_not_do_is_told_at_its_field_and_nothing_is_lost(visit, world, store, htmx, typed, at):
    mette = visit("Mette")
    if htmx:
        form = open_form(mette.open(world.url), form_link(mette, "Amina"))
    else:
        form = form_page(mette, f"{consent_url(world, 'Amina')}/edit")
    data = form_data(form) | {"explained": "y", "everything": "everything", "SUF-extent": "times_only"} | typed
    kept = {name: value for name, value in data.items() if value not in (None, [])}
    mette.response = mette.client.post(form["action"], data=kept, headers=HTMX if htmx else None)
    assert mette.response.status_code == 422 and store.count(Consent) == 0
    if not htmx:
        mette.show()
        again = mette.find("#consent-detail form")
        assert message_at(again, at) and held(again, "SUF-extent") == data["SUF-extent"]


def test_two_clicks_are_one_answer(visit, world, store):
    mette = visit("Mette")
    form = form_page(mette, f"{consent_url(world, 'Amina')}/edit")
    for _click in range(2):
        assert send(mette, form, HTMX, explained="y", everything="everything").status_code == 200
    assert store.count(Consent) == len(DEPARTMENTS) ** 2 and store.count(Consent, Consent.ending.is_not(None)) == 0


@both_ways
def test_a_colleague_who_wrote_down_another_answer_first_is_shown(visit, world, store, htmx):
    late, early = visit("Mette"), visit("Sanne")
    if htmx:
        form = open_form(late.open(world.url), form_link(late, "Amina"))
    else:
        form = form_page(late, f"{consent_url(world, 'Amina')}/edit")
    write_down(early, "Amina", everything="chosen", **{"BIF-extent": "none"})
    save(late, form, htmx, 409, explained="y", everything="everything")
    assert "Sanne Prøvesen" in late.text(".conflict") and store.count(Consent, Consent.extent == Extent.FULL) == 0
    save(late, late.find("#consent-detail form.editform"), htmx, 200 if htmx else 303)
    assert cell(late.open(world.url), "Amina", "BIF") == "yes"


def test_a_colleague_who_wrote_down_something_else_is_no_hindrance(visit, world, store):
    late = visit("Mette")
    form = form_page(late, f"{consent_url(world, 'Amina')}/edit")
    write_down(visit("Sanne"), "Amina", everything="chosen", **{"KFF-extent": "full"})
    save(late, form, False, 303, explained="y", everything="chosen", **{"KFF-extent": "full"})
    assert cell(late.open(world.url), "Amina", "KFF") == "yes"


def test_a_team_member_writes_down_what_the_own_department_may_share_and_no_other(visit, world, store):
    bo = visit("Bo")
    form = form_page(bo, f"{consent_url(world, 'Amina')}/edit")
    assert [one["name"] for one in form.select("select")] == ["BUF-extent"]
    save(bo, form, False, 303, explained="y", everything="everything")
    assert set(store.list(sa.select(Consent.owner))) == {"BUF"}
    forged = form_data(form_page(bo, f"{consent_url(world, 'Amina')}/edit"))
    forged |= {"explained": "y", "everything": "everything", "SOF-extent": "full", "SOF-readers": ["BUF"]}
    bo.client.post(form["action"], data=forged)
    assert set(store.list(sa.select(Consent.owner))) == {"BUF"}


@pytest.mark.parametrize("name", ["Lis", "Ole"])
def test_managers_see_the_matrix_and_write_nothing(visit, world, name):
    visitor = visit(name).open(world.url)
    assert visitor.find("#consent-matrix") and not visitor.page.select("#consents form, #consents a[href$='/edit']")
    assert visitor.client.get(f"{consent_url(world, 'Amina')}/edit").status_code == 403


def test_somebody_of_another_family_is_not_there(visit, world):
    dorthe, mette = visit("Dorthe"), visit("Mette")
    for rest in ("", "/edit"):
        assert dorthe.client.get(consent_url(world, "Amina") + rest).status_code == 404
        other = f"/families/{OTHER_REFERENCE}/members/{world.people['Amina']}/consents{rest}"
        assert dorthe.client.get(other).status_code == 404
        assert mette.client.get(f"{world.url}/members/{uuid.uuid4()}/consents{rest}").status_code == 404


def test_looking_at_the_answers_is_logged_and_works_on_a_page_of_its_own(visit, world, store):
    write_down(visit("Mette"), "Amina")
    emil = visit("Emil").open(consent_url(world, "Amina") + "?owner=BIF")
    assert len(emil.page.select("#consent-detail tbody tr")) == len(DEPARTMENTS)
    assert "Mette Prøvesen" in emil.text("#consent-detail .told")
    logged = store.list(sa.select(AuditEntry.what).where(AuditEntry.actor_id == world.users["Emil"]))
    assert f"consents:{world.people['Amina']}" in logged
