"""What somebody writes stays text: it becomes no element, sends no request and swaps nothing, on any page."""

import pytest
from playwright.sync_api import expect

from hfi.plan.models import Goal
from tests.browser.steps import edit
from tests.hostile.scene import scene
from tests.hostile.texts import MARKUP
from tests.hostile.walk import EVIL
from tests.hostile.written import WRITTEN, overwrite, records

OPENED = {
    "Mette": ["/", "/families", "/search?q=script", "{family}", "{family}/team", "{family}/print", "/account",
              "{family}/goals/{goal}/edit", "{family}/confidences/{confidence}/edit", "/absences"],
    "Sanne": ["{family}", "{family}/log", "{family}/named", "/consents", "{family}/members/{lina}/consents",
              "{family}/members/{lina}/edit", "{family}/story/edit", "{family}/facts/edit"],
    "Ole": ["/caseload", "/team", "{family}/conflicts", "/requests", "/requests/{request}", "/team/handover/{giver}"],
    "Ada": ["/users?q=script", "/users/{user}", "/users/{user}/edit", "/requests"],
    "Dan": ["/", "/log", "{family}/log", "/log/checks", "/log/checks/{check}", "/grounds", "/emergency/reviews",
            "/emergency/reviews/{review}"],
}  # fmt: skip
DRAWN = "</textarea></p>"


@pytest.fixture
def stored(app, world, store):
    """Everything that was ever written says that; ids for the addresses."""
    ids = scene(app, world, store) | {"family": world.url}
    store.add(*records(world, list(app.extensions["hfi.registry"].by_id)))
    overwrite(world, store)
    return ids


@pytest.fixture
def watch(enter, stored):
    """`watch("Mette")`: her screen; it says what was sent and what popped up."""

    def sit_down(name):
        screen = enter(name)
        screen.happened, screen.looks = [], True
        screen.on("dialog", lambda dialog: (screen.happened.append(dialog.message), dialog.dismiss()))
        screen.on("request", lambda asked: screen.happened.append(asked.url) if is_foreign(asked, screen) else None)
        return screen

    return sit_down


def is_foreign(asked, screen):
    """Whether nobody asked for it: another site, what the text names, or a POST, which nobody sends by looking."""
    own = asked.url.startswith(("http://127.0.0.1:", "data:"))
    return not own or "/evil" in asked.url or asked.url.endswith("/logout") or (asked.method == "POST" and screen.looks)


def expect_nothing(screen):
    """Nothing came of it, and somebody is still logged in."""
    screen.wait_for_load_state("networkidle")
    assert screen.happened == [], screen.url
    assert screen.evaluate("window.evil") is None
    expect(screen.locator(EVIL)).to_have_count(0)
    assert screen.locator("#status").count() <= 1 and "49" not in screen.locator("#status").all_inner_texts()
    expect(screen.locator(".top__user")).to_be_visible()


@pytest.mark.parametrize("name", OPENED)
def test_every_page_shows_it_as_text(watch, stored, name):
    screen = watch(name)
    read = 0
    for address in OPENED[name]:
        screen.goto(address.format_map(stored))
        expect_nothing(screen)
        read += screen.locator("main").inner_text().count(DRAWN)
    assert read > 5


def test_forms_and_fragments_show_it_as_text(watch, stored, world):
    screen = watch("Mette")
    screen.goto(world.url)
    for anchor in (f"goal-{world.goal}", "story", "social-support-details", f"member-{world.people['Lina']}"):
        edit(screen, anchor)
        expect_nothing(screen)
    form = screen.locator(f"#goal-{world.goal} form")
    screen.looks = False
    for column in WRITTEN[Goal]:
        form.locator(f"[name={column}]").fill(MARKUP[:80])
    form.locator("button[type=submit]").click()
    expect(screen.locator(f"#goal-{world.goal} form")).to_have_count(0)
    expect_nothing(screen)


def test_what_was_searched_for_is_shown_as_text(watch):
    screen = watch("Mette")
    screen.goto("/search")
    screen.looks = False
    screen.locator("#top-search").fill(MARKUP[:100])
    screen.keyboard.press("Enter")
    expect_nothing(screen)


def test_a_refused_text_is_shown_as_text(watch, world):
    screen = watch("Mette")
    screen.goto(f"{world.url}/goals/{world.goal}/edit")
    form = screen.locator(f"#goal-{world.goal} form")
    screen.looks = False
    for column in WRITTEN[Goal]:
        form.locator(f"[name={column}]").fill(f"{MARKUP}\u202e")
    form.locator("button[type=submit]").click()
    expect(form.locator(".form-error-message").first).to_be_visible()
    assert form.locator("[name=words]").input_value() == f"{MARKUP}\u202e"
    expect_nothing(screen)
