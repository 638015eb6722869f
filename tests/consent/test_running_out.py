"""Consents that run out: seen in time on the page, the overview and a list of their own."""

import pytest
import sqlalchemy as sa

from hfi.consent.models import Consent, Extent
from tests.consent.canary import change_consents
from tests.consent.steps import cell, consent_url, days, write_down

ALERT = "#alerts a[href='#consents']"


def ending_on(store, world, day):
    """Amina's consent to the job department's sharing with the social department ends on the day."""
    change_consents(store, "BIF", "SOF", world.people["Amina"], expires_on=day)


@pytest.mark.parametrize(("left", "look"), [(31, None), (30, "warn"), (15, "warn"), (14, "err"), (0, "err")])
def test_thirty_days_before_the_page_warns_and_fourteen_before_it_is_urgent(visit, world, store, left, look):
    ending_on(store, world, days(left))
    mette = visit("Mette").open(world.url)
    found = [one.find_parent("li")["class"] for one in mette.page.select(ALERT)]
    assert found == ([[f"todo--{look}"]] if look else [])
    assert bool(mette.page.select('#secnav a[href="#consents"] .count')) == bool(look)


def test_the_coordinators_list_leads_to_the_form(visit, world, store):
    ending_on(store, world, days(20))
    for name in ("Sanne", "Mette"):
        page = visit(name).open("/consents")
        assert "Amina" in page.text("main") and "Karim" not in page.text("main")
        assert page.find(f'a[href="{consent_url(world, "Amina")}/edit#consents"]')
    assert "Amina" not in visit("Dorthe").open("/consents").text("main")
    visit("Lis").open("/consents", status=403)


def test_who_answered_anew_is_no_longer_spoken_of(visit, world, store):
    ending_on(store, world, days(5))
    mette = write_down(visit("Mette"), "Amina")
    assert not mette.page.select(ALERT) and "Amina" not in mette.open("/consents").text("main")
    assert "Consent until" not in mette.open("/").text("main")


def test_a_no_does_not_run_out(visit, world, store):
    change_consents(store, "BIF", "SOF", world.people["Amina"], expires_on=days(5), extent=Extent.NONE)
    mette = visit("Mette").open(world.url)
    assert not mette.page.select(ALERT) and "Amina" not in mette.open("/consents").text("main")


def test_what_has_run_out_says_so(visit, world, store):
    store.run(sa.update(Consent).where(Consent.owner == "BIF").values(expires_on=days(-1)))
    assert cell(visit("Mette").open(world.url), "Amina", "BIF") == "ran_out"
