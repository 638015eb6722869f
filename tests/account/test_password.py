"""One's own password: changed by whoever knows the one until now, and by nobody else at the same screen."""

import pytest

from hfi.access.models import User
from hfi.audit.models import AuditEntry
from tests.access.codes import code, set_up
from tests.visitor import Visitor
from tests.world import PASSWORD

NEW = "fire gule blomster i vinden"
METTE = "mette@demo.example"


@pytest.fixture
def mette(visit):
    return visit("Mette")


def change(visitor, status, password=PASSWORD, chosen=NEW, again=None, **more):
    """From the account's page, fill in the form."""
    visitor.open(visitor.open("/account").find("#password a")["href"])
    form = visitor.find("main form")
    return visitor.submit(
        form, status, password=password, chosen=chosen, again=chosen if again is None else again, **more
    )


def test_the_new_one_opens_and_the_old_one_no_more(app, world, mette, store):
    change(mette, 303)
    Visitor(app.test_client(), world).log_in(METTE, NEW).open(world.url)
    door = Visitor(app.test_client(), world).open("/login")
    door.submit(door.find("main form"), 422, email=METTE, password=PASSWORD)
    logged = store.only(AuditEntry, AuditEntry.action == "password_changed")
    assert logged.actor_id == world.users["Mette"] and NEW not in str(vars(logged))


def test_other_logins_end_and_this_one_goes_on_under_a_new_id(visit, mette):
    elsewhere = visit("Mette")
    with mette.client.session_transaction() as session:
        before = session["_user_id"]
    change(mette, 303).open("/account")
    with mette.client.session_transaction() as session:
        assert session["_user_id"] != before
    elsewhere.open("/families", 303)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"password": "forkert"}, "password"),
        ({"password": ""}, "password"),
        ({"chosen": "kort"}, "chosen"),
        ({"chosen": "familieplan-2026"}, "chosen"),
        ({"again": NEW + "."}, "again"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(mette, world, store, fields, place):
    before = store.get(User, world.users["Mette"]).password_hash
    change(mette, 422, **fields)
    assert mette.find(f"[role=alert] a[href='#{place}']")
    assert store.get(User, world.users["Mette"]).password_hash == before


def test_who_uses_codes_gives_one_as_well(mette):
    secret, _recovery = set_up(mette)
    change(mette, 422, code="000000")
    change(mette, 303, code=code(secret, 1))


def test_guessing_the_one_until_now_is_stopped(mette):
    for _ in range(5):
        change(mette, 422, password="forkert")
    change(mette, 429)
