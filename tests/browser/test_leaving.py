"""Coming and going: logging in, logging out, and what stays behind in the browser: nothing."""

import sqlalchemy as sa
from playwright.sync_api import expect

from hfi import clock
from hfi.access.models import LoginSession
from tests.browser.steps import box, edit, save
from tests.world import PASSWORD


def kept(screen):
    """How much the page keeps in the browser."""
    return screen.evaluate("sessionStorage.length + localStorage.length")


def test_one_logs_in_and_comes_to_where_one_was_going(desk, world):
    screen = desk().new_page()
    screen.goto(world.url)
    expect(screen.locator("#email")).to_be_focused()
    screen.locator("#email").fill("mette@demo.example")
    screen.keyboard.press("Tab")
    expect(screen.locator("#password")).to_be_focused()
    screen.locator("#password").fill(PASSWORD)
    screen.keyboard.press("Enter")
    expect(screen.locator("#goals")).to_be_visible()
    assert screen.url.endswith(world.url)


def test_a_wrong_password_is_said_and_the_email_stays(desk):
    screen = desk().new_page()
    screen.goto("/login")
    screen.locator("#email").fill("mette@demo.example")
    screen.locator("#password").fill("forkert")
    screen.keyboard.press("Enter")
    expect(screen.locator("[role=alert] li")).to_be_visible()
    expect(screen.locator("#email")).to_have_value("mette@demo.example")
    expect(screen.locator("#password")).to_have_value("")


def test_from_the_overview_to_a_family(enter, world):
    screen = enter("Mette")
    screen.goto("/")
    screen.locator(f"main a[href='{world.url}']").first.click()
    expect(screen.locator("h1")).to_have_text("Familien Solsikke")


def test_a_family_is_found_by_its_name(enter, world):
    screen = enter("Mette")
    screen.goto("/")
    screen.locator("#top-search").fill("solsikke")
    screen.keyboard.press("Enter")
    screen.locator(f"main a[href='{world.url}']").first.click()
    expect(screen.locator("h1")).to_have_text("Familien Solsikke")


def test_after_logging_out_going_back_shows_the_login_and_nothing_is_kept(enter, world):
    screen = enter("Mette")
    screen.goto("/families")
    screen.goto(world.url)
    screen.locator(f"#goal-{world.goal} a[hx-get$='/edit']").click()
    expect(screen.locator("form.editform")).to_be_visible()
    assert kept(screen) == 0
    screen.locator(".top__user summary").click()
    screen.locator("form[action='/logout'] button").click()
    expect(screen.locator("#email")).to_be_visible()
    for _ in range(2):
        screen.go_back()
        expect(screen.locator("#email")).to_be_visible()
        expect(screen.locator("body")).not_to_contain_text("Solsikke")
        assert kept(screen) == 0


def test_whose_session_ended_meanwhile_keeps_the_text_and_is_told(enter, world, store, complaints):
    screen = enter("Mette")
    screen.goto(world.url)
    form = edit(screen, f"goal-{world.goal}")
    typed = box(form, "next_step")
    typed.fill("Halvt skrevet")
    store.run(sa.update(LoginSession).values(ended_at=clock.now()))
    save(form)
    expect(screen.locator("#error-region .alert")).to_be_visible()
    expect(typed).to_have_value("Halvt skrevet")
    expect(screen.locator("#error-region a[data-leave]")).to_be_visible()
    # Beside the save, what is typed is sent as a draft; none is under way any more when the page is left.
    screen.goto("about:blank")
    assert all("401" in said for said in complaints)
    complaints.clear()


def test_the_language_is_switched_from_the_menu(enter):
    screen = enter("Mette")
    screen.goto("/")
    for language in ("en", "da"):
        screen.locator(".top__user summary").click()
        screen.locator(f".top__user button[value='{language}']").click()
        expect(screen.locator("html")).to_have_attribute("lang", language)
