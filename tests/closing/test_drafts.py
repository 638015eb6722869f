"""The long form of a closing: what was typed is kept until it is sent, also when the login runs out meanwhile."""

import pytest

from hfi.drafts.models import Draft
from tests.closing.steps import SUMMARY, close, closing_values, family
from tests.drafts.test_drafts import lapse
from tests.family_page.steps import HTMX
from tests.visitor import form_data, token_for
from tests.world import PASSWORD


@pytest.fixture
def url(world):
    """The address of the form."""
    return f"{world.url}/close"


def send(visitor, url, world, headers=None, **more):
    """What the page sends, as far as somebody came."""
    data = {**form_data(visitor.open(url).find("#close")), **closing_values(world), **more}
    return visitor.client.post(url, data=data, headers=headers)


def kept_summary(visitor, url):
    """The family's words in the form as it opens."""
    return visitor.open(url).find("[name=summary]").get_text().strip()


def test_what_was_typed_comes_back_and_closes_nothing(visit, world, store, url):
    sanne = visit("Sanne")
    assert send(sanne, url, world, HTMX, draft="keep").status_code == 200
    assert kept_summary(sanne, url) == SUMMARY and sanne.find(".kept") and family(store, world).closed_on is None
    assert sanne.find(f"[name=words_{world.measure}]")["value"] == "Mette i Familiehuset"


def test_nobody_else_is_given_it(visit, world, url):
    send(visit("Sanne"), url, world, HTMX, draft="keep")
    assert kept_summary(visit("Ole"), url) == ""


def test_it_can_be_thrown_away(visit, world, store, url):
    sanne = visit("Sanne")
    send(sanne, url, world, HTMX, draft="keep")
    sanne.open(url)
    sanne.submit(sanne.find("form.kept"), 303, draft="discard")
    assert kept_summary(sanne, url) == "" and store.count(Draft) == 0


def test_it_is_gone_when_the_family_is_closed(visit, world, store, url):
    sanne = visit("Sanne")
    send(sanne, url, world, HTMX, draft="keep")
    close(sanne, world)
    assert family(store, world).closed_on and store.count(Draft) == 0


def test_what_is_sent_after_the_time_ran_out_waits_behind_the_login(app, visit, world, store, url):
    sanne = visit("Sanne")
    token = token_for(sanne.client, url)
    lapse(app, store)
    answer = sanne.client.post(url, data={**token, **closing_values(world)})
    assert answer.status_code == 303 and family(store, world).closed_on is None
    sanne.open(url, 303).open(sanne.response.location)
    sanne.submit(sanne.find("main form"), 303, email="sanne@demo.example", password=PASSWORD)
    assert kept_summary(sanne, url) == SUMMARY
