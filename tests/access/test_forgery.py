"""A form that changes something is sent by one of our own pages, in this browser, to the address it was made for."""

import pytest

from tests.visitor import Visitor, form_data, token_for

AGREEMENTS = "agreements/new"


@pytest.fixture
def mette(visit):
    return visit("Mette")


@pytest.fixture
def form(mette, world):
    """A form for a new agreement."""
    return mette.open(f"{world.url}/{AGREEMENTS}").find("form.editform")


def send(visitor, form, headers=None, **values):
    """The status of the answer to the form; 422 is that of one that nobody filled in, and that was let in."""
    return visitor.client.post(form["action"], data=form_data(form) | values, headers=headers).status_code


def test_a_form_of_our_own_is_let_in(mette, form):
    assert send(mette, form) == 422


def test_the_token_of_another_form_opens_nothing(mette, form, world):
    others = [f"{world.url}/goals/new", f"{world.url}/goals/{world.goal}/edit", "/logout", "/language", f"{world.url}/"]
    for other in others:
        assert send(mette, form, csrf_token=token_for(mette.client, other)["csrf_token"]) == 400, other


def test_every_form_of_a_page_has_a_token_of_its_own(mette, world):
    mette.open(world.url)
    tokens = {form["action"]: form_data(form)["csrf_token"] for form in mette.page.select("form")}
    assert len(tokens) > 3 and len(set(tokens.values())) == len(tokens)


def test_the_token_of_another_browser_opens_nothing(mette, form, visit):
    assert send(visit("Mette"), form) == 400
    assert send(visit("Jonas"), form) == 400


def test_the_token_of_the_login_before_opens_nothing(mette, form):
    mette.log_in("mette@demo.example", "sol-og-regn")
    assert send(mette, form) == 400


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 422), ("none", 422), ("cross-site", 400), ("same-site", 400), ("", 400)]
)
def test_a_form_that_another_site_sends_is_refused_even_with_its_token(mette, form, site, status):
    assert send(mette, form, {"Sec-Fetch-Site": site}) == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Referer": "https://localhost/login"}, 422),
        ({"Referer": "https://evil.example/login"}, 400),
        ({}, 400),
        ({"Sec-Fetch-Site": "same-origin"}, 422),
    ],
)
def test_an_old_browser_names_its_page_over_https(app, world, headers, status):
    stranger = Visitor(app.test_client(), world)
    token = token_for(stranger.client, "/login")
    answer = stranger.client.post("/login", base_url="https://localhost", data=token, headers=headers)
    assert answer.status_code == status


def test_the_login_form_is_bound_too(app, world):
    stranger = Visitor(app.test_client(), world).open("/login?next=/families")
    assert send(stranger, stranger.find("form[action^='/login']")) == 422
    assert stranger.client.post("/login", data=token_for(stranger.client, "/language")).status_code == 400


def test_going_to_an_address_needs_no_token(mette, world):
    assert mette.client.get(world.url, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
