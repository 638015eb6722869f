"""A young person's own page in a real browser: no obstacle for anybody, and it is written in place."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from hfi import clock
from hfi.plan.models import SectionRecord
from hfi.young.models import ContactPromise, OwnWords, Penned, Ring, Supporter
from tests.browser.steps import obstacles, sideways
from tests.young.family import DREAM, join

HELPS = "Kører mig til træning hver tirsdag og torsdag"


@pytest.fixture(autouse=True)
def in_the_programme(world, store):
    """Yusuf's page has everything on it, and he lives away for a time."""
    join(world, store)
    now, whose = clock.now(), {"family_id": world.family, "person_id": world.people["Yusuf"]}
    said = {"penned": Penned.SELF, "written_by_id": world.users["Mette"]}
    for days, dream in ((9, "Noget helt andet"), (2, DREAM)):
        store.add(OwnWords(**whose, **said, dreams=dream, written_at=now - timedelta(days=days)))
    for number, ring in enumerate((*Ring, *Ring)):
        near = {"name": f"Ven med langt navn {number}", "ring": ring, "helps": HELPS, "created_at": now}
        store.add(Supporter(**whose, **near))
    store.add(ContactPromise(**whose, times=4, manner="En gåtur", promised_on=now.date() - timedelta(days=90)))
    today = clock.today()
    own = {"placed_on": (today - timedelta(days=60)).isoformat(), "returns_on": (today - timedelta(days=3)).isoformat()}
    own |= {"return_needs": [["Værelset har en dør, der kan lukkes", "Amina og Karim", True], ["Ro", "", False]]}
    details = {"own": own, "people": {}}
    store.rewrite(SectionRecord, SectionRecord.family_id == world.family, details=details)


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_the_page_and_its_forms_have_no_obstacle(enter, world, width):
    screen = enter("Mette", width=width)
    screen.goto(world.url)
    screen.locator(".earlier summary").click()
    for place in ("#word-new a", "#supporter-new a", "#young-people a[hx-target='#promise-new']"):
        screen.locator(place).first.click()
        expect(
            screen.locator(f"{place.split()[0].replace('#young-people', '#promise-new')} form.editform")
        ).to_be_visible()
    assert obstacles(screen) == []
    assert sideways(screen) == []


def test_the_list_of_what_must_be_in_place_can_be_ticked_on_a_phone(enter, world):
    screen = enter("Mette", width=390)
    screen.goto(f"{world.url}/social/support/edit")
    assert obstacles(screen) == [] and sideways(screen) == []
    screen.locator("select[name=return_needs]").nth(1).select_option("done")
    screen.locator("#social-support-details form.editform button[type=submit]").click()
    expect(screen.locator(".checks .badge-success")).to_have_count(2)


def test_yusuf_writes_himself_while_a_form_beside_stays_open(enter, world):
    screen = enter("Mette")
    screen.goto(world.url)
    screen.locator("#supporter-new a").click()
    screen.locator("#supporter-new [name=name]").fill("Farfar")
    screen.locator("#word-new a").click()
    screen.locator("#word-new [value=self]").check()
    screen.locator("#word-new [name=challenges]").fill("At vente")
    screen.locator("#word-new button[type=submit]").click()
    expect(screen.locator("#young-people .sayings").first).to_contain_text("At vente")
    expect(screen.locator("#word-new a")).to_be_visible()
    # What was begun beside it is still there.
    assert screen.locator("#supporter-new [name=name]").input_value() == "Farfar"
