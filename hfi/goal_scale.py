"""A goal on the scale from 0 to 10: where it began, at the last meeting, now, and what is good enough."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from hfi.svg import INK, SOFT, TRACK, joined, number, text, title

WIDTH, EDGE, LINE = 340, 16, 46
ROWS = (30, 15, 0)
"""The base lines of the labels above the scale, nearest first."""
LETTER = 7.0
BLUE, DOT = "#004d99", "#a09b90"


@dataclass(frozen=True)
class ScaleWords:
    """What the scale and its four places are called."""

    label: str
    start: str
    last: str
    now: str
    enough: str


class Place(NamedTuple):
    """A number on the scale and what it is called; None when nobody has said it yet."""

    value: int | None
    word: str


class Label(NamedTuple):
    """Words above the scale; more than one place may share them."""

    middle: float
    text: str
    strong: bool


def scale(
    start: int | None, last: int | None, now: int | None, enough: int | None, words: ScaleWords, printed: bool = False
) -> Markup:
    """The goal's numbers as a picture, and in words for those who cannot see it.

    A missing number leaves its mark out; places at the same number share one label. `printed` draws in black and adds
    the title that PDF wants.
    """
    names = (words.start, words.last, words.now, words.enough)
    places = [Place(value, word) for value, word in zip((start, last, now, enough), names, strict=True)]
    spoken = ". ".join([words.label, *(f"{word} {value}" for value, word in places if value is not None)])
    labels = list(_arranged(_labels(places), enough))
    top = min([0, *(row - 13 for _, row in labels)])
    return Markup(
        '<svg class="scale" viewBox="0 {} {} {}" role="img" aria-label="{}." font-family="IBM Plex Sans, sans-serif">'
        "{}{}{}{}</svg>"
    ).format(
        top,
        WIDTH,
        84 - top,
        spoken,
        title(f"{spoken}.") if printed else "",
        Markup('<g fill="{0}" stroke="{0}">{1}</g>').format(INK if printed else BLUE, _line(places)),
        Markup('<g fill="{}">{}</g>').format(SOFT, joined(text(_at(value), 79, value) for value in range(11))),
        joined(_written(label, row) for label, row in labels),
    )


def _at(value: int) -> float:
    return EDGE + value * (WIDTH - 2 * EDGE) / 10


def _line(places: list[Place]) -> Markup:
    start, last, now, enough = (place.value for place in places)
    low, high = sorted((start, now)) if start is not None and now is not None else (0, -1)
    marks = (
        (enough, _flag),
        (start, lambda value: _dot(value, 6, Markup(' fill="#fff"'))),
        (last, lambda value: _dot(value, 4)),
        (now, lambda value: _dot(value, 11) + _inside(value)),
    )
    return _steps(low, high) + joined(draw(value) for value, draw in marks if value is not None)


def _steps(low: int, high: int) -> Markup:
    """The eleven steps on their line; those from low to high in the colour of the goal."""
    grey = Markup(' fill="{0}" stroke="{0}"').format(DOT)
    done = [_dot(value, 2) for value in range(low, high + 1)]
    rest = [_dot(value, 2, grey) for value in range(11) if not low <= value <= high]
    return joined(
        [
            _track(0, 10, Markup(' stroke="{}"').format(TRACK)),
            *rest,
            *([_track(low, high)] if done else []),
            *done,
        ]
    )


def _track(low: int, high: int, paint: str = "") -> Markup:
    line = Markup('<path d="M{} {}H{}" stroke-width="4" stroke-linecap="round"{}/>')
    return line.format(number(_at(low)), LINE, number(_at(high)), paint)


def _dot(value: int, radius: int, paint: str = "") -> Markup:
    return Markup('<circle cx="{}" cy="{}" r="{}" stroke-width="2"{}/>').format(number(_at(value)), LINE, radius, paint)


def _inside(now: int) -> Markup:
    return Markup('<g fill="#fff" stroke="none">{}</g>').format(text(_at(now), LINE + 5, now, size=14, strong=True))


def _flag(value: int) -> Markup:
    flag = Markup('<path d="M{0} 56V22h13l-3.5 4.5 3.5 4.5h-13" fill="{1}" stroke="{1}" stroke-width="2"/>')
    return flag.format(number(_at(value)), INK)


def _labels(places: list[Place]) -> Iterator[Label]:
    """The most important first: what there is no room for is left out."""
    start, last, now, enough = (place.value for place in places)
    for value in dict.fromkeys(value for value in (enough, now, start, last) if value is not None):
        words = " · ".join(place.word for place in places if place.value == value)
        half = _half(words)
        yield Label(min(max(_at(value), half), WIDTH - half), words, strong=value == now)


def _half(words: str) -> float:
    return len(words) * LETTER / 2 + 2


def _arranged(labels: Iterable[Label], flag: int | None) -> Iterator[tuple[Label, int]]:
    """Each label with the nearest row where it lies over no other and not over the flag."""
    taken = [(ROWS[0], _at(flag) - 5, _at(flag) + 17)] if flag is not None else []
    for label in labels:
        left, right = label.middle - _half(label.text), label.middle + _half(label.text)
        for row in ROWS:
            if all(row != other or right <= start or end <= left for other, start, end in taken):
                taken.append((row, left, right))
                yield label, row
                break


def _written(label: Label, row: int) -> Markup:
    words = text(label.middle, row, label.text, strong=label.strong)
    return Markup('<g fill="{}">{}</g>').format(INK if label.strong else SOFT, words)
