"""Mette stands too near to Familien Solsikke: wherever she looks, there is no trace of it."""

import io

import pypdf
import pytest

from hfi.access.guard import PUBLIC
from tests.emergency.steps import UNKNOWN, ask, conflict, glass, same
from tests.family_page.crowd import settle_large
from tests.world import REFERENCE

HTMX = {"HX-Request": "true"}
TRACES = ("Solsikke", "Amina", "Karim", "Yusuf", "Prøvevej", "Rolige morgener", "plads i klassen")


def words(answer):
    """What the answer says, on screen or on paper, without what is new each time."""
    if answer.mimetype != "application/pdf":
        return same(answer.text)
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("name", ["Mette", "Sanne", "Lis", "Ole"])
def test_every_address_answers_as_for_a_reference_that_was_never_given_out(
    without_tokens,
    visit,
    world,
    store,
    addresses,
    app,
    monkeypatch,
    name,
    headers,
):
    store.add(glass(world, name), conflict(world, name))
    client = without_tokens(name)
    for method, url, needed in addresses:
        answer = client.open(url, method=method, headers=headers)
        found = words(answer)
        assert not [one for one in TRACES if one in found], (method, url)
        if REFERENCE in url and needed != PUBLIC:
            other = client.open(url.replace(REFERENCE, UNKNOWN), method=method, headers=headers)
            assert answer.status_code == other.status_code, (method, url)
            assert found.replace(REFERENCE, UNKNOWN) == words(other), (method, url)
        else:
            assert REFERENCE not in found, (method, url)


def test_not_in_search_lists_counts_or_overview(visit, world, store):
    settle_large(world, store)
    mette = visit("Mette")
    before = mette.open("/families").text("main")
    assert "Solsikke" in before
    store.add(conflict(world, "Mette"))
    for url in ("/", "/families", "/families?state=all", "/families?state=waiting"):
        assert not [one for one in TRACES if one in mette.open(url).text("main")], url
    for asked in ("Solsikke", REFERENCE, "Yusuf", "140190-1234"):
        mette.open("/search")
        mette.submit(mette.find("main form"), 200, q=asked)
        assert not mette.page.select(f'a[href*="{REFERENCE}"]'), asked


def test_a_blocked_managers_figures_leave_the_family_out(visit, world, store):
    ole = visit("Ole").open("/caseload")
    figure = ole.text(".kpi__n")
    store.add(conflict(world, "Ole"))
    assert ole.open("/caseload").text(".kpi__n") != figure


def test_breaking_glass_is_refused_as_for_a_family_that_is_not_here(visit, world, store):
    store.add(conflict(world, "Mette"))
    mette = visit("Mette")
    mine, nobodys = (same(ask(mette, 422, family=one).response.text) for one in (REFERENCE, UNKNOWN))
    assert mine.replace(REFERENCE, UNKNOWN) == nobodys
    mette.open(world.url, 404)


def test_a_colleagues_notices_tell_nothing_to_her(visit, world, store):
    ask(visit("Dorthe"))
    store.add(conflict(world, "Sanne"))
    sanne = visit("Sanne").open("/")
    assert not sanne.page.select("#notices, .top__count") and "Solsikke" not in sanne.response.text
