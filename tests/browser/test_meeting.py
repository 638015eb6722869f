"""The meeting's screen in a browser: by keyboard, without a network for a while, for longer than a login lasts."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from hfi import clock
from hfi.access.models import LoginSession
from hfi.audit.models import Revision
from hfi.meetings.models import GoalTalk, PlanMeeting
from hfi.plan.models import Agreement, AgreementStatus, Goal
from hfi.versions.models import PlanVersion
from tests.browser.steps import sideways
from tests.meetings.steps import coming

NO_NETWORK = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
STEPS = ("welcome", "since", "goals", "week", "agreements", "next")


@pytest.fixture
def meeting(world, store):
    """The address of the meeting to come, which is now."""
    item = coming(world, store).id
    store.run(sa.update(PlanMeeting).where(PlanMeeting.id == item).values(starts_at=clock.now()))
    return f"{world.url}/meetings/{item}"


@pytest.fixture
def screen(enter, complaints):
    """Mette's screen. That a request without a network fails is no fault, and htmx says so."""
    yield enter("Mette")
    complaints[:] = [said for said in complaints if not said.startswith(("htmx:", NO_NETWORK))]


def changes(store, kind):
    """How often rows of this kind were changed."""
    return store.count(Revision, Revision.kind == kind)


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_every_step_fits_the_screen(enter, meeting, width):
    screen = enter("Mette", width=width)
    for step in STEPS:
        screen.goto(f"{meeting}/{step}")
        assert sideways(screen) == [], step
        if width == 1440:
            assert screen.evaluate("document.documentElement.scrollHeight <= innerHeight"), step


def test_what_is_written_is_saved_without_a_click(screen, meeting, store, world):
    screen.goto(f"{meeting}/goals")
    screen.locator("[name=why]").press_sequentially("Vi sover bedre.", delay=10)
    expect(screen.locator(".saving--done")).to_be_visible()
    screen.locator(".tscale label", has_text="7").click()
    expect(screen.locator("[data-now]")).to_have_text("7")
    expect(screen.locator("[data-below]")).to_have_text("6")
    screen.locator("[rel=next]").click()
    screen.wait_for_url("**/week")
    assert store.get(Goal, world.goal).now == 7 and store.only(GoalTalk).why == "Vi sover bedre."


def test_nobody_leaves_before_the_last_word_is_saved(screen, meeting, store):
    screen.goto(f"{meeting}/goals")
    screen.locator("[name=why]").fill("Sidste ord")
    screen.locator("[rel=next]").click()
    screen.wait_for_url("**/week")
    assert store.only(GoalTalk).why == "Sidste ord"


def test_without_a_network_the_text_stays_and_is_saved_once_when_it_is_back(screen, meeting, store):
    screen.goto(f"{meeting}/goals")
    screen.context.set_offline(True)
    screen.locator("[name=why]").fill("Vi skrev uden netværk.")
    expect(screen.locator(".saving--not")).to_be_visible()
    screen.locator("[rel=next]").click()
    expect(screen.locator(".saving--not")).to_be_visible()
    assert screen.url.endswith("/goals") and store.count(GoalTalk) == 0
    expect(screen.locator("[name=why]")).to_have_value("Vi skrev uden netværk.")
    screen.context.set_offline(False)
    expect(screen.locator(".saving--done")).to_be_visible()
    screen.wait_for_timeout(1500)
    assert store.only(GoalTalk).why == "Vi skrev uden netværk." and changes(store, "goaltalk") == 1


def test_an_agreement_written_without_a_network_is_one_agreement(screen, meeting, store):
    screen.goto(f"{meeting}/agreements")
    screen.context.set_offline(True)
    screen.locator("#new-agreement [name=text]").fill("Køber et vækkeur")
    screen.keyboard.press("Enter")
    expect(screen.locator(".saving--not")).to_be_visible()
    screen.keyboard.press("Enter")
    expect(screen.locator("#new-agreement [name=text]")).to_have_value("Køber et vækkeur")
    screen.context.set_offline(False)
    expect(screen.locator("#agreements")).to_contain_text("Køber et vækkeur")
    expect(screen.locator("#new-agreement [name=text]")).to_have_value("")
    screen.wait_for_timeout(1200)
    assert store.count(Agreement, Agreement.text == "Køber et vækkeur") == 1


def test_an_answer_that_was_lost_makes_nothing_twice(screen, meeting, store):
    screen.goto(f"{meeting}/agreements")
    lost = []

    def lose(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort("internetdisconnected")

    screen.route("**/agreements", lose)
    screen.locator("#new-agreement [name=text]").fill("Ringer til skolen")
    screen.keyboard.press("Enter")
    expect(screen.locator(".saving--not")).to_be_visible()
    assert lost == [200]
    screen.evaluate("dispatchEvent(new Event('online'))")
    expect(screen.locator("#agreements")).to_contain_text("Ringer til skolen")
    assert store.count(Agreement, Agreement.text == "Ringer til skolen") == 1


def test_a_colleagues_text_is_shown_beside_ones_own(screen, meeting, store, world):
    screen.goto(f"{meeting}/goals")
    store.change(store.get(Goal, world.goal), next_step="En kollegas ord")
    screen.locator("[name=next_step]").fill("Vores ord")
    expect(screen.locator(".conflict")).to_contain_text("En kollegas ord")
    expect(screen.locator("[name=next_step]")).to_have_value("Vores ord")
    screen.locator("button[name=over]").click()
    expect(screen.locator(".saving--done")).to_be_visible()
    assert store.get(Goal, world.goal).next_step == "Vores ord"


def tab_to(screen, selector):
    """Go on with the tab key until the focus is on it."""
    for _step in range(60):
        if screen.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        screen.keyboard.press("Tab")
    raise AssertionError(selector)


def press(screen, selector, key="Enter"):
    """Go there and press a key."""
    tab_to(screen, selector)
    screen.keyboard.press(key)


def close_by_keyboard(screen):
    """From the agreements to the new version."""
    press(screen, "[rel=next]")
    screen.wait_for_url("**/next")
    press(screen, "[rel=next]")
    screen.wait_for_url("**/close")
    press(screen, "[name=revise]", "Space")
    tab_to(screen, "[name=revise_reason]")
    screen.keyboard.type("Det virker.")
    press(screen, "#close-form button[type=submit]")
    screen.wait_for_url("**/versions/5")


def test_the_whole_meeting_by_keyboard_alone(screen, meeting, store, world):
    screen.goto(f"{meeting}/welcome")
    press(screen, "[name=person_ids]", "Space")
    press(screen, "[rel=next]")
    screen.wait_for_url("**/since")
    press(screen, "[rel=next]")
    screen.wait_for_url("**/goals")
    press(screen, "[name=now]", "ArrowRight")
    screen.keyboard.press("Tab")
    screen.keyboard.type("Det går fremad.")
    press(screen, "[rel=next]")
    screen.wait_for_url("**/week")
    press(screen, "[rel=next]")
    screen.wait_for_url("**/agreements")
    press(screen, f"#tick-{world.agreement}")
    expect(screen.locator(f"#tick-{world.agreement}")).to_have_attribute("aria-pressed", "true")
    expect(screen.locator(f"#tick-{world.agreement}")).to_be_focused()
    tab_to(screen, "#new-agreement [name=text]")
    screen.keyboard.type("Spiser sammen")
    screen.keyboard.press("Enter")
    expect(screen.locator("#agreements")).to_contain_text("Spiser sammen")
    expect(screen.locator("#new-agreement [name=who]")).to_be_focused()
    close_by_keyboard(screen)
    assert store.get(Goal, world.goal).now == 6 and store.count(PlanVersion) == 1
    assert store.get(Agreement, world.agreement).status is AgreementStatus.DONE


def test_the_login_lasts_as_long_as_the_meeting(enter, meeting, store, app):
    screen = enter("Mette")
    screen.clock.install()
    screen.goto(f"{meeting}/goals")
    almost = clock.now() - app.config["SESSION_IDLE"] + timedelta(minutes=1)
    store.run(sa.update(LoginSession).values(last_seen_at=almost))
    with screen.expect_response("**/alive") as answer:
        screen.clock.fast_forward(241_000)
    assert answer.value.status == 204
    assert store.only(LoginSession).last_seen_at > almost + timedelta(minutes=5)


def test_when_the_time_of_the_meeting_is_over_the_page_asks_no_more(enter, meeting, store):
    screen = enter("Mette")
    screen.clock.install()
    screen.goto(f"{meeting}/goals")
    asked = []
    screen.on("request", lambda request: asked.append(request.url) if request.url.endswith("/alive") else None)
    store.run(sa.update(PlanMeeting).where(~PlanMeeting.held).values(starts_at=clock.now() - timedelta(hours=4)))
    with screen.expect_response("**/alive") as answer:
        screen.clock.fast_forward(241_000)
    assert answer.value.status == 286
    screen.wait_for_timeout(300)
    screen.clock.fast_forward(600_000)
    assert len(asked) == 1
