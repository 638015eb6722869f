"""Small numbers are hidden, and hidden so that the total does not give them back.

The programme has few families: one alone in a housing area is easily recognised. Where a count is under five it is not
shown, nought included, since a shown nought would give away its neighbours.
"""

from collections.abc import Iterable, Sequence

LEAST = 5
"""The smallest count that is shown."""


def suppress(counts: Sequence[int]) -> list[int | None]:
    """The counts of a whole that is itself known, with None for the hidden ones.

    What is hidden adds up to something that anybody can work out. So the smallest of the rest, and its equals, are
    hidden as well until that sum says nothing about a single count.
    """
    hidden = {place for place, count in enumerate(counts) if count < LEAST}
    while hidden and len(hidden) < len(counts) and reveals([counts[place] for place in hidden]):
        smallest = min(count for place, count in enumerate(counts) if place not in hidden)
        hidden |= {place for place, count in enumerate(counts) if count == smallest}
    return [None if place in hidden else count for place, count in enumerate(counts)]


def reveals(hidden: Sequence[int]) -> bool:
    """Whether the sum of the hidden counts tells one of them, or is itself a small count."""
    all_largest = sum(hidden) == len(hidden) * (LEAST - 1) and are_small(hidden)
    return len(hidden) < 2 or sum(hidden) < LEAST or all_largest


def are_small(hidden: Iterable[int]) -> bool:
    """Whether every hidden count is hidden for its own sake."""
    return all(count < LEAST for count in hidden)


def may_say_small(counts: Sequence[int]) -> bool:
    """Whether the hidden counts may be called "<5": all are, and that does not give them away either."""
    hidden = [count for count, shown in zip(counts, suppress(counts), strict=True) if shown is None]
    return len(hidden) > 1 and are_small(hidden) and 0 < sum(hidden) < len(hidden) * (LEAST - 1)


def bounded(count: int, total: int) -> tuple[int | None, bool]:
    """A count of families out of a known total, and whether it stands for itself or more.

    None when it is small. When the rest is small instead, the largest number that leaves the rest open.
    """
    if count < LEAST:
        return None, False
    if total - count < LEAST:
        return max(LEAST, total - LEAST + 1), True
    return count, False
