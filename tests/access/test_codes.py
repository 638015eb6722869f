"""One-time codes: set up with the telephone in the hand, asked for after the password, good for once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access import second_factor
from hfi.access.models import FailedLogin, LoginSession, RecoveryCode, SecondFactor
from hfi.audit.models import NO_FAMILY, AuditEntry
from tests.access.codes import begin, code, give, knock, set_up
from tests.visitor import Visitor
from tests.world import PASSWORD


@pytest.fixture
def mette(visit):
    return visit("Mette")


@pytest.fixture
def app_of_mette(mette):
    """Mette's app, set up: its secret, and her recovery codes."""
    return set_up(mette)


@pytest.fixture
def door(app, world, app_of_mette):
    """Somebody with Mette's password, before the second page."""
    return knock(app, world)


def test_the_password_alone_opens_nothing_then(door):
    assert door.response.request.path == "/login/code"
    for address in ("/", "/families", "/account"):
        door.open(address, 303)


def test_the_code_opens_and_leads_to_where_one_was_going(app, world, app_of_mette):
    door = knock(app, world, wanted="/login?next=/families")
    assert give(door, code(app_of_mette[0], 1)) == 303
    assert door.response.location == "/families"
    door.open("/families")


def test_the_login_never_leads_to_another_site_by_the_second_page(app, world, app_of_mette):
    door = knock(app, world, wanted="/login?next=//evil.example&_external=1&_scheme=ftp")
    assert give(door, code(app_of_mette[0], 1)) == 303 and door.response.location == "/"


def test_spaces_do_not_matter(door, app_of_mette):
    typed = code(app_of_mette[0], 1)
    assert give(door, f" {typed[:3]} {typed[3:]} ") == 303


@pytest.mark.parametrize("typed", ["000000", "", "æøå", "abcde-fghij"])
def test_a_wrong_code_is_said_and_nothing_opens(door, app_of_mette, typed):
    assert give(door, typed) == 422 and door.find("[role=alert] a[href='#code']")
    door.open("/families", 303)


def test_a_code_opens_once(app, world, door, app_of_mette):
    typed = code(app_of_mette[0], 1)
    assert give(door, typed) == 303
    assert give(knock(app, world), typed) == 422


def test_the_code_that_set_it_up_is_used_up(door, app_of_mette):
    assert give(door, code(app_of_mette[0])) == 422


def test_an_older_code_does_not_open_after_a_newer_one(app, world, store, app_of_mette):
    store.run(sa.update(SecondFactor).values(last_step=0))
    assert give(knock(app, world), code(app_of_mette[0], 1)) == 303
    assert give(knock(app, world), code(app_of_mette[0])) == 422


@pytest.mark.parametrize("later", [-3, 3])
def test_a_code_of_another_time_does_not_open(store, door, app_of_mette, later):
    store.run(sa.update(SecondFactor).values(last_step=0))
    assert give(door, code(app_of_mette[0], later)) == 422


def test_a_recovery_code_opens_once(app, world, store, door, app_of_mette):
    typed = app_of_mette[1][3]
    assert give(door, typed.upper().replace("-", " ")) == 303
    assert store.count(RecoveryCode) == 9
    assert give(knock(app, world), typed) == 422
    assert "9" in door.open("/account").text("#codes")


def test_somebody_elses_codes_do_not_open(app, world, visit, app_of_mette):
    theirs = set_up(visit("Jonas"))
    assert give(knock(app, world), code(theirs[0], 1)) == 422
    assert give(knock(app, world), theirs[1][0]) == 422


def test_the_sixth_wrong_code_is_refused_even_if_the_next_is_right(door, app_of_mette):
    assert [give(door, "000000") for _ in range(5)] == [422] * 5
    assert give(door, code(app_of_mette[0], 1)) == 429


def test_wrong_codes_and_wrong_passwords_count_together(app, world, door, store):
    for _ in range(5):
        give(door, "000000")
    other = Visitor(app.test_client(), world).open("/login")
    other.submit(other.find("main form"), 429, email="mette@demo.example", password=PASSWORD)


def test_who_guesses_for_days_is_stopped_by_anything_but_a_recovery_code(app, world, store, app_of_mette):
    store.run(sa.update(SecondFactor).values(wrong_codes=second_factor.MOST_WRONG_CODES))
    assert give(knock(app, world), code(app_of_mette[0], 1)) == 422
    assert give(knock(app, world), app_of_mette[1][0]) == 303


def test_after_five_minutes_one_begins_again(store, door, app_of_mette):
    store.run(sa.update(LoginSession).values(created_at=clock.now() - timedelta(minutes=5, seconds=1)))
    assert give(door, code(app_of_mette[0], 1)) == 303 and door.response.location == "/login"
    door.open("/families", 303)


def test_the_second_page_alone_leads_to_the_first(stranger, world):
    assert stranger.get("/login/code?next=/families").location == "/login?next=/families"


def test_the_code_gives_the_login_a_new_id(door, app_of_mette):
    with door.client.session_transaction() as session:
        awaiting = session["awaiting"]
    give(door, code(app_of_mette[0], 1))
    with door.client.session_transaction() as session:
        assert session["_user_id"] != awaiting and "awaiting" not in session


def test_the_database_keeps_neither_secret_nor_recovery_code(store, app_of_mette):
    secret, recovery = app_of_mette
    (sealed,) = store.list(sa.select(SecondFactor.secret_sealed))
    hashes = store.list(sa.select(RecoveryCode.code_hash))
    assert secret.encode() not in sealed and len(set(hashes)) == len(set(recovery)) == 10
    assert not [one for one in recovery if any(one.replace("-", "").encode() in kept for kept in hashes)]


def test_a_wrong_code_or_password_sets_nothing_up(mette, store, app, world):
    secret = begin(mette)
    mette.submit(mette.find("main form"), 422, code="000000", password=PASSWORD)
    mette.submit(mette.find("main form"), 422, code=code(secret), password="forkert")
    assert "".join(mette.text(".secret").split()) == secret
    knock(app, world).open("/families")


def test_the_page_alone_makes_no_secret(mette, store):
    mette.open("/account/code")
    assert store.count(SecondFactor) == 0


def test_setting_up_again_does_not_replace_what_is_in_use(mette, app_of_mette, store):
    before = store.list(sa.select(SecondFactor.secret_sealed))
    mette.open("/account/code", 303)
    with mette.client.application.app_context():
        second_factor.begin(mette.world.users["Mette"])
    assert store.list(sa.select(SecondFactor.secret_sealed)) == before


def test_codes_are_removed_with_password_and_code_only(mette, app_of_mette, store, app, world):
    mette.open("/account/code/remove")
    mette.submit(mette.find("main form"), 422, password=PASSWORD, code="000000")
    mette.submit(mette.find("main form"), 422, password="forkert", code=code(app_of_mette[0], 1))
    mette.submit(mette.find("main form"), 303, password=PASSWORD, code=code(app_of_mette[0], 1))
    assert store.count(SecondFactor) == store.count(RecoveryCode) == 0
    assert mette.open("/account").find("a[href='/account/code']")
    knock(app, world).open("/families")


def test_setting_up_and_removing_are_in_the_log(mette, app_of_mette, store):
    mette.open("/account/code/remove")
    mette.submit(mette.find("main form"), 303, password=PASSWORD, code=app_of_mette[1][0])
    rows = sa.select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.family_id).order_by(AuditEntry.seq)
    rows = store.all(rows.where(AuditEntry.action.startswith("second_factor")))
    assert rows == [
        ("second_factor_added", mette.world.users["Mette"], NO_FAMILY),
        ("second_factor_removed", mette.world.users["Mette"], NO_FAMILY),
    ]


def test_an_administrator_can_take_the_codes_from_somebody_who_lost_everything(app, world, app_of_mette):
    with app.app_context():
        second_factor.remove(world.users["Mette"])
    knock(app, world).open("/families")


@pytest.mark.parametrize("name", ["Ada", "Dan", "Ole", "Lis"])
def test_in_production_who_sees_much_reaches_nothing_without_codes(app, world, visit, monkeypatch, name):
    visitor = visit(name)
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    for address in ("/", "/account", "/caseload", "/families", "/account/code/remove"):
        visitor.open(address, 303)
        assert visitor.response.location == "/account/code", address
    fragment = visitor.client.get("/", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == "/account/code" and not fragment.text
    set_up(visitor)
    visitor.open("/account")


def test_in_production_who_owes_a_code_may_log_out(app, visit, monkeypatch):
    visitor = visit("Ada")
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    visitor.submit(visitor.open("/account/code").find("form[action='/logout']"), 303)
    assert visitor.response.location == "/login"


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Stig", "Eva"])
def test_in_production_others_are_invited(app, visit, monkeypatch, name):
    visitor = visit(name)
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    assert visitor.open("/account").find("a[href='/account/code']")


def test_to_try_it_out_a_manager_needs_no_code(visit):
    visit("Ole").open("/caseload").open("/account").find("a[href='/account/code']")


def test_failures_are_counted_without_a_name(store, door):
    give(door, "000000")
    assert store.count(FailedLogin) == 1
