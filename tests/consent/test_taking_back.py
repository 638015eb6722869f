"""A yes is taken back with one click by anybody at work with the family, and acts on the next request everywhere."""

import pytest
import sqlalchemy as sa

from hfi.consent.models import COORDINATION, Consent, Ending, Extent
from tests.consent.canary import CANARY, places, plant
from tests.consent.steps import cell, consent_url, is_open, take_back_everything
from tests.visitor import token_for
from tests.world import OTHER_REFERENCE

WORK = "employment/work"


@pytest.fixture(autouse=True)
def written(world, store):
    """The job department wrote about Karim."""
    plant(world, store, WORK, "Karim")


def test_karim_takes_everything_back_and_the_next_request_knows(visit, world, store):
    mette, emil = visit("Mette"), visit("Emil")
    assert places(mette, WORK) and is_open(mette, WORK)
    take_back_everything(emil, "Karim")
    assert places(mette, WORK) == set() and not is_open(mette, WORK)
    assert [cell(mette.open(world.url), "Karim", one) for one in ("SOF", "BIF", "BUF", "KFF")] == ["no"] * 4
    assert CANARY not in mette.client.get("/").text + mette.client.get("/search?q=kanarie").text
    assert cell(mette, "Amina", "BIF") == "partly"


def test_the_page_locks_at_once_for_whoever_writes_it_down(visit, world):
    mette = visit("Mette").open(world.url)
    assert CANARY in mette.text("#employment-work")
    mette.open(consent_url(world, "Karim"))
    mette.swap(mette.find(f'form[action="{consent_url(world, "Karim")}/withdraw"]'))
    assert CANARY not in str(mette.page) and mette.find("#employment-work .locked a[href='#consents']")
    assert "Karim" in mette.text("#employment-work .locked") and "Amina" not in mette.text("#employment-work .locked")


def test_one_way_is_taken_back_and_the_others_stay(visit, world, store):
    mette, emil = visit("Mette"), visit("Emil")
    item = store.only(
        Consent, Consent.person_id == world.people["Karim"], Consent.owner == "BIF", Consent.reader == "SOF"
    ).id
    mette.open(consent_url(world, "Karim"))
    mette.submit(mette.find(f'form[action="{world.url}/consents/{item}/withdraw"]'), 303)
    assert places(mette, WORK) == set() and places(emil, WORK)
    row = store.get(Consent, item)
    assert (row.ending, row.ended_by_id) == (Ending.WITHDRAWN, world.users["Mette"])
    assert "Mette Prøvesen" in emil.open(consent_url(world, "Karim")).text("#consent-detail .told")


def test_what_was_taken_back_stands_on_no_paper(visit, world, store):
    take_back_everything(visit("Emil"), "Karim")
    answer = visit("Mette").client.get(f"{world.url}/plan.pdf")
    assert answer.status_code == 200 and CANARY.encode() not in answer.data


@pytest.mark.parametrize(("name", "status"), [("Lis", 403), ("Ole", 403), ("Stig", 403), ("Dan", 403), ("Dorthe", 404)])
def test_who_is_not_at_work_with_the_family_takes_nothing_back(app, visit, world, store, monkeypatch, name, status):
    visitor, item = visit(name), store.list(sa.select(Consent.id))[0]
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    for url in (f"{consent_url(world, 'Karim')}/withdraw", f"{world.url}/consents/{item}/withdraw"):
        assert visitor.client.post(url).status_code == status
    assert store.count(Consent, Consent.withdrawn_on.is_not(None)) == 0


def test_a_consent_of_another_family_cannot_be_reached(visit, world, store):
    dorthe, item = visit("Dorthe"), store.list(sa.select(Consent.id))[0]
    for path in (f"consents/{item}/withdraw", f"members/{world.people['Karim']}/consents/withdraw"):
        url = f"/families/{OTHER_REFERENCE}/{path}"
        assert dorthe.client.post(url, data=token_for(dorthe.client, url)).status_code == 404
    assert store.count(Consent, Consent.withdrawn_on.is_not(None)) == 0


def test_the_coordinators_side_is_taken_back_with_the_rest(visit, world, store):
    take_back_everything(visit("Sanne"), "Karim")
    open_still = Consent.person_id == world.people["Karim"], Consent.withdrawn_on.is_(None)
    assert store.count(Consent, *open_still, Consent.extent != Extent.NONE) == 0
    assert store.count(Consent, Consent.reader == COORDINATION, Consent.withdrawn_on.is_not(None)) == 4
