"""Every page, wide and narrow, in both languages: no obstacle for anybody, and nothing sticks out at the side."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import edit, obstacles, sideways

PAGES = {
    "login": ("", "/login"),
    "overview": ("Mette", "/"),
    "families": ("Mette", "/families"),
    "search": ("Mette", "/search?q=Solsikke"),
    "nothing found": ("Mette", "/search?q=Findes+ikke"),
    "family": ("Mette", "/families/HFI-2026-014"),
    "family of a health worker": ("Hanne", "/families/HFI-2026-014"),
    "caseload": ("Ole", "/caseload"),
    "a manager's family": ("Lis", "/families/HFI-2026-014"),
    "no families": ("Stig", "/"),
    "error": ("Mette", "/no-such-page"),
}
EDITED = ("goal", "agreement", "member", "story", "details", "measure", "appointment-new", "plan")


@pytest.fixture
def anchors(world):
    """What is edited, and the id of its card."""
    return {
        "goal": f"goal-{world.goal}",
        "agreement": f"agreement-{world.agreement}",
        "member": f"member-{world.people['Lina']}",
        "story": "story",
        "details": "social-support-details",
        "measure": f"measure-{world.measure}",
        "appointment-new": "appointment-new",
        "plan": "social-support-plan-new",
    }


def open_page(enter, desk, name, address, **how):
    """The page before whoever it is for."""
    language = how.pop("language", "da")
    screen = enter(name, language=language, **how) if name else desk(**how).new_page()
    screen.goto(address)
    return screen


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("page_name", PAGES)
def test_a_page_has_no_obstacle_and_does_not_scroll_sideways(enter, desk, page_name, language, width):
    screen = open_page(enter, desk, *PAGES[page_name], language=language, width=width)
    assert obstacles(screen) == []
    assert sideways(screen) == []


@pytest.mark.parametrize("page_name", PAGES)
def test_a_page_fits_the_smallest_screen(enter, desk, page_name):
    screen = open_page(enter, desk, *PAGES[page_name], width=320)
    assert sideways(screen) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_forms_have_no_obstacle_and_do_not_scroll_sideways(enter, world, anchors, width):
    screen = enter("Mette", width=width)
    screen.goto(world.url)
    for anchor in anchors.values():
        edit(screen, anchor)
    assert obstacles(screen) == []
    assert sideways(screen) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_what_went_wrong_has_no_obstacle_either(enter, world, anchors, width):
    screen = enter("Mette", width=width)
    screen.goto(world.url)
    form = edit(screen, anchors["goal"])
    form.locator("[name=title]").fill("")
    form.locator("button[type=submit]").click()
    expect(screen.locator(".alert-error")).to_be_visible()
    assert obstacles(screen) == []
    assert sideways(screen) == []


def test_every_form_fits_the_smallest_screen(enter, world, anchors):
    screen = enter("Mette", width=320)
    screen.goto(world.url)
    for anchor in anchors.values():
        edit(screen, anchor)
        assert sideways(screen) == [], anchor


def test_what_is_wrong_would_be_found(enter, world):
    screen = enter("Mette", width=390)
    screen.goto(world.url)
    screen.evaluate("document.querySelector('h1').innerHTML += '<img src=\"/\"><p class=\"wide\">x</p>'")
    screen.evaluate("document.querySelector('.wide').style.width = '900px'")
    assert [name for name, _where in obstacles(screen)] == ["image-alt"]
    assert any("wide" in one for one in sideways(screen))
