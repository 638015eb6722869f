"""What a page asks of the database: as much for twelve people as for two, and for a fragment at most a third of it."""

import re

import pytest

from tests.family_page.crowd import SECTIONS, settle_large, settle_small
from tests.family_page.items import APPOINTMENT, GOAL, KINDS, existing
from tests.family_page.steps import HTMX, form_page, send
from tests.world import OTHER_REFERENCE

SMALL = f"/families/{OTHER_REFERENCE}"
KEEPERS = {"social": "Mette", "employment": "Jonas", "leisure": "Emil", "health": "Hanne"}
END = "audit_heads"
FORMS = ["goals/new", "agreements/new", "members/new", "appointments/new", "story/edit", "facts/edit"]


def keeper(section):
    """Who writes the section."""
    area = section.split("/")[0]
    return (
        KEEPERS.get(area)
        or {"wellbeing": "Bo", "attendance": "Rikke", "health-visiting": "Ditte"}[section.split("/")[1]]
    )


@pytest.fixture
def count(queries):
    """`count(visitor, url)` is how many statements the answer took, and which."""

    def ask(visitor, url, headers=None):
        with queries:
            answer = visitor.client.get(url, headers=headers)
        assert answer.status_code in (200, 403), (url, answer.status_code)
        return list(queries.statements)

    return ask


def assert_a_third(fragment, page):
    """The fragment's statements are at most a third of the page's, but for the log's end and the look for a draft."""
    fragment = [one for one in fragment if "FROM drafts" not in one]
    tables = [re.findall(r"\b(?:FROM|INTO|UPDATE) (\w+)", one)[-1] for one in fragment]
    assert tables.count(END) <= 2 and len(page) == len(besides_end(page)) + 2
    fragment, page = besides_end(fragment), besides_end(page)
    assert len(fragment) * 3 <= len(page), f"{len(fragment)} of {len(page)}: {', '.join(tables)}"


def besides_end(statements):
    """The statements that are not about where the log ends: whatever was shown, there are two of them."""
    return [one for one in statements if END not in one]


@pytest.mark.parametrize("name", ["Mette", "Bo", "Sanne", "Lis"])
def test_the_page_costs_the_same_for_twelve_people_as_for_two(visit, world, store, count, name):
    settle_small(world, store)
    settle_large(world, store)
    visitor = visit(name)
    small, large = count(visitor, SMALL), count(visitor, world.url)
    # One of them counts the reader's notices, for the frame around every page; two keep the end of the log; one asks
    # what the reader is named for, one for their confidential notes, one what administrators wrote into the lists.
    assert len(small) == len(large) <= 29


@pytest.mark.parametrize(
    "path", [*FORMS, *(f"{one}/{kind}/new" for one in ("social/support",) for kind in ("measures", "plans"))]
)
def test_a_form_costs_a_third_of_the_page(visit, world, store, count, path):
    settle_large(world, store)
    mette = visit("Mette")
    assert_a_third(count(mette, f"{world.url}/{path}", HTMX), count(mette, world.url))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_form_of_one_that_is_there_costs_a_third(visit, world, store, count, kind):
    settle_large(world, store)
    mette, item = visit("Mette"), existing(kind, world, store)
    assert_a_third(count(mette, kind.edit_url(world, item), HTMX), count(mette, world.url))


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("path", ["", "/edit"])
def test_a_sections_own_card_and_form_cost_a_third(visit, world, store, count, section, path):
    settle_large(world, store)
    visitor = visit(keeper(section))
    assert_a_third(count(visitor, f"{world.url}/{section}{path}", HTMX), count(visitor, world.url))


@pytest.mark.parametrize("section", ["employment/work", "children/attendance", "health/health"])
def test_another_departments_card_open_or_locked_costs_little_more_than_a_third(visit, world, store, count, section):
    settle_large(world, store)
    mette = visit("Mette")
    card, page = count(mette, f"{world.url}/{section}", HTMX), count(mette, world.url)
    # The page itself never asks for another department's card: whom it concerns, and who shares, has to be looked up.
    card, page = besides_end(card), besides_end(page)
    assert len(card) <= len(page) // 3 + (2 if section == "children/attendance" else 1)


def test_another_week_costs_the_same_for_everybody(visit, world, store, count):
    settle_small(world, store)
    settle_large(world, store)
    mette = visit("Mette")
    small, large = (count(mette, f"{url}/week?week=2026-W40", HTMX) for url in (SMALL, world.url))
    assert len(small) == len(large)
    assert_a_third(large, count(mette, world.url))


@pytest.mark.parametrize("kind", [GOAL, APPOINTMENT], ids=lambda kind: kind.name)
@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_a_save_costs_the_same_for_everybody(visit, world, store, queries, kind, headers):
    few, many = settle_small(world, store), settle_large(world, store)
    mette, counts = visit("Mette"), []
    for url, people in ((SMALL, few), (world.url, many)):
        form = form_page(mette, f"{url}/{kind.path}/new")
        typed = dict(kind.typed)
        if kind is APPOINTMENT:
            measure = form.select('[name="measure_id"] option')[1]["value"]
            typed |= {"person_ids": [str(one) for one in people], "measure_id": measure}
        with queries:
            assert send(mette, form, headers, **typed).status_code == (200 if headers else 303)
        counts.append(len(queries))
    assert counts[0] == counts[1]
