"""A goal's way on its scale as a small drawing: a step for each change, the last place as a dot."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from hfi.svg import TRACK, number

WIDTH, HEIGHT, EDGE = 150, 44, 5
MOST = 10
"""The scale's upper end."""


def goal_way(points: Sequence[tuple[date, int]], label: str) -> Markup:
    """The way of (day, value), oldest first; nothing before there are two. `label` says the same in words."""
    if len(points) < 2:
        return Markup()
    places = list(zip(_across(points), (_height(value) for _day, value in points), strict=True))
    (x, y), *later = places
    path = f"M{number(x)} {number(y)}" + "".join(f"H{number(x)}V{number(y)}" for x, y in later)
    end = [number(one) for one in places[-1]]
    return Markup(
        '<svg class="goalway" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<path d="M0 {}H{}" stroke="{}" stroke-width="1"/>'
        '<path class="goalway__line" d="{}" fill="none" stroke="#004d99" stroke-width="2"/>'
        '<circle class="goalway__now" cx="{}" cy="{}" r="4" fill="#004d99"/></svg>'
    ).format(
        WIDTH, HEIGHT, WIDTH, HEIGHT, label, HEIGHT - 1, WIDTH, TRACK, path, *end
    )  # fmt: skip


def _across(points: Sequence[tuple[date, int]]) -> list[float]:
    """Where each day is; on one single day they stand side by side."""
    first, span = points[0][0], (points[-1][0] - points[0][0]).days
    width = WIDTH - 2 * EDGE
    if not span:
        return [EDGE + place * width / (len(points) - 1) for place in range(len(points))]
    return [EDGE + (day - first).days * width / span for day, _value in points]


def _height(value: int) -> float:
    return HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE) / MOST
