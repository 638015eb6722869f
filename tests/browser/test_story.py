"""The life of a plan at the screen, the same in every municipality: from the referral to the goodbye."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from benchmarks.burden import intake, meeting, plan
from benchmarks.burden.cast import CASTS
from benchmarks.burden.hand import Hand
from benchmarks.burden.site import running
from tests.browser.steps import obstacles, sideways

GOALS, MEASURES, AGREEMENTS = 1, 1, 2


@pytest.fixture(scope="module", params=CASTS)
def town(request):
    """The municipality."""
    return request.param


@pytest.fixture(scope="module")
def site(town):
    """The program itself, with that municipality's demo."""
    with running(town) as address:
        yield address


@pytest.fixture
def world():
    """These stories have the demo's people, not those of the other stories."""


class Eye(Hand):
    """A hand that looks at every new page: nothing keeps anybody from using it, and nothing sticks out."""

    looked_at = frozenset()

    def look(self):
        super().look()
        kind = (urlsplit(self.page.url).path.split("/")[-1], self.page.locator("h1").first.inner_text())
        if kind not in self.looked_at:
            self.looked_at |= {kind}
            assert obstacles(self.page) == [], self.page.url
            assert sideways(self.page) == [], self.page.url


@pytest.fixture
def hand(desk):
    """Whoever is at the screen."""
    return Eye(desk)


def attach(hand, family, cast):
    """The coordinator adds whoever keeps a department's part, where contact persons do not."""
    hand.page.goto(f"{family}/attachments/new")
    name = hand.page.locator("[name=user_id] option", has_text=cast.measurer_name).get_attribute("value")
    hand.choose("[name=user_id]", name)
    hand.write("[name=reason]", "Har familiens sag.")
    hand.click("main form .button-primary", arrives="#now-h")


def tell(hand, family):
    """The joint assessment: one thing that the family told, and its word that it is right."""
    hand.page.goto(f"{family}/assessment")
    hand.click("#telling-new a", arrives="#telling-new form")
    hand.write("#telling-new [name=words]", "Vi griner mest om søndagen.")
    hand.tick("[name=theme][value=resources]")
    hand.choose("#telling-new [name=person_id]", 1)
    hand.click("#telling-new [type=submit]", arrives=".telling")
    hand.click("#approval summary", arrives="#approval form")
    hand.write("#approval [name=who]", "Selma Vindrose")
    hand.tick("[name=manner]")
    hand.click("#approval [type=submit]", arrives="#approval .badge")


def get_ready(hand, cast, family):
    """A department says that its part is ready for the meeting."""
    hand.log_in(cast.measurer)
    plan.open_family(hand, family)
    section = ".dsec:has([id$=measure-new])"
    plan.write_measures(hand, MEASURES)
    hand.click(f"{section} a[hx-get$='/support/edit']", arrives=f"{section} form.editform")
    hand.tick("[name=ready]")
    hand.click(f"{section} form.editform [type=submit]", arrives=f"{section} .badge")


def say_goodbye(hand, cast, family):
    """The coordinator closes the family with its own words; the paper that it takes along."""
    hand.log_in(cast.decider)
    hand.page.goto(f"{family}/close")
    hand.tick("[name=ending][value=planned]")
    hand.write("[name=summary]", "Nu står vi selv op.")
    hand.tick("[name^=becomes_][value=done]")
    hand.write("[name=whom_to_call]", "Ring til Familiehuset, 00 44 55 66.")
    hand.click("#close .button-primary", arrives="a[href$='/reopen']")
    return hand.open_paper("a[href$='/farewell.pdf']")


def test_a_family_comes_in_and_goes_home_with_its_plan(hand, town):
    cast = CASTS[town]
    family = urlsplit(intake.refer_and_enrol(hand, cast)).path
    if cast.measurer != cast.planner:
        attach(hand, family, cast)
    hand.log_in(cast.planner)
    tell(hand, family)
    hand.page.goto(family)
    plan.write_goals(hand, GOALS)
    plan.write_agreements(hand, AGREEMENTS)
    plan.call_meeting(hand)
    get_ready(hand, cast, family)
    meeting.move_to_today(hand, cast, family)
    paper = meeting.run_and_close(hand, cast, family, GOALS, AGREEMENTS)
    assert paper.startswith(b"%PDF")
    hand.page.goto(f"{family}/versions/1")
    expect(hand.page.locator(".results")).to_contain_text("Rolige morgener")
    assert say_goodbye(hand, cast, family).startswith(b"%PDF")
    hand.page.goto(family)
    expect(hand.page.locator("#goals")).to_contain_text("Rolige morgener")
    expect(hand.page.locator("#goal-new, #agreement-new")).to_have_count(0)
