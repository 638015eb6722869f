"""The pages of the way out ask as much of the database for twelve people as for two."""

import pytest

from tests.family_page.crowd import settle_large, settle_small
from tests.family_page.test_queries import SMALL, count  # noqa: F401 - a fixture


@pytest.mark.parametrize("path", ["phase", "close", "pause", "move/sammen-om-familien"])
def test_a_page_costs_the_same_for_everybody(visit, world, store, count, path):  # noqa: F811
    settle_small(world, store)
    settle_large(world, store)
    sanne = visit("Sanne")
    small, large = (len(count(sanne, f"{url}/{path}")) for url in (SMALL, world.url))
    assert small == large <= 29


def test_many_calls_cost_the_overview_one_question(visit, world, store, count):  # noqa: F811
    sanne = visit("Sanne")
    before = len(count(sanne, "/"))
    settle_small(world, store)
    assert len(count(sanne, "/")) == before
