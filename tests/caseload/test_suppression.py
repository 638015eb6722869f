"""Nobody can work out a hidden number, not even with the total and this very program in hand."""

from collections import defaultdict
from itertools import product

import pytest

from hfi.caseload.suppression import LEAST, bounded, may_say_small, suppress

pytestmark = pytest.mark.pure


def tables(size: int, most: int):
    """Every table of so many counts up to a total: whatever looks the same from outside is among them."""
    return (one for one in product(range(most + 1), repeat=size) if 0 < sum(one) <= most)


@pytest.mark.parametrize(("size", "most"), [(2, 24), (3, 18), (4, 13), (5, 11)])
def test_every_hidden_count_has_at_least_two_possible_values(size, most):
    """Grouped by what is published: the shown counts, the total, and whether the hidden ones are called small."""
    looks_the_same = defaultdict(list)
    for table in tables(size, most):
        looks_the_same[tuple(suppress(table)), sum(table), may_say_small(table)].append(table)
    for (shown, _total, _small), candidates in looks_the_same.items():
        for place, count in enumerate(shown):
            if count is None:
                assert len({table[place] for table in candidates}) > 1, (shown, candidates)


@pytest.mark.parametrize(("size", "most"), [(2, 24), (3, 18), (4, 13)])
def test_what_is_shown_is_true_and_not_small(size, most):
    for table in tables(size, most):
        for count, shown in zip(table, suppress(table), strict=True):
            assert shown is None or (shown == count and count >= LEAST)


@pytest.mark.parametrize(("size", "most"), [(3, 18), (4, 13)])
def test_a_hidden_sum_is_not_a_small_count_where_something_is_shown(size, most):
    for table in tables(size, most):
        shown = suppress(table)
        if None in shown and any(count is not None for count in shown):
            assert sum(table) - sum(count or 0 for count in shown) >= LEAST
            assert shown.count(None) > 1


def test_hidden_counts_are_called_small_only_when_all_are():
    for table in tables(4, 13):
        if may_say_small(table):
            hidden = [count for count, shown in zip(table, suppress(table), strict=True) if shown is None]
            assert all(count < LEAST for count in hidden)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([8, 6, 5, 3, 2, 4, 1, 2], [8, 6, 5, None, None, None, None, None]),
        ([8, 7, 6, 5], [8, 7, 6, 5]),
        ([9, 8, 3], [9, None, None]),
        ([20, 6, 0, 0], [20, None, None, None]),
        ([4, 4, 7, 9], [None, None, None, 9]),
        ([31, 0, 0], [None, None, None]),
        ([3, 1], [None, None]),
        ([], []),
    ],
)
def test_examples(counts, shown):
    assert suppress(counts) == shown


@pytest.mark.parametrize(
    ("count", "total", "shown"),
    [
        (4, 31, (None, False)),
        (0, 31, (None, False)),
        (5, 31, (5, False)),
        (26, 31, (26, False)),
        (27, 31, (27, True)),
        (31, 31, (27, True)),
        (6, 7, (5, True)),
        (3, 3, (None, False)),
    ],
)
def test_a_count_of_families_hides_a_small_rest_as_well(count, total, shown):
    assert bounded(count, total) == shown


def test_a_bounded_count_leaves_at_least_two_possible_values():
    """Except where the total itself leaves only one."""
    for total in range(LEAST + 1, 20):
        for count in range(total + 1):
            same = [other for other in range(total + 1) if bounded(other, total) == bounded(count, total)]
            shown, or_more = bounded(count, total)
            if shown is None or or_more:
                assert len(same) > 1, (count, total)
