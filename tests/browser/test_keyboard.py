"""Everything by the keys alone, and the focus is always to be seen."""

from playwright.sync_api import expect

from tests.browser.steps import expect_focus_inside, focused

MOST_STEPS = 150
FOCUS_SHOWS = """() => {
    const style = getComputedStyle(document.activeElement);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
}"""


def tab_to(screen, selector):
    """Press Tab until the element has the focus."""
    for _ in range(MOST_STEPS):
        if screen.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        screen.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def test_the_first_stop_leads_over_the_menu_to_the_content(enter, world):
    screen = enter("Mette")
    screen.goto(world.url)
    screen.keyboard.press("Tab")
    expect(screen.locator(".skipnav")).to_be_focused()
    expect(screen.locator(".skipnav")).to_be_in_viewport()
    screen.keyboard.press("Enter")
    screen.keyboard.press("Tab")
    expect_focus_inside(screen, "main")


def test_a_goal_is_edited_by_the_keys(enter, world):
    goal = f"#goal-{world.goal}"
    screen = enter("Mette")
    screen.goto(world.url)
    tab_to(screen, f"{goal} a[hx-get$='/edit']")
    screen.keyboard.press("Enter")
    expect(screen.locator(f"{goal} [name=title]")).to_be_focused()
    tab_to(screen, f"{goal} [name=next_step]")
    screen.keyboard.press("Control+A")
    screen.keyboard.type("Alle lægger telefonen i køkkenet")
    tab_to(screen, f"{goal} button[type=submit]")
    screen.keyboard.press("Enter")
    expect(screen.locator(f"{goal} .goal__step")).to_have_text("Alle lægger telefonen i køkkenet")
    expect_focus_inside(screen, goal)


def test_the_menu_opens_and_closes_by_the_keys(enter):
    screen = enter("Mette")
    screen.goto("/")
    tab_to(screen, ".top__user summary")
    screen.keyboard.press("Enter")
    expect(screen.locator(".menu__list")).to_be_visible()
    screen.keyboard.press("Tab")
    expect_focus_inside(screen, ".menu__list")
    screen.keyboard.press("Escape")
    expect(screen.locator(".menu__list")).to_be_hidden()
    expect(screen.locator(".top__user summary")).to_be_focused()


def test_the_focus_can_be_seen_wherever_it_goes(enter, world):
    screen = enter("Mette")
    screen.goto(world.url)
    screen.keyboard.press("Tab")
    unseen, steps = [], 0
    while focused(screen) != "body#[]":
        if not screen.evaluate(FOCUS_SHOWS):
            unseen.append(focused(screen))
        screen.keyboard.press("Tab")
        steps += 1
    assert unseen == [] and steps > 40


def test_the_sections_links_lead_to_the_sections(enter, world):
    screen = enter("Mette")
    screen.goto(world.url)
    for link in screen.locator(".secnav a").all():
        link.focus()
        screen.keyboard.press("Enter")
        assert screen.locator(screen.evaluate("location.hash")).count() == 1
