"""One-time codes at a real screen: scan, write, log in; and back leads nowhere."""

from playwright.sync_api import expect

from tests.access.codes import code
from tests.world import PASSWORD


def set_up(screen):
    """By the menu and the account's page; gives the secret."""
    screen.goto("/")
    screen.locator(".top__user summary").click()
    screen.locator(".menu__list a[href='/account']").click()
    screen.locator("#codes a.button").click()
    screen.locator("main form button").click()
    expect(screen.locator(".qrbox svg")).to_be_visible()
    secret = "".join(screen.locator(".secret").inner_text().split())
    screen.locator("#code").fill(code(secret))
    screen.locator("#password").fill(PASSWORD)
    screen.keyboard.press("Enter")
    expect(screen.locator(".recovery li")).to_have_count(10)
    return secret


def test_set_up_log_out_and_log_in_with_the_code(enter):
    screen = enter("Mette")
    secret = set_up(screen)
    screen.goto("/account")
    expect(screen.locator("#codes .badge-success")).to_be_visible()
    screen.locator(".top__user summary").click()
    screen.locator("form[action='/logout'] button").click()
    screen.locator("#email").fill("mette@demo.example")
    screen.locator("#password").fill(PASSWORD)
    screen.keyboard.press("Enter")
    expect(screen.locator("#code")).to_be_focused()
    screen.keyboard.type("000000")
    screen.keyboard.press("Enter")
    expect(screen.locator("[role=alert] li")).to_be_visible()
    screen.locator("#code").fill(code(secret, 1))
    screen.keyboard.press("Enter")
    expect(screen.locator(".top__user")).to_be_visible()


def test_after_logging_out_going_back_shows_the_login(enter):
    screen = enter("Mette")
    set_up(screen)
    screen.locator("main a.button").click()
    screen.locator(".top__user summary").click()
    screen.locator("form[action='/logout'] button").click()
    expect(screen.locator("#email")).to_be_visible()
    screen.go_back()
    expect(screen.locator("#email")).to_be_visible()
    assert screen.evaluate("sessionStorage.length + localStorage.length") == 0
