"""Referring a family at a screen: people come and go, the box beside the form follows, and Enter sends nothing."""

from playwright.sync_api import expect

from hfi.intake.models import Referral
from tests.browser.steps import announced, box, save
from tests.intake.steps import NEW


def test_the_form_grows_keeps_what_was_typed_and_the_box_follows(enter, store):
    screen = enter("Dorthe")
    screen.goto(NEW)
    form = screen.locator("#referral")
    box(form, "name").fill("Familien Pilfinger")
    box(form, "people-0-name").fill("Selma Pilfinger")
    form.locator("button[value=add]").click()
    expect(form.locator(".person")).to_have_count(3)
    expect(box(form, "people-0-name")).to_have_value("Selma Pilfinger")
    form.locator("[name=housing_area]").select_option("Lundtoftegade")
    expect(screen.locator("#target .check--met")).to_have_count(1)
    expect(screen.locator("#referral-kept")).not_to_be_empty()
    box(form, "name").press("Enter")
    expect(box(screen.locator("#referral"), "name")).to_have_value("Familien Pilfinger")
    assert store.count(Referral) == 0


def test_what_was_told_is_written_where_it_will_stand(enter, world):
    screen = enter("Mette")
    screen.goto(f"{world.url}/assessment")
    screen.locator("#telling-new a").click()
    form = screen.locator("#telling-new form")
    box(form, "words").fill("Vi griner mest om søndagen.")
    form.locator("input[value=resources]").check()
    box(form, "person_id").select_option(str(world.people["Amina"]))
    save(form)
    expect(screen.locator(".telling")).to_contain_text("søndagen")
    expect(screen.locator("#telling-new a")).to_have_count(1)
    announced(screen)
