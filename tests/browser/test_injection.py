"""What somebody writes stays text: it becomes no element, sends no request and swaps nothing, anywhere on the page."""

import pytest
from playwright.sync_api import expect

from hfi.families.models import Family, Person
from hfi.plan.models import Agreement, Goal, Measure, SectionRecord
from hfi.schedule.models import Appointment
from tests.browser.steps import edit

EVIL = (
    '"><img src="/evil" onerror="alert(1)"><script>alert(2)</script></textarea>'
    "<div class='evil' hx-post='/logout' hx-trigger='load' hx-include='[name=csrf_token]'></div>"
    '<p id="status" class="evil" hx-swap-oob="true">{{ 7*7 }}</p>'
    "<svg onload='alert(3)'>' onfocus=alert(4) autofocus x='"
)
WRITTEN = {
    Family: ("name", "address", "housing_area", "interpreter_language", "dream", "story", "what_works"),
    Person: ("relation", "note", "phone"),
    Goal: ("title", "words", "next_step"),
    Agreement: ("text", "rhythm"),
    Measure: ("title", "plain_words", "next_step", "provider", "status_reason", "legal_ground"),
    Appointment: ("title", "place"),
    SectionRecord: ("assessment",),
}


@pytest.fixture
def screen(enter, store, world):
    """The screen of somebody whose family has all of that in it; it says what was asked for and what popped up."""
    for model, names in WRITTEN.items():
        store.rewrite(model, **{name: EVIL[: model.__table__.c[name].type.length] for name in names})
    screen = enter("Mette")
    screen.happened = []
    screen.on("dialog", lambda dialog: (screen.happened.append(dialog.message), dialog.dismiss()))
    screen.on("request", lambda asked: screen.happened.append(asked.url) if asked.url.endswith("/evil") else None)
    return screen


def expect_nothing(screen):
    """Nothing came of it, and somebody is still logged in."""
    assert screen.happened == []
    expect(
        screen.locator(".evil, img, script:not([src]), [onload], [onerror], [onfocus], [hx-trigger=load]")
    ).to_have_count(0)
    expect(screen.locator("#status")).to_have_count(1)
    expect(screen.locator(".top__user")).to_be_visible()
    assert "49" not in screen.locator("#status").inner_text()


@pytest.mark.parametrize("address", ["/", "/families", "/search?q=evil", "/families/HFI-2026-014"])
def test_pages_show_it_as_text(screen, address):
    screen.goto(address)
    expect_nothing(screen)


def test_forms_and_fragments_show_it_as_text(screen, world):
    screen.goto(world.url)
    for anchor in (f"goal-{world.goal}", "story", "social-support-details", f"member-{world.people['Lina']}"):
        edit(screen, anchor)
        expect_nothing(screen)
    form = screen.locator(f"#goal-{world.goal} form")
    for name in WRITTEN[Goal]:
        form.locator(f"[name={name}]").fill(EVIL[:80])
    form.locator("button[type=submit]").click()
    expect(screen.locator(f"#goal-{world.goal} form")).to_have_count(0)
    expect_nothing(screen)


def test_what_was_searched_for_is_shown_as_text(screen):
    screen.goto("/search")
    screen.locator("#top-search").fill(EVIL[:100])
    screen.keyboard.press("Enter")
    expect_nothing(screen)
