"""A login lives on the server: it ends when the user says so, when nobody uses it, and when the day is over."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import LoginSession, User
from tests.visitor import Visitor, form_data, parse, token_for
from tests.world import PASSWORD


def copied(app, visitor, world):
    """Another browser with the same cookie."""
    thief = app.test_client()
    thief.set_cookie("hfi", visitor.client.get_cookie("hfi").value)
    return Visitor(thief, world)


def log_out(visitor):
    """By the button of the menu."""
    return visitor.submit(visitor.open("/").find("form[action='/logout']"), status=303)


def test_logging_out_ends_a_copied_cookie_too(app, visit, world):
    mette = visit("Mette")
    thief = copied(app, mette, world).open("/families")
    log_out(mette)
    thief.open("/families", 303)
    mette.open("/families", 303)


def test_logging_out_makes_the_browser_forget(visit):
    answer = log_out(visit("Mette")).response
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.location == "/login"


def test_logging_out_one_browser_leaves_the_other(visit):
    here, there = visit("Mette"), visit("Mette")
    log_out(here)
    there.open("/families")


def test_a_link_cannot_log_anybody_out(visit):
    mette = visit("Mette")
    assert mette.client.get("/logout").status_code == 405
    assert mette.client.post("/logout").status_code == 400
    mette.open("/families")


def test_each_login_has_its_own_token_and_drops_what_was_there_before(app, world):
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"], session["planted"] = "known-to-somebody-else", "yes"
    Visitor(browser, world).log_in("mette@demo.example", PASSWORD)
    with browser.session_transaction() as session:
        assert session["_user_id"] != "known-to-somebody-else" and "planted" not in session


def test_a_second_login_has_another_token(visit):
    tokens = set()
    for _ in range(2):
        with visit("Mette").client.session_transaction() as session:
            tokens.add(session["_user_id"])
    assert len(tokens) == 2


@pytest.mark.parametrize(("column", "limit"), [("last_seen_at", "SESSION_IDLE"), ("created_at", "SESSION_ABSOLUTE")])
def test_a_session_ends_by_itself(app, visit, store, column, limit):
    mette = visit("Mette")
    store.run(sa.update(LoginSession).values(**{column: clock.now() - app.config[limit] + timedelta(minutes=1)}))
    mette.open("/families")
    store.run(sa.update(LoginSession).values(**{column: clock.now() - app.config[limit] - timedelta(seconds=1)}))
    mette.open("/families", 303)


def test_after_that_one_logs_in_again_in_the_same_browser(visit, store):
    mette = visit("Mette")
    store.run(sa.update(LoginSession).values(ended_at=clock.now()))
    mette.log_in("mette@demo.example", PASSWORD).open("/families")


def test_using_it_keeps_it_alive_without_a_write_for_every_click(visit, store):
    mette = visit("Mette")
    earlier = clock.now() - timedelta(seconds=30)
    store.run(sa.update(LoginSession).values(last_seen_at=earlier))
    mette.open("/families")
    assert store.list(sa.select(LoginSession.last_seen_at)) == [earlier]
    store.run(sa.update(LoginSession).values(last_seen_at=clock.now() - timedelta(minutes=5)))
    mette.open("/families")
    assert store.list(sa.select(LoginSession.last_seen_at))[0] > clock.now() - timedelta(minutes=1)


def test_who_left_is_out_at_once(visit, store):
    mette = visit("Mette")
    store.run(sa.update(User).values(active=False))
    mette.open("/families", 303)


def test_a_new_role_counts_on_the_next_request(visit, store):
    mette = visit("Mette")
    store.run(sa.update(User).values(role="evaluator"))
    mette.open("/families", 403)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visit):
    cookie = visit("Mette").client.get_cookie("hfi")
    assert cookie.http_only and cookie.same_site == "Lax" and cookie.path == "/" and cookie.expires is None


def test_in_production_the_cookie_is_tied_to_this_host_and_to_https(app, world, monkeypatch):
    for name, value in {"SESSION_COOKIE_NAME": "__Host-hfi", "SESSION_COOKIE_SECURE": True}.items():
        monkeypatch.setitem(app.config, name, value)
    browser = app.test_client()
    data = {**token_for_https(browser), "email": "mette@demo.example", "password": PASSWORD}
    answer = browser.post("/login", base_url="https://localhost", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-hfi=") and answer.status_code == 303
    parts = set(cookie.split("; ")[1:])
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def token_for_https(browser):
    """The token of the login form, as the page has it over https."""
    page = browser.get("/login", base_url="https://localhost").text
    return form_data(parse(page).select_one("main form"))


def test_logging_out_takes_our_own_cookie_and_no_other(visit):
    answer = log_out(visit("Mette")).response
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("hfi=;") and "Max-Age=0" in cookie and '"cookies"' not in answer.headers["Clear-Site-Data"]


def choose(visitor, language, **more):
    """By the menu's form."""
    form = visitor.find("form[action='/language']")
    visitor.submit(form, language=language, **more)
    return visitor.response


def test_the_language_is_the_users_own_and_stays(visit):
    assert choose(visit("Mette").open("/"), "en").status_code == 303
    later = visit("Mette").open("/")
    assert later.find("html")["lang"] == "en"
    assert visit("Jonas").open("/").find("html")["lang"] == "da"


def test_the_language_can_be_chosen_before_logging_in(app, world, stranger):
    assert stranger.get("/login").text.count('lang="da"') >= 1
    visitor = Visitor(stranger, world).open("/login")
    token = token_for(stranger, "/language")
    stranger.post("/language", data={**token, "language": "en", "next": "/login"})
    assert visitor.open("/login").find("html")["lang"] == "en"


@pytest.mark.parametrize("language", ["de", "", "../da"])
def test_a_language_that_is_not_there_is_refused(visit, language):
    mette = visit("Mette").open("/")
    assert choose(mette, language).status_code == 400
    assert mette.open("/").find("html")["lang"] == "da"


def test_the_language_switch_stays_on_this_site(visit):
    mette = visit("Mette").open("/")
    assert choose(mette, "da", next="/families").location == "/families"
    assert choose(mette.open("/"), "da", next="//evil.example").location == "/"
    assert mette.client.get("/language").status_code == 405
