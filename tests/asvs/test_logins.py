"""Passwords, codes, cookies and keys, as the standard words it; most of it is told in `access/` and `users/`."""

import json
from io import StringIO

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from hfi.access import second_factor
from hfi.access.models import User
from hfi.access.passwords import hash_password, is_easy
from hfi.cipher import KEY_BYTES
from hfi.users import welcome
from tests.access.codes import code, give, set_up
from tests.troubled import troubled
from tests.users.steps import ask, link_on
from tests.users.steps import give as answer
from tests.visitor import Visitor
from tests.world import PASSWORD

LONG = "  Æ" + "fire gule blomster i vinden " * 6


@pytest.fixture
def browser(app, world):
    """Somebody who is not logged in."""
    return Visitor(app.test_client(), world)


@pytest.fixture
def link(visit, world, store):
    """Jonas's link to a new password, approved."""
    link = link_on(ask(visit("Ada"), world, "Jonas", 200, new_link="y"))
    answer(visit("Ole"), store, "approved")
    return link


def choose(browser, link, password):
    """Write the new password twice."""
    browser.open(link)
    browser.submit(browser.find("main form"), 200, password=password, again=password)


def test_a_password_is_compared_letter_by_letter_and_may_be_long(browser, link):
    choose(browser, link, LONG)
    for other in (LONG.strip(), LONG.lower(), LONG[:-1], LONG[:72]):
        browser.open("/login").submit(browser.find("main form"), 422, email="jonas@demo.example", password=other)
    browser.log_in("jonas@demo.example", LONG)


def test_passwords_are_masked_and_password_helpers_may_fill_them_in(browser, link):
    boxes = browser.open("/login").page.select("[name=password]") + browser.open(link).page.select("input[id]")
    assert [(one["type"], one["autocomplete"]) for one in boxes] == [
        ("password", "current-password"), ("password", "new-password"), ("password", "new-password")
    ]  # fmt: skip
    assert not [one for one in boxes if one.has_attr("maxlength") or one.has_attr("onpaste")]


def test_a_new_password_does_not_go_past_the_codes(app, world, visit, browser, link):
    jonas = visit("Jonas")
    secret, _recovery = set_up(jonas)
    choose(browser, link, LONG)
    door = Visitor(app.test_client(), world).open("/login")
    door.submit(door.find("main form"), 303, email="jonas@demo.example", password=LONG)
    assert door.open(door.response.location).response.request.path == "/login/code"
    assert give(door, code(secret, 1)) == 303


EASY = ("Familieplan2026", "qwertyuiop123456", "Velkommen-til-SOF", "kodeord123456789", "Sommer-qwerty-1234")


@pytest.mark.parametrize("password", EASY)
def test_words_of_this_place_make_no_password(password):
    assert is_easy(password) and not is_easy("fire gule blomster i vinden")


def test_the_passwords_that_most_people_use_are_none_here():
    known = FREQUENCY_LISTS["passwords"]
    assert len(known) > 3000 and all(is_easy(one) and is_easy(one.title() + "123") for one in known[:3000])


def test_a_link_that_does_not_work_costs_no_work(app, world, monkeypatch):
    monkeypatch.setattr(welcome, "hash_password", pytest.fail)
    with app.app_context():
        assert not welcome.choose_password("a" * 43, LONG)


def test_passwords_are_hashed_as_todays_advice_says():
    found = extract_parameters(hash_password("x"))
    assert found.type is Type.ID and found.memory_cost >= 19 * 1024 and found.time_cost >= 2
    assert found.salt_len >= 16 and found.hash_len >= 32


def test_recovery_codes_and_keys_are_long_enough():
    assert len(second_factor.LETTERS) ** second_factor.LENGTH >= 2**20 and KEY_BYTES * 8 == 256
    assert len({second_factor.new_recovery_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("forged", ["unsigned", "another key", "weaker hash"])
def test_a_cookie_that_we_did_not_sign_opens_nothing(app, visit, forged):
    mette = visit("Mette")
    with mette.client.session_transaction() as session:
        content = dict(session)
    ours = app.session_interface.get_signing_serializer(app)
    assert len(ours.make_signer().get_signature(b"x")) == 43, "SHA-256"
    signers = {
        "unsigned": lambda: ours.dumps(content).rpartition(".")[0],
        "another key": lambda: URLSafeTimedSerializer("k" * 40, salt="cookie-session").dumps(content),
        "weaker hash": lambda: SecureCookieSessionInterface().get_signing_serializer(app).dumps(content),
    }
    client = app.test_client()
    client.set_cookie("hfi", signers[forged]())
    assert client.get("/families").status_code == 303
    client.set_cookie("hfi", ours.dumps(content))
    assert client.get("/families").status_code == 200


def test_the_log_tells_of_logins_and_of_who_tried_in_vain_without_their_names(monkeypatch, world, store):
    stream = StringIO()
    with troubled(monkeypatch, stream) as client:
        door = Visitor(client, world).open("/login")
        door.submit(door.find("main form"), 422, email="mette@demo.example", password="forkert")
        door.log_in("mette@demo.example", PASSWORD).open("/caseload", 403)
        client.post("/logout", headers={"Sec-Fetch-Site": "cross-site"})
        client.post("/logout")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    events = {line["event"]: line for line in lines}
    assert {"proof_failed", "logged_in", "right_missing", "foreign_form", "token_missing"} <= set(events)
    assert events["logged_in"]["proof"] == "password" and events["right_missing"]["right"] == "caseload:read"
    assert events["logged_in"]["session"] == events["right_missing"]["session"]
    assert all(line["timestamp"].endswith("Z") and line["id"] for line in lines)
    said = stream.getvalue()
    who = str(store.only(User, User.email == "mette@demo.example").id)
    assert not [word for word in ("mette", "Mette", PASSWORD, "forkert", "127.0.0.1", who) if word in said]


def test_guessing_is_in_the_log(monkeypatch, world):
    stream = StringIO()
    with troubled(monkeypatch, stream) as client:
        for _ in range(6):
            door = Visitor(client, world).open("/login")
            door.submit(door.find("main form"), email="mette@demo.example", password="forkert")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    accounts = {line["account"] for line in lines if line["event"] in ("proof_failed", "guessing_refused")}
    assert len(accounts) == 1 and "guessing_refused" in {line["event"] for line in lines}
