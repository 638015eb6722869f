"""The log: one JSON line for each request, with what an operator needs and nothing about anybody."""

import json
from io import StringIO

import pytest

from tests.troubled import SECRET, troubled
from tests.visitor import Visitor
from tests.world import PASSWORD, REFERENCE


@pytest.fixture
def stream():
    return StringIO()


@pytest.fixture
def client(app, monkeypatch, stream):
    with troubled(monkeypatch, stream) as client:
        yield client


@pytest.fixture
def lines(stream):
    """What was logged since the last time that somebody asked."""

    def read():
        text = stream.getvalue()
        stream.seek(0)
        stream.truncate()
        return [json.loads(line) for line in text.splitlines()]

    return read


def test_a_request_is_one_line(client, lines):
    answer = client.get("/login")
    (line,) = lines()
    assert {"id", "method", "rule", "status", "ms", "timestamp", "level", "event"} == set(line)
    assert (line["method"], line["rule"], line["status"]) == ("GET", "/login", 200)
    assert line["id"] == answer.headers["X-Request-Id"] and line["ms"] >= 0


def test_each_request_has_an_id_of_its_own_whatever_it_says_itself(client):
    ids = {client.get("/healthz", headers={"X-Request-Id": "mine"}).headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3 and "mine" not in ids


def test_the_line_has_the_rule_and_never_what_was_asked_for(client, world, lines):
    mette = Visitor(client, world).log_in("mette@demo.example", PASSWORD)
    lines()
    mette.open(f"{world.url}?week=2026-W48&q=Solsikke").open("/search?q=Amina")
    mette.client.get("/nowhere/140190-1234?cpr=1401901234")
    family, search, nowhere = lines()
    assert family["rule"] == "/families/<reference:ref>" and search["rule"] == "/search" and nowhere["rule"] is None
    text = json.dumps([family, search, nowhere])
    secrets = (REFERENCE, "Solsikke", "Amina", "140190", "W48", "Mette", "mette@demo.example", "127.0.0.1", PASSWORD)
    assert not [word for word in secrets if word in text]


def test_a_mistake_is_logged_by_its_kind_and_place_without_its_words(client, lines):
    client.get("/trouble/fault")
    (line,) = lines()
    assert (line["fault"], line["level"], line["status"]) == ("FaultError", "error", 500)
    assert line["where"][-1].startswith("troubled.py:")
    assert not [word for word in SECRET.split() if word in json.dumps(line)]


def test_a_lost_database_is_logged_without_the_statement(client, lines):
    client.get("/trouble/database")
    (line,) = lines()
    assert (line["fault"], line["status"]) == ("OperationalError", 503)
    assert not [word for word in (*SECRET.split(), "SELECT") if word in json.dumps(line)]


def test_an_error_that_was_foreseen_is_no_fault(client, lines):
    client.get("/trouble/404")
    (line,) = lines()
    assert "fault" not in line and line["level"] == "info"


def test_files_that_never_change_are_not_logged(client, lines):
    client.get(client.application.static_url_path + "/app.js", buffered=True)
    assert lines() == []


def test_a_new_line_in_an_address_makes_no_line_of_its_own(client, lines):
    client.get('/trouble/x%0a{"event":"forged"}')
    assert [line["event"] for line in lines()] == ["request"]
