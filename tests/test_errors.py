"""What goes wrong is answered by a page, or by a fragment beside the form: the right status, plain words, and an id."""

from io import StringIO

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from hfi.errors import TEXTS
from tests.page_audit import audit_page
from tests.troubled import SECRET, troubled

CODES = sorted(set(TEXTS) - {401})
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(app, monkeypatch):
    with troubled(monkeypatch, StringIO()) as client:
        yield client


@pytest.mark.parametrize("code", CODES)
def test_an_error_is_a_whole_page_with_a_way_on(client, code):
    answer = client.get(f"/trouble/{code}")
    page = BeautifulSoup(answer.text, "html.parser")
    audit_page(answer.text)
    assert answer.status_code == code and str(code) in page.select_one(".errorpage__code").text
    assert page.select_one("h1").text.strip() and page.select_one("main a[href='/']")
    assert page.select_one(".errorpage__id").text == answer.headers["X-Request-Id"] != ""


@pytest.mark.parametrize("code", [*CODES, 401])
def test_a_fragments_error_is_a_message_and_no_page(client, code):
    answer = client.get(f"/trouble/{code}", headers=HTMX)
    message = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == code and not message.select("html, h1, header")
    assert message.select_one(".alert-heading").text.strip() and message.select_one("[data-close]")
    assert message.select_one("code").text == answer.headers["X-Request-Id"]


def test_every_error_has_its_own_words(client):
    titles = [BeautifulSoup(client.get(f"/trouble/{code}").text, "html.parser").h1.text for code in CODES]
    assert len(set(titles)) == len(CODES)


@pytest.mark.parametrize(("code", "like"), [(418, 400), (410, 400), (502, 500)])
def test_an_error_without_words_of_its_own_borrows_them(client, code, like):
    words = [BeautifulSoup(client.get(f"/trouble/{one}").text, "html.parser").h1.text for one in (code, like)]
    assert words[0] == words[1] and client.get(f"/trouble/{code}").status_code == code


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize(("address", "code"), [("fault", 500), ("database", 503)])
def test_a_mistake_of_ours_tells_nothing(client, address, code, headers):
    answer = client.get(f"/trouble/{address}", headers=headers)
    assert answer.status_code == code
    assert not [word for word in (*SECRET.split(), "FaultError", "Traceback", "SELECT", ".py") if word in answer.text]


def test_what_really_happens_has_the_right_status(client):
    assert client.get("/no-such-page").status_code == 404
    assert client.delete("/login").status_code == 405
    assert client.post("/login", data={"email": "x"}).status_code == 400
    assert client.post("/login", data={"email": "x" * 1_100_000}).status_code == 413
    assert client.get("/families/%00").status_code == 404


def test_a_form_that_is_too_old_says_what_to_do_with_the_text(client):
    texts = []
    for answer in (client.post("/login", headers=HTMX), client.get("/trouble/400", headers=HTMX)):
        assert answer.headers["X-Request-Id"] in answer.text
        texts.append(BeautifulSoup(answer.text, "html.parser").select("p:not(.alert-heading)")[0].text)
    assert texts[0] != texts[1]


@pytest.mark.parametrize("headers", [None, HTMX])
def test_when_the_database_is_away_a_logged_in_user_is_told_so(visit, headers):
    mette = visit("Mette")

    def away(_connection, _cursor, statement, *_rest):
        raise OperationalError(statement, {}, Exception("gone"))

    sa.event.listen(Engine, "before_cursor_execute", away)
    answer = mette.client.get("/families", headers=headers)
    sa.event.remove(Engine, "before_cursor_execute", away)
    assert answer.status_code == 503 and ("<html" in answer.text) == (headers is None)
    mette.open("/families")


def test_while_the_log_cannot_be_written_no_family_is_shown(visit, world, broken):
    mette = visit("Mette")
    for url in (world.url, f"{world.url}/goals/{world.goal}/edit", "/families", "/"):
        with broken("audit_entries"):
            answer = mette.client.get(url)
        assert answer.status_code == 503 and "Solsikke" not in answer.text, url


def test_the_error_page_speaks_the_users_language(visit):
    mette = visit("Mette").open("/")
    mette.submit(mette.find("form[action='/language']"), language="en")
    assert mette.open("/no-such-page", 404).find("html")["lang"] == "en"
    assert mette.text("h1") == "The page is not here"
