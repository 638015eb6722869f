"""The login runs out while somebody writes: they are told where they are, log in, and go on where they stopped."""

import time

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from hfi import clock
from hfi.access.models import LoginSession
from hfi.drafts.models import Draft
from hfi.drafts.service import unsealed
from hfi.plan.models import Goal
from tests.browser.steps import box, edit, save
from tests.world import PASSWORD

STEP = "Yusuf vækker Lina klokken syv"
MOST_LOST = 10


@pytest.fixture
def goal(world):
    """The id of the goal's card."""
    return f"goal-{world.goal}"


@pytest.fixture
def screen(enter, world, complaints):
    """The family page as Mette has it before her. That her login ran out is no fault."""
    screen = enter("Mette")
    screen.goto(world.url)
    yield screen
    complaints[:] = [said for said in complaints if "401" not in said]


@pytest.fixture
def lapse(app, store):
    """Let the time run out that a login may be idle."""
    return lambda: store.run(sa.update(LoginSession).values(last_seen_at=clock.now() - app.config["SESSION_IDLE"]))


def log_in(screen):
    """On the login page, to where one was going."""
    screen.locator("#email").fill("mette@demo.example")
    screen.locator("#password").fill(PASSWORD)
    screen.keyboard.press("Enter")


def log_in_again(screen):
    """From the notice in place; nothing asks whether to leave what is written."""
    asked = []
    screen.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    screen.locator("#error-region a[data-leave]").click()
    log_in(screen)
    assert asked == []


def test_after_a_pause_what_is_typed_is_kept_and_comes_back(screen, goal, world):
    form = edit(screen, goal)
    box(form, "next_step").fill(STEP)
    expect(form.locator(".state--kept")).not_to_be_empty(timeout=4000)
    screen.context.new_page().goto(f"{world.url}/goals/{world.goal}/edit")
    again = screen.context.pages[-1].locator("form.editform")
    expect(box(again, "next_step")).to_have_value(STEP)


def test_the_last_word_before_a_pause_is_kept(screen, goal, store, app):
    form = edit(screen, goal)
    box(form, "next_step").press_sequentially(STEP, delay=20)
    screen.wait_for_timeout(2600)
    with app.app_context():
        assert STEP in unsealed(store.only(Draft))


def test_who_writes_without_a_pause_loses_at_most_ten_seconds(screen, goal, store):
    """The login is ended from elsewhere in the middle of a sentence: the hardest case, as nothing is kept then."""
    form = edit(screen, goal)
    step = box(form, "next_step")
    step.fill("")
    written = []
    began = time.monotonic()
    while time.monotonic() - began < 15:
        screen.keyboard.type(f"{len(written):03} ")
        written.append(time.monotonic())
        screen.wait_for_timeout(300)
    store.run(sa.update(LoginSession).values(ended_at=clock.now()))
    ended = time.monotonic()
    while not screen.locator("#error-region a[data-leave]").is_visible():
        screen.keyboard.type("x")
        screen.wait_for_timeout(300)
        assert time.monotonic() - ended < MOST_LOST
    log_in_again(screen)
    kept = box(screen.locator("form.editform"), "next_step").input_value()
    lost = [at for number, at in enumerate(written) if f"{number:03}" not in kept]
    assert len(written) > 30 and (not lost or ended - lost[0] <= MOST_LOST)


def test_what_is_saved_after_the_time_ran_out_is_not_lost_at_all(screen, goal, lapse, store, world):
    form = edit(screen, goal)
    lapse()
    box(form, "next_step").fill(STEP)
    save(form)
    notice = screen.locator("#error-region .alert")
    expect(notice).to_be_visible()
    expect(box(form, "next_step")).to_have_value(STEP)
    log_in_again(screen)
    form = screen.locator(f"#{goal} form.editform")
    expect(box(form, "next_step")).to_have_value(STEP)
    expect(screen.locator(".kept")).to_be_visible()
    save(form)
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text(STEP)
    assert store.get(Goal, world.goal).next_step == STEP and store.count(Draft) == 0


def test_the_notice_comes_by_itself_while_one_writes_on(screen, goal, lapse):
    form = edit(screen, goal)
    lapse()
    box(form, "next_step").press_sequentially("ab")
    expect(screen.locator("#error-region a[data-leave]")).to_be_visible(timeout=4000)
    expect(form).to_be_visible()


def test_a_draft_is_discarded_in_place(screen, goal, store, world):
    stored = store.get(Goal, world.goal).next_step
    form = edit(screen, goal)
    box(form, "next_step").fill(STEP)
    expect(form.locator(".state--kept")).not_to_be_empty(timeout=4000)
    page = screen.context.new_page()
    page.goto(world.url)
    form = edit(page, goal)
    expect(box(form, "next_step")).to_have_value(STEP)
    page.locator(f"#{goal} .kept button").click()
    expect(page.locator(f"#{goal} .kept")).to_have_count(0)
    expect(box(page.locator(f"#{goal} form.editform"), "next_step")).to_have_value(stored)
    assert store.count(Draft) == 0


def test_a_save_right_after_typing_leaves_no_draft(screen, goal, store):
    form = edit(screen, goal)
    box(form, "next_step").fill("")
    box(form, "next_step").press_sequentially(STEP, delay=10)
    save(form)
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text(STEP)
    screen.wait_for_timeout(2500)
    assert store.count(Draft) == 0


def test_nothing_of_it_is_kept_in_the_browser(screen, goal):
    form = edit(screen, goal)
    box(form, "next_step").fill(STEP)
    expect(form.locator(".state--kept")).not_to_be_empty(timeout=4000)
    assert screen.evaluate("sessionStorage.length + localStorage.length") == 0


def test_without_scripts_the_form_comes_back_after_the_login(enter, world, goal, lapse):
    screen = enter("Mette", javascript=False)
    screen.goto(f"{world.url}/goals/{world.goal}/edit")
    box(screen.locator(f"#{goal} form.editform"), "next_step").fill(STEP)
    lapse()
    save(screen.locator(f"#{goal} form.editform"))
    log_in(screen)
    form = screen.locator(f"#{goal} form.editform")
    expect(box(form, "next_step")).to_have_value(STEP)
    save(form)
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text(STEP)
