"""With a link that works once, for three days, somebody chooses their first password."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import User
from hfi.audit.models import AuditEntry
from hfi.users.models import AccountRequest
from tests.users.steps import ask, create, give, link_on
from tests.visitor import Visitor
from tests.world import PASSWORD

LONG = "fire gule blomster i vinden"


@pytest.fixture
def browser(app, world):
    """Somebody who is not logged in."""
    return Visitor(app.test_client(), world)


@pytest.fixture
def link(visit, store):
    """The link of a new account that was approved."""
    ada = create(visit("Ada"))
    give(visit("Ole"), store, "approved")
    return link_on(ada)


def choose(browser, link, password=LONG, again=None, status=200):
    """Fill in the form."""
    browser.open(link)
    return browser.submit(browser.find("main form"), status, password=password, again=again or password)


def test_a_newcomer_chooses_a_password_and_logs_in(browser, link, store):
    choose(browser, link)
    browser.log_in("karla@demo.example", LONG).open("/")
    logged = store.only(AuditEntry, AuditEntry.action == "choose_password")
    assert logged.what.endswith(":password") and logged.actor_id is None


def test_the_link_works_once(browser, link):
    choose(browser, link)
    browser.open(link, 404)


def test_of_two_who_have_it_open_one_gets_through(app, world, browser, link):
    other = Visitor(app.test_client(), world)
    for one in (browser, other):
        one.open(link)
    browser.submit(browser.find("main form"), 200, password=LONG, again=LONG)
    other.submit(other.find("main form"), 404, password="et helt andet kodeord", again="et helt andet kodeord")
    browser.log_in("karla@demo.example", LONG)


def test_before_the_approval_it_does_not_work(browser, visit, store):
    link = link_on(create(visit("Ada")))
    browser.open(link, 404)
    give(visit("Ole"), store, "refused")
    browser.open(link, 404)


def test_after_three_days_it_does_not_work(browser, link, store):
    for hours, status in ((71, 200), (73, 404)):
        at = clock.now() - timedelta(hours=hours)
        store.run(sa.update(AccountRequest).values(answered_at=at))
        browser.open(link, status)


def test_of_a_locked_account_it_does_not_work(browser, link, store):
    store.run(sa.update(User).where(User.email == "karla@demo.example").values(active=False))
    browser.open(link, 404)


@pytest.mark.parametrize("link", ["/welcome/x", "/welcome/" + "a" * 43])
def test_a_link_that_nobody_gave(browser, link):
    browser.open(link, 404)


@pytest.mark.parametrize(("password", "again"), [
    ("elleve tegn", None), ("", None), ("Familieplan2026!", None), ("qwerty123456", None), ("Kodeord Kommune 1", None),
    ("aaaaaaaaaaaaaaaa", None), (LONG, LONG + "."), ("x1y2z3" * 40, None)
])  # fmt: skip
def test_a_password_that_will_not_do(browser, link, store, password, again):
    browser.open(link)
    browser.submit(browser.find("main form"), 422, password=password, again=again or password)
    assert store.only(User, User.email == "karla@demo.example").password_hash == "!"
    assert store.only(AccountRequest).link_used_at is None


def test_only_the_hash_is_kept(link, store):
    token = link.rpartition("/")[2]
    kept = str(store.all(sa.select(AccountRequest.__table__))) + str(store.all(sa.select(AuditEntry.__table__)))
    assert token not in kept


def test_a_forgotten_password(browser, visit, world, store):
    """The old password works until the new one is chosen; then every login of the account is over."""
    jonas = visit("Jonas")
    link = link_on(ask(visit("Ada"), world, "Jonas", 200, new_link="y"))
    browser.open(link, 404)
    give(visit("Ole"), store, "approved")
    visit("Jonas")
    choose(browser, link)
    jonas.open("/", 303)
    browser.log_in("jonas@demo.example", LONG).open(world.url)


def test_an_older_link_does_not_outlive_a_newer_request(browser, visit, world, store):
    first = link_on(ask(visit("Ada"), world, "Jonas", 200, new_link="y"))
    give(visit("Ole"), store, "approved")
    ask(visit("Ada"), world, "Jonas")
    browser.open(first, 404)


def test_the_old_password_is_worth_nothing_then(app, browser, visit, world, store):
    link = link_on(ask(visit("Ada"), world, "Jonas", 200, new_link="y"))
    give(visit("Ole"), store, "approved")
    choose(browser, link)
    browser.open("/login")
    browser.submit(browser.find("form"), 422, email="jonas@demo.example", password=PASSWORD)
