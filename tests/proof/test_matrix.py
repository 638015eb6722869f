"""Every address, asked by everybody in every state: the answer is what `decide()` says, and what was reviewed.

`matrix.csv` holds the reviewed answers, in each state one mark for each persona in the order of `tests/world.py`: `+`
is let in, `-` is refused, `.` finds nothing there. A change of the rules shows there as a difference to read. To accept
one, run `HFI_ACCEPT=1 pytest tests/proof/test_matrix.py` and read the difference before committing it.
"""

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest

from hfi.printing import renderer
from hfi.programmes.model import main_programme
from tests.proof.addresses import addresses, furnish
from tests.proof.expected import Person, expected
from tests.proof.states import STATES, standing
from tests.store import ON_POSTGRES
from tests.world import PERSONAS
from tests.young.family import give_pages

ACCEPT = bool(os.environ.get("HFI_ACCEPT"))
REVIEWED = Path(__file__).with_name("matrix.csv")
HTMX = {"HX-Request": "true"}
PARTS = 3
"""On PostgreSQL each one asks for one address in so many, another than the one before; on SQLite for all others."""
MARKS = {"in": "+", "403": "-", "404": "."}


class Blank:
    """A paper with nothing on it: what stands on each is `test_canaries.py`'s to read, here it is given or not."""

    def __init__(self, _html):
        self.pages = 1

    def pdf(self):
        """No words, so that thousands of papers cost no time."""
        return b"%PDF-1.7"


@pytest.fixture
def ask(app, visit, monkeypatch):
    """Everybody's browser; nobody needs a token, so that the right alone decides."""
    clients = {name: visit(name).client for name in PERSONAS}
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(renderer, "Laid", Blank)
    return clients


def outcome(response):
    """`in`, `403` or `404`; anything else is itself a fault."""
    if response.status_code in (403, 404):
        return str(response.status_code)
    # 286: htmx is told to stop to ask.
    return "in" if response.status_code in (200, 204, 286, 303, 400, 409, 422) else f"broken {response.status_code}"


@pytest.fixture
def young_parts(app, monkeypatch):
    """The family's programme has pages of young people's own, so that their addresses are there."""
    give_pages(app, monkeypatch)


@pytest.mark.usefixtures("young_parts")
@pytest.mark.parametrize("state", STATES)
def test_everybody_gets_what_the_rule_says(app, world, ask, state):
    programme = main_programme()
    found = list(addresses(app, furnish(world, app.extensions["hfi.registry"])))
    wrong, marks = [], defaultdict(dict)
    for turn, (name, client) in enumerate(ask.items()):
        person = Person(name, STATES[state], programme)
        with standing(world, name, STATES[state]):
            for one in own_part(found, turn + list(STATES).index(state)):
                answer = outcome(client.open(one.url, method=one.method, headers=HTMX))
                marks[one.method, one.rule][turn] = MARKS.get(answer, "!")
                if answer != expected(one, person):
                    wrong.append((name, one.method, one.url, answer, expected(one, person)))
    assert wrong == []
    said = reviewed(state, marks)
    assert set(said) == set(marks)
    assert not [(key, turn) for key, asked in marks.items() for turn, mark in asked.items() if said[key][turn] != mark]


def own_part(found, turn):
    """What this database is asked for. Both together are asked for everything, by everybody, in every state."""
    if ACCEPT:
        return found
    return [one for place, one in enumerate(found) if (place % PARTS == turn % PARTS) == ON_POSTGRES]


@pytest.mark.usefixtures("young_parts")
@pytest.mark.parametrize("state", ["stranger", "contact person", "glass broken", "closed, coordinator"])
def test_a_header_is_no_right(app, world, ask, state):
    """Without htmx's header the decision is the same: each one asks for a part, and all together for everything."""
    programme = main_programme()
    found = list(addresses(app, furnish(world, app.extensions["hfi.registry"])))
    wrong = []
    for turn, (name, client) in enumerate(ask.items()):
        person = Person(name, STATES[state], programme)
        with standing(world, name, STATES[state]):
            for one in found[turn % PARTS :: PARTS]:
                answer = outcome(client.open(one.url, method=one.method))
                if answer != expected(one, person):
                    wrong.append((name, one.method, one.url, answer, expected(one, person)))
    assert wrong == []


def reviewed(state, marks):
    """The answers in this state as somebody has read and accepted them."""
    rows = read_reviewed() if REVIEWED.exists() else []
    if ACCEPT:
        rows = accept(rows, state, marks)
    return {(row["method"], row["rule"]): row[state] for row in rows}


def read_reviewed():
    """The rows of the file."""
    return list(csv.DictReader(REVIEWED.read_text().splitlines(), delimiter=";"))


def accept(rows, state, marks):
    """Take these answers as reviewed."""
    known = {(row["method"], row["rule"]): row for row in rows}
    said = {key: "".join(asked.values()) for key, asked in marks.items()}
    rows = [{**known.get(key, {}), "method": key[0], "rule": key[1], state: value} for key, value in said.items()]
    with REVIEWED.open("w") as file:
        writer = csv.DictWriter(file, ["rule", "method", *STATES], delimiter=";", lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row["rule"], row["method"])))
    return rows


def test_the_reviewed_answers_are_many():
    rows = read_reviewed()
    assert len(rows) * len(STATES) * len(PERSONAS) > 10_000
