"""What is said on the wire, whoever asks and however: content types, proxies, message borders, names of files."""

import json

import pytest
import sqlalchemy as sa
from gunicorn import SERVER
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser
from werkzeug.middleware.proxy_fix import ProxyFix

import hfi
from hfi.access.models import FailedLogin
from hfi.fingerprint import fingerprint
from hfi.plan.models import Goal
from tests.conftest import SETTINGS
from tests.family_page.steps import form_page, send
from tests.visitor import Visitor, form_data

STATIC_URL = f"/static/{fingerprint()}/"
HEAD = b"POST /login HTTP/1.1\r\nHost: localhost\r\n"


def read(message):
    """How the web server reads a message: its body."""
    request = next(RequestParser(Config(), iter([message]), ("127.0.0.1", 1)))
    return request.body.read()


@pytest.fixture
def mette(visit):
    return visit("Mette")


def test_every_answer_says_what_it_is_and_in_which_letters(mette, world):
    kinds = {
        world.url: "text/html; charset=utf-8",
        "/families/HFI-1999-999": "text/html; charset=utf-8",
        "/healthz": "text/plain; charset=utf-8",
        f"{STATIC_URL}app.js": "text/javascript; charset=utf-8",
        f"{STATIC_URL}css/components.css": "text/css; charset=utf-8",
        f"{world.url}/plan.pdf": "application/pdf",
    }
    for address, kind in kinds.items():
        assert mette.client.get(address, buffered=True).headers["Content-Type"] == kind, address


def test_a_document_has_a_name_of_our_own(mette, world):
    answer = mette.client.get(f"{world.url}/plan.pdf?filename=../evil%22.html&name=x")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{world.url.rpartition("/")[2]}-plan.pdf"'


@pytest.mark.parametrize("address", ["/static/", STATIC_URL, f"{STATIC_URL}css/", f"{STATIC_URL}css", "/.git/config"])
def test_no_folder_is_listed_and_no_source_is_served(mette, address):
    assert mette.client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/login", "/healthz"])
def test_nobody_gets_their_own_message_back(mette, address):
    assert mette.client.open(address, method="TRACE").status_code == 405


def test_the_server_tells_no_version(mette):
    assert SERVER == "gunicorn"
    assert not {"Server", "X-Powered-By"} & set(mette.client.get("/").headers.keys())


def test_production_shows_no_debugger():
    app = hfi.create_app(SETTINGS | {"TESTING": False})
    assert not app.debug and not app.testing


def test_just_as_many_proxies_are_believed_as_there_are(monkeypatch):
    """The last address is the proxy's own word; what stands before it the caller may have made up."""
    monkeypatch.setitem(SETTINGS, "PROXIES", 1)
    app = hfi.create_app(SETTINGS)
    assert isinstance(app.wsgi_app, ProxyFix)
    seen = {}
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: seen.update(hfi.security.request.environ))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.7", "X-Real-IP": "192.0.2.2"})
    assert seen["REMOTE_ADDR"] == "198.51.100.7"


def test_without_a_proxy_nobody_says_where_they_call_from(app, world, store):
    door = Visitor(app.test_client(), world).open("/login")
    for last in range(30):
        headers = {"X-Forwarded-For": f"192.0.2.{last}", "Forwarded": f"for=192.0.2.{last}"}
        data = form_data(door.find("form[action^='/login']")) | {"email": f"x{last}@demo.example", "password": "x"}
        assert door.client.post("/login", data=data, headers=headers).status_code == 422
    assert door.client.post("/login", data=data, headers={"X-Forwarded-For": "192.0.2.99"}).status_code == 429
    assert len(store.list(sa.select(FailedLogin.address_hash).distinct())) == 1


@pytest.mark.parametrize(
    "message",
    [
        HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
        HEAD + b"Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
        HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer_Encoding: chunked\r\nContent-Length: x\r\n\r\n",
    ],
)
def test_a_message_with_two_ends_is_refused(message):
    with pytest.raises(ParseException):
        read(message)


def test_a_message_with_one_end_is_read():
    assert read(HEAD + b"Content-Length: 4\r\n\r\nabcdGET /x HTTP/1.1\r\n\r\n") == b"abcd"


def test_the_address_fills_in_no_form(mette, world, store):
    """What stands behind the question mark is neither a field nor a token."""
    edit = f"{world.url}/goals/{world.goal}/edit"
    data = form_data(form_page(mette, edit))
    assert mette.client.post(f"{edit}?csrf_token={data['csrf_token']}", data={"title": "Uden"}).status_code == 400
    assert mette.client.post(f"{edit}?title=Udefra&words=Udefra", data=data).status_code == 303
    assert "Udefra" not in json.dumps([store.get(Goal, world.goal).title, store.get(Goal, world.goal).words])


def test_a_field_that_the_form_does_not_have_changes_nothing(mette, world, store):
    before = store.get(Goal, world.goal)
    send(mette, form_page(mette, f"{world.url}/goals/{world.goal}/edit"), title="Nyt mål", **{
        "id": "6f4922f4-5568-4a8c-8cdd-e7d1e5a1a3a4", "family_id": "6f4922f4-5568-4a8c-8cdd-e7d1e5a1a3a4",
        "role": "manager", "user_id": "1", "created_at": "2020-01-01", "closed_on": "2020-01-01", "position": "99",
    })  # fmt: skip
    after = store.get(Goal, world.goal)
    assert (after.title, after.id, after.family_id) == ("Nyt mål", before.id, before.family_id)
