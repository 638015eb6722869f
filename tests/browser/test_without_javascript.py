"""The same story by full pages, for whoever's browser runs no scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import box, save
from tests.world import PASSWORD


@pytest.fixture
def screen(enter, world):
    """The family page in a browser without scripts."""
    screen = enter("Mette", javascript=False)
    screen.goto(world.url)
    return screen


def edit(screen, anchor):
    """Follow the card's link to the page with the form."""
    screen.locator(f"#{anchor} a[href$='/edit'], #{anchor} a[href$='/new']").first.click()
    return screen.locator(f"#{anchor} form.editform")


def test_one_logs_in(desk, world):
    screen = desk(javascript=False).new_page()
    screen.goto(world.url)
    screen.locator("#email").fill("mette@demo.example")
    screen.locator("#password").fill(PASSWORD)
    screen.locator("form button[type=submit]").click()
    expect(screen.locator("#goals")).to_be_visible()


def test_a_goal_is_edited_on_a_page_of_its_own(screen, world):
    goal = f"goal-{world.goal}"
    form = edit(screen, goal)
    assert screen.url.endswith(f"/goals/{world.goal}/edit")
    box(form, "title").fill("")
    box(form, "next_step").fill("Skrevet uden scripts")
    save(form)
    expect(screen.locator(f"#{goal} .alert-error")).to_be_visible()
    expect(box(form, "next_step")).to_have_value("Skrevet uden scripts")
    box(form, "title").fill("Rolige morgener")
    save(form)
    assert screen.url.endswith(f"{world.url}#{goal}")
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text("Skrevet uden scripts")


def test_cancelling_leads_back_to_the_card(screen, world):
    form = edit(screen, f"goal-{world.goal}")
    form.locator("a").last.click()
    assert screen.url.endswith(f"{world.url}#goal-{world.goal}")


def test_a_conflict_shows_both_texts(screen, enter, world):
    goal = f"goal-{world.goal}"
    mine = edit(screen, goal)
    box(mine, "next_step").fill("Mettes tekst")
    other = enter("Jonas", javascript=False)
    other.goto(world.url)
    theirs = edit(other, goal)
    box(theirs, "next_step").fill("Jonas skrev dette")
    save(theirs)
    save(mine)
    expect(screen.locator(".conflict")).to_contain_text("Jonas skrev dette")
    expect(box(mine, "next_step")).to_have_value("Mettes tekst")
    save(mine)
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text("Mettes tekst")


def test_an_agreement_is_added_and_marked_as_done(screen):
    form = edit(screen, "agreement-new")
    box(form, "text").fill("Ringe til skolen på mandag")
    save(form)
    row = screen.locator("#agreements-list > li", has_text="Ringe til skolen på mandag")
    row.locator("form[action$='/done'] button").click()
    expect(row.locator("form[action$='/open'] button")).to_be_visible()


def test_another_week_is_another_page(screen):
    before = screen.locator("#week-grid .sec__meta").inner_text()
    screen.locator("#week-grid .pager a").last.click()
    assert screen.url.endswith("#week")
    expect(screen.locator("#week-grid .sec__meta")).not_to_have_text(before)


def test_the_menu_opens_and_logs_out(screen):
    screen.locator(".top__user summary").click()
    screen.locator("form[action='/logout'] button").click()
    expect(screen.locator("#email")).to_be_visible()
