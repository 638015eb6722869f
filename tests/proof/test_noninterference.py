"""A family that somebody may not see changes nothing of what they are answered: not a byte, a count or an order."""

import re

import pytest
import sqlalchemy as sa

from hfi.access.models import Attachment, BreakGlass, Conflict
from hfi.extensions import system_session
from hfi.families.models import Family
from tests.proof.addresses import addresses, furnish
from tests.proof.states import block
from tests.world import PERSONAS

HTMX = {"HX-Request": "true"}
NEW_EACH_TIME = re.compile(
    rb'(?<=name="item" type="hidden" value=")[\w-]{36}|[0-9a-f]{12}(?=</code>)|(?<=X-Request-Id: )\w+'
    rb"|(?<=kl\. )\d\d\.\d\d"
)
"""The id that a form brings for a new row, the number that names an answer in the program's own log, and the time of
day, as a minute may pass between two answers."""
NEW_SECRET = {"account.set_up_code", "account.begin_code"}
"""These set up one-time codes, with another secret each time."""
# The officer who looks after the log meets the reference of every family, and nothing else of it.
STRANGERS = ("Dorthe", *(name for name, (role, _, _) in PERSONAS.items() if role.value == "administrator"))

OFFICE = {"Dan": {"/grounds"}}
"""What an office is told of all families: the data-protection officer by which paragraph something is shared."""


def answers(client, asked):
    """Everything that this browser is answered: status, headers and body, by address."""
    found = {}
    for one in asked:
        for headers in ({}, HTMX):
            answer = client.open(one.url, method=one.method, headers=headers)
            kept = "\n".join(f"{name}: {value}" for name, value in answer.headers if name != "Set-Cookie").encode()
            body = str(answer.status_code).encode() + kept + answer.data
            found[one.method, one.url, bool(headers)] = NEW_EACH_TIME.sub(b"", body)
    return found


def first_difference(one, other):
    """Where two answers begin to differ, for whoever reads a failure."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(at - 60, 0) : at + 60], other[max(at - 60, 0) : at + 60]


def vanish(family):
    """The family was never there."""
    with system_session() as session:
        for model in (Attachment, Conflict, BreakGlass):
            session.execute(sa.delete(model).where(model.family_id == family))
        session.execute(sa.delete(Family).where(Family.id == family))


@pytest.fixture
def asked(app, world):
    """Every address, for the hidden family and for one that is there."""
    found = addresses(app, furnish(world, app.extensions["hfi.registry"]))
    return [one for one in found if one.endpoint not in NEW_SECRET]


@pytest.fixture
def enter(app, visit, monkeypatch):
    """A browser without tokens, so that every POST reaches its view."""

    def open_browser(name):
        client = visit(name).client
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        return client

    return open_browser


@pytest.mark.parametrize("name", STRANGERS)
def test_a_hidden_family_leaves_no_trace(enter, world, asked, name):
    client = enter(name)
    asked = [one for one in asked if one.url not in OFFICE.get(name, ())]
    before = answers(client, asked)
    vanish(world.family)
    after = answers(client, asked)
    assert {key: first_difference(before[key], after[key]) for key in before if before[key] != after[key]} == {}


def test_a_conflict_leaves_no_trace_either(enter, world, asked):
    client = enter("Mette")
    with system_session() as session:
        block(session, world, world.users["Mette"])
    before = answers(client, asked)
    vanish(world.family)
    after = answers(client, asked)
    assert {key: first_difference(before[key], after[key]) for key in before if before[key] != after[key]} == {}
