"""Whatever stands in an address: the page comes, or says what is wrong; nothing of it becomes a part of the page."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from hfi import fields
from hfi.access_log import forms as log_forms
from hfi.overview import forms as overview_forms
from hfi.users.forms import UsersFilter
from tests.hostile.places import FAMILY
from tests.hostile.texts import MARKUP, REFUSED, SHOWN
from tests.visitor import Visitor, parse

ROOT = Path(fields.__file__).parent
QUERIES = {
    "/families": ("Mette", ("q", "area", "state", "after")),
    "/search": ("Mette", ("q",)),
    "/users": ("Ada", ("q", "department", "role", "state", "after")),
    "/team/handover": ("Ole", ("from",)),
    FAMILY: ("Mette", ("week",)),
    f"{FAMILY}/week": ("Mette", ("week",)),
    f"{FAMILY}/story/edit": ("Sanne", ("draft",)),
    f"{FAMILY}/members/{{lina}}/consents": ("Sanne", ("owner",)),
    f"{FAMILY}/log": ("Sanne", ("person", "action", "from", "to", "before")),
    f"{FAMILY}/log.pdf": ("Sanne", ("person", "from")),
    f"{FAMILY}/print": ("Sanne", ("for",)),
    f"{FAMILY}/plan.pdf": ("Sanne", ("for",)),
    f"{FAMILY}/consent.pdf": ("Sanne", ("for",)),
    "/log": ("Dan", ("reference", "after")),
    "/login": ("", ("next",)),
    "/login/code": ("", ("next",)),
}
ALONE = [quote(MARKUP), quote("a\0b"), "9" * 40, "%ED%A0%80"]
"""For each part of the address by itself: where all are wrong, one could hide what another does."""
FORGED = ["-1", "2026-W99", "00.00.0000", "//evil.example", "https://evil.example", "people", "a" * 3000]
TOGETHER = [*map(quote, (*SHOWN.values(), *list(REFUSED.values())[:4], *FORGED)), "%E6%F8%E5", "%C0%AF", "%"]


@pytest.mark.parametrize("path", QUERIES)
def test_no_address_breaks_a_page(app, visit, world, path):
    who, names = QUERIES[path]
    visitor = visit(who) if who else Visitor(app.test_client(), world)
    url = path.format(lina=world.people["Lina"])
    for query in queries(names, few=path.endswith(".pdf")):
        answer = visitor.client.get(f"{url}?{query}")
        assert answer.status_code in (200, 303, 404, 422), (path, query, answer.status_code)
        assert answer.location is None or answer.location.startswith("/"), query
        assert b"<img class=kanarie" not in answer.data and b"<script>" not in answer.data, query


def queries(names, few):
    """What stands after the question mark; of a document, which takes long to make, little."""
    yield from (f"{name}={text}" for name in names for text in ALONE)
    if few:
        return
    # Different texts beside each other, so that each comes to stand in each part.
    for n in range(len(TOGETHER)):
        yield "&".join(f"{name}={TOGETHER[(n + place) % len(TOGETHER)]}" for place, name in enumerate(names))
    yield "&".join(f"{name}=x&{name}=y&{name}[]=z" for name in names)


@pytest.mark.parametrize("text", [*SHOWN.values()], ids=list(SHOWN))
def test_what_was_searched_for_stands_in_the_box_as_it_was_typed(visit, world, text):
    mette, ada = visit("Mette"), visit("Ada")
    for visitor, path in ((mette, "/search"), (mette, "/families"), (ada, "/users")):
        page = parse(visitor.client.get(path, query_string={"q": text}).text)
        assert text in [one.get("value") for one in page.select("main input[name=q]")], path


def test_every_part_of_an_address_that_is_read_is_tried():
    sources = "\n".join(path.read_text() for path in ROOT.rglob("*.py"))
    read = set(re.findall(r"args\.get\(\"(\w+)\"", sources))
    for form in (overview_forms.FilterForm, overview_forms.SearchForm, log_forms.LogFilter, log_forms.ReferenceForm):
        read |= {one.name for one in form(formdata=None)}
    read |= {one.name for one in UsersFilter(formdata=None)}
    assert read <= {name for _who, names in QUERIES.values() for name in names}
