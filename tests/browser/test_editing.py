"""Editing in place: the form comes where the card stood, the focus goes along, and nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import announced, box, edit, expect_focus_inside, focused, save

STEP = "Yusuf vækker Lina klokken syv"


@pytest.fixture
def goal(world):
    """The id of the goal's card."""
    return f"goal-{world.goal}"


@pytest.fixture
def screen(enter, world):
    """The family screen, as Mette has it before her."""
    screen = enter("Mette")
    screen.goto(world.url)
    return screen


def test_a_goal_is_edited_where_it_stands(screen, goal):
    form = edit(screen, goal)
    assert focused(screen) == f"input#{goal}-title[title]"
    box(form, "next_step").fill(STEP)
    save(form)
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text(STEP)
    announced(screen)
    expect_focus_inside(screen, f"#{goal}")
    screen.reload()
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text(STEP)


def test_cancelling_brings_the_card_back(screen, goal):
    before = screen.locator(f"#{goal}").inner_text()
    form = edit(screen, goal)
    form.locator("a[hx-get]").last.click()
    expect(screen.locator(f"#{goal} form")).to_have_count(0)
    assert screen.locator(f"#{goal}").inner_text() == before
    expect_focus_inside(screen, f"#{goal}")


def test_what_is_missing_is_said_and_what_was_typed_is_kept(screen, goal):
    form = edit(screen, goal)
    box(form, "title").fill("")
    box(form, "next_step").fill(STEP)
    save(form)
    expect(screen.locator(f"#{goal} .alert-error")).to_be_focused()
    expect(box(form, "next_step")).to_have_value(STEP)
    expect(box(form, "title")).to_have_attribute("aria-invalid", "true")
    screen.locator(f"#{goal} .alert-error a").first.click()
    assert focused(screen) == f"input#{goal}-title[title]"
    box(form, "title").fill("Rolige morgener igen")
    save(form)
    expect(screen.locator(f"#{goal} h3")).to_contain_text("Rolige morgener igen")


def test_when_a_colleague_was_faster_both_texts_are_shown(screen, goal, enter, world):
    mine = edit(screen, goal)
    box(mine, "next_step").fill("Mettes tekst")
    other = enter("Jonas")
    other.goto(world.url)
    theirs = edit(other, goal)
    box(theirs, "next_step").fill("Jonas skrev dette")
    save(theirs)
    expect(other.locator(f"#{goal} .goal__step")).to_have_text("Jonas skrev dette")
    save(mine)
    conflict = screen.locator(f"#{goal} .conflict")
    expect(conflict).to_be_focused()
    expect(conflict).to_contain_text("Jonas skrev dette")
    expect(conflict).to_contain_text("Mettes tekst")
    expect(box(mine, "next_step")).to_have_value("Mettes tekst")
    save(screen.locator(f"#{goal} form"))
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text("Mettes tekst")


def test_an_agreement_is_added_and_marked_as_done(screen):
    form = edit(screen, "agreement-new")
    expect_focus_inside(screen, "#agreement-new form")
    box(form, "text").fill("Ringe til skolen på mandag")
    save(form)
    row = screen.locator("#agreements-list > li", has_text="Ringe til skolen på mandag")
    expect(row).to_have_count(1)
    expect(screen.locator("#agreement-new form")).to_have_count(0)
    announced(screen)
    row.locator("form[action$='/done'] button").click()
    expect(row.locator("form[action$='/open'] button")).to_be_visible()
    expect_focus_inside(screen, "#agreements")


def test_another_week_comes_alone(screen):
    shown = screen.locator("#week-grid .sec__meta")
    before = shown.inner_text()
    screen.locator("#week-grid .pager a").last.click()
    expect(shown).not_to_have_text(before)
    expect_focus_inside(screen, "#week-grid")
    screen.locator("#week-grid .pager a").first.click()
    expect(shown).to_have_text(before)


def test_a_section_is_edited_and_confirmed(screen):
    details = "social-support-details"
    form = edit(screen, details)
    box(form, "assessment").fill("Der er mere ro om morgenen nu.")
    save(form)
    expect(screen.locator(f"#{details} .prose").first).to_have_text("Der er mere ro om morgenen nu.")
    screen.locator(f"#{details} form button").click()
    announced(screen)
    expect(screen.locator(f"#{details} form[action$='/confirm']")).to_have_count(1)


def test_two_forms_can_be_open_and_a_save_leaves_the_other_alone(screen, goal):
    text = "Halv sætning som ikke er"
    story = edit(screen, "story")
    box(story, "dream").fill(text)
    form = edit(screen, goal)
    box(form, "next_step").fill(STEP)
    save(form)
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text(STEP)
    expect(box(story, "dream")).to_have_value(text)


def test_leaving_with_unsaved_text_is_asked_about(screen, goal):
    asked = []
    form = edit(screen, goal)
    box(form, "next_step").fill(STEP)
    screen.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    screen.goto("/families")
    assert asked == ["beforeunload"]


def test_without_a_connection_nothing_is_lost_and_it_is_said(screen, goal, complaints):
    form = edit(screen, goal)
    box(form, "next_step").fill(STEP)
    screen.context.set_offline(True)
    save(form)
    expect(screen.locator("#error-region .alert")).to_be_visible()
    expect(box(form, "next_step")).to_have_value(STEP)
    screen.context.set_offline(False)
    save(form)
    expect(screen.locator(f"#{goal} .goal__step")).to_have_text(STEP)
    expect(screen.locator("#error-region")).to_be_empty()
    complaints[:] = [said for said in complaints if not said.startswith(("htmx:", "Failed to load resource"))]


def test_of_radio_buttons_the_chosen_one_has_the_focus(screen, world):
    screen.locator(f"[id='measure-{world.measure}'] a[hx-get$='/status']").click()
    expect(screen.locator(f"[id='measure-{world.measure}'] [name=status]:checked")).to_be_focused()
