"""Logging in: who may, how often one may try, and where one comes to afterwards."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access import service
from hfi.access.models import FailedLogin, LoginSession, User
from hfi.access.sessions import token_hash
from hfi.vault import blind_index
from tests.visitor import Visitor
from tests.world import PASSWORD

METTE = "mette@demo.example"


@pytest.fixture
def door(app, world) -> Visitor:
    """Somebody who stands before the login page."""
    return Visitor(app.test_client(), world).open("/login")


def try_to_log_in(door, email=METTE, password=PASSWORD):
    """The answer to one attempt."""
    door.submit(door.open("/login").find("form[action^='/login']"), email=email, password=password)
    return door.response


@pytest.fixture
def fail(app, store):
    """`fail(5)`: so many failures of this account from this address, so long ago."""

    def add(times, account=METTE, address="127.0.0.1", ago=timedelta()):
        with app.app_context():
            account, address = blind_index("account|" + account), blind_index("address|" + address)
        row = {"account_hash": account, "address_hash": address, "at": clock.now() - ago}
        store.add(*(FailedLogin(**row) for _ in range(times)))

    return add


@pytest.mark.parametrize("email", [METTE, " Mette@Demo.Example "])
def test_the_right_password_opens_the_overview(door, email):
    answer = try_to_log_in(door, email)
    assert (answer.status_code, answer.location) == (303, "/")
    assert door.open("/").page.select_one("header form[action='/logout']")


@pytest.mark.parametrize(("email", "password"), [(METTE, "forkert"), ("ingen@demo.example", PASSWORD), (METTE, "")])
def test_what_is_wrong_is_not_told_apart(door, email, password):
    answer = try_to_log_in(door, email, password)
    assert answer.status_code == 422
    assert door.find("[role=alert]") and door.find("#email")["value"] == email
    assert PASSWORD not in answer.text
    door.open("/", 303)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(door):
    wrong_name = try_to_log_in(door, "ingen@demo.example") and door.text("main")
    try_to_log_in(door, METTE, "forkert")
    assert door.text("main") == wrong_name


def test_a_wrong_name_costs_as_much_work_as_a_wrong_password(app, monkeypatch):
    checked = []
    monkeypatch.setattr(service, "password_matches", lambda _typed, stored: checked.append(stored) or False)
    with app.app_context():
        service.log_in("ingen@demo.example", "x", "127.0.0.1")
    assert checked == [None]


def test_who_left_cannot_log_in(door, store):
    store.run(sa.update(User).where(User.email == METTE).values(active=False))
    assert try_to_log_in(door).status_code == 422


def test_the_sixth_try_of_an_account_is_refused_even_with_the_right_password(door):
    for _ in range(5):
        assert try_to_log_in(door, password="forkert").status_code == 422
    assert try_to_log_in(door).status_code == 429
    assert try_to_log_in(door, "jonas@demo.example").status_code == 303


def test_an_address_that_guesses_many_names_is_refused(door, fail):
    fail(29, "andre@demo.example")
    assert try_to_log_in(door, "ingen@demo.example").status_code == 422
    assert try_to_log_in(door).status_code == 429


def test_somebody_elses_address_does_not_count(door, fail):
    fail(30, "andre@demo.example", "192.0.2.7")
    assert try_to_log_in(door).status_code == 303


def test_after_the_window_one_may_try_again(door, fail):
    fail(5, ago=timedelta(seconds=61))
    assert try_to_log_in(door).status_code == 303


def test_old_failures_are_forgotten(door, fail, store):
    fail(3, ago=timedelta(minutes=3))
    try_to_log_in(door)
    assert store.count(FailedLogin) == 0


def test_neither_account_nor_address_is_kept_readable(door, store):
    try_to_log_in(door, password="forkert")
    (kept,) = store.all(sa.select(FailedLogin.account_hash, FailedLogin.address_hash))
    assert all(len(one) == 32 and METTE.encode() not in one and b"127" not in one for one in kept)


def test_the_database_keeps_no_token(door, store):
    try_to_log_in(door)
    with door.client.session_transaction() as session:
        token = session["_user_id"]
    (kept,) = store.list(sa.select(LoginSession.token_hash))
    assert len(token) >= 43 and kept == token_hash(token) and token not in kept


@pytest.mark.parametrize("wanted", ["/families", "/families/HFI-2026-014?week=2026-W48"])
def test_one_comes_to_where_one_was_going(door, world, wanted):
    sent = door.open(wanted, 303).response.location
    door.open(sent)
    door.submit(door.find("form[action^='/login']"), email=METTE, password="forkert", status=422)
    door.submit(door.find("form[action^='/login']"), email=METTE, password=PASSWORD, status=303)
    assert door.response.location == wanted


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "/\t/evil.example", "\t//evil.example", " //evil.example", "///evil.example", "http:evil.example", ""],
)  # fmt: skip
def test_login_never_leads_to_another_site(door, elsewhere):
    answer = door.client.get("/login", query_string={"next": elsewhere})
    assert answer.status_code == 200
    door.open(answer.request.full_path)
    door.submit(door.find("form[action^='/login']"), email=METTE, password=PASSWORD, status=303)
    assert door.response.location == "/"
