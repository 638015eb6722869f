"""What cannot be read or cannot be is said by its field, and nothing that was typed is lost."""

import pytest

from hfi.parameters.models import Parameter
from tests.parameters.steps import FILLED, OWNERS, act, add, close, row
from tests.team.steps import day, typed

BAD = {
    "measures": {
        "words": ["", " ", "x" * 81, "a\u202eb", "Familiebehandling", "familieBEHANDLING"], "words_en": ["x" * 81],
    },
    "areas": {"words": ["", "Blågården"], "district": ["", "x" * 81]},
    "scales": {
        "low": ["", "x", "-1", "100"], "high": ["", "101", "1", "1,5"], "low_means": ["", "x" * 81], "high_means": [""],
    },
    "deadlines": {
        "from_field": ["", "findings", "x"], "done_field": ["", "aware_on", "x"], "months": ["", "0", "241", "x"],
        "warn_days": ["", "366", "x"],
    },
}  # fmt: skip
EVERYWHERE = {
    "valid_from": ["", "i går", "31.02.2026"], "valid_until": ["x", typed(day(-1))], "source": ["", "x" * 201],
}  # fmt: skip
CASES = [(kind, name, value) for kind in OWNERS for name, all_ in (BAD[kind] | EVERYWHERE).items() for value in all_]


@pytest.mark.parametrize("kind", OWNERS)
def test_a_new_entry(visit, world, store, kind):
    ada = visit("Ada")
    for which, name, value in CASES:
        if which == kind:
            add(ada, kind, 422, **{name: value})
            assert ada.find(f"#{name}")["aria-invalid"] == "true", (name, value)
            kept = FILLED[kind]["words"]
            assert name == "words" or ada.find("#words")["value"] == kept
    assert not store.count(Parameter)


@pytest.mark.parametrize("kind", OWNERS)
def test_a_change(visit, world, store, kind):
    ada = visit("Ada")
    url = add(ada, kind).response.headers["Location"]
    for which, name, value in CASES:
        if which == kind:
            act(ada, url, "edit", 422, **{name: value})
            assert ada.find(f"#{name}")["aria-invalid"] == "true", (name, value)
    assert store.only(Parameter).version == 1


def test_the_last_day(visit, world, store):
    ada = visit("Ada")
    url = add(ada).response.headers["Location"]
    for value in ("", "i morgen", typed(day(-1))):
        act(ada, url, "close", 422, valid_until=value, reason="L 66")
        assert ada.find("#valid_until")["aria-invalid"] == "true"
    for deed in ("close", "reopen"):
        for reason in ("", "x" * 401, "a\u202eb"):
            act(ada, url, deed, 422, reason=reason)
            assert ada.find("#reason")["aria-invalid"] == "true"
    assert store.only(Parameter).version == 1


def test_an_id_and_a_version_that_are_none(visit, world, store):
    ada = visit("Ada")
    add(ada, status=422, item="x")
    url = add(ada).response.headers["Location"]
    for version in ("x", "", "-1", "99"):
        close(ada, url, status=409, version=version)


def test_one_name_at_a_time(visit, world):
    """A name may come again when the one before has ended, and not open again meanwhile."""
    ada = visit("Ada")
    _cells, url = row(ada, "Familiebehandling")
    add(ada, status=422, words="Familiebehandling")
    close(ada, url, 5)
    add(ada, status=422, words="Familiebehandling", start=5)
    add(ada, words="Familiebehandling", start=6)
    act(ada, url, "reopen", 422, reason="Alligevel")
