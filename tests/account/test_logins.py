"""My account: everybody sees where they are logged in, and ends what is not theirs."""

import uuid

import pytest

from hfi.access import sessions
from hfi.access.devices import device
from tests.visitor import Visitor
from tests.world import PASSWORD, PERSONAS

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_has_an_account_in_the_menu(visit, name):
    visitor = visit(name).open("/account")
    assert visitor.find(".menu__list a[href='/account'][aria-current=page]")
    assert len(visitor.page.select(".logins li")) == 1 and not visitor.page.select("#logins .button")


def test_the_list_names_the_browser_and_marks_this_one(app, world, visit):
    there = Visitor(app.test_client(), world)
    there.client.environ_base["HTTP_USER_AGENT"] = CHROME
    there.log_in("mette@demo.example", PASSWORD)
    visit("Jonas")
    here = visit("Mette").open("/account")
    first, second = here.page.select(".logins li")
    assert first.select(".badge")
    assert not second.select(".badge") and second.b.get_text() == "Chrome, Windows"
    assert "127.0.0.1" not in here.response.text


def test_one_is_ended_from_the_other(visit):
    there, third, here = visit("Mette"), visit("Mette"), visit("Mette").open("/account/logins/end")
    latest = here.page.select("[name=logins]")[0]["value"]
    here.submit(here.find("main form"), 303, logins=latest, password=PASSWORD)
    third.open("/families", 303)
    there.open("/families")
    assert len(here.open("/account").page.select(".logins li")) == 2


def test_all_others_are_ended_at_once(visit):
    others, jonas, here = [visit("Mette"), visit("Mette")], visit("Jonas"), visit("Mette").open("/account/logins/end")
    assert len(here.page.select("[name=logins][checked]")) == 2
    here.submit(here.find("main form"), 303, password=PASSWORD)
    assert [one.open("/families", 303) for one in others]
    jonas.open("/families")
    here.open("/families")


@pytest.mark.parametrize("wrong", [{"password": "forkert"}, {"password": ""}, {"password": PASSWORD, "logins": []}])
def test_without_the_password_or_a_choice_nothing_ends(visit, wrong):
    there, here = visit("Mette"), visit("Mette").open("/account/logins/end")
    here.submit(here.find("main form"), 422, **wrong)
    assert here.page.select("#end-errors a") and PASSWORD not in here.response.text
    there.open("/families")


def test_who_is_logged_in_here_alone_has_nothing_to_end(visit):
    here = visit("Mette").open("/account")
    assert not here.page.select("#logins a")
    here.open("/account/logins/end", 303)


def test_nobody_ends_somebody_elses(app, visit, world):
    visit("Mette")
    mette, jonas = visit("Mette").open("/account/logins/end"), visit("Jonas")
    with jonas.client.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        (theirs,) = sessions.logins_of(sessions.find_principal(token))
    for item in (theirs.id, uuid.uuid4(), "x"):
        mette.submit(mette.find("main form"), 422, logins=str(item), password=PASSWORD)
    jonas.open("/families")


def test_who_administers_users_ends_all_of_somebodys(app, visit, world):
    logins, jonas = [visit("Mette"), visit("Mette")], visit("Jonas")
    with app.app_context():
        sessions.end_all_sessions(world.users["Mette"])
    assert [one.open("/families", 303) for one in logins]
    jonas.open("/families")


@pytest.mark.parametrize(
    ("says", "named"),
    [
        (CHROME, "Chrome, Windows"),
        (CHROME + " Edg/131.0.0.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15", "Safari, Mac"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_the_browsers_words_are_few(says, named):
    assert device(says) == named
