"""Small drawings as SVG: bars, a day's strip, people. Pure functions of numbers and words.

Every colour stands in a class for the screen, where `tokens.css` decides, and in an attribute for paper, where page
styles do not reach into a drawing. Sizes are attributes too, since style attributes are not allowed. On paper every
drawing needs its `label`, which a PDF reads aloud.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hfi.goal_scale import ScaleWords, scale
from hfi.goal_way import goal_way
from hfi.icons import strokes
from hfi.svg import INK, TRACK, joined, number, text, title

AREA_COLOURS = {
    "social": "#123a73",
    "employment": "#8f5f00",
    "children": "#8a4fc7",
    "leisure": "#0a7468",
    "health": "#6e1537",
}
NEUTRAL = "#5c5c5c"
FILLS = {
    "track": TRACK,
    "tick": "#fff",
    "mark": INK,
    "fill-primary": "#004d99",
    "fill-ink": "#454545",
    "fill-warn": "#e09b00",
    "fill-err": "#b80000",
}
FILLS |= {f"fill-{area}": colour for area, colour in AREA_COLOURS.items()}

_RECT = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>')
_STRETCHED = Markup(
    '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}{}</svg>'
)


def _rect(class_: str, x: float, width: float, height: float, y: float = 0) -> Markup:
    colour = FILLS.get(class_, NEUTRAL)
    classes = f"fill {class_}" if class_.startswith("fill-") else class_
    return _RECT.format(classes, number(x), number(y), number(width), number(height), colour)


def area_class(area: str | None) -> str:
    """The class that fills with a department's colour; without an area, the neutral one."""
    return f"fill-{area or 'none'}"


# Bars

BAR_WIDTH, BAR_HEIGHT = 200, 10


def bar(value: float | None, total: float | None, css_class: str, mark: float | None = None, label: str = "") -> Markup:
    """A bar filled to `value` of `total`, with a line at `mark`. It is decoration: the number stands beside it."""
    pieces = [_rect("track", 0, BAR_WIDTH, BAR_HEIGHT)]
    if value and total:
        pieces.append(_rect(css_class, 0, min(1, value / total) * BAR_WIDTH, BAR_HEIGHT))
    if mark is not None and total:
        pieces.append(_rect("mark", min(1, mark / total) * BAR_WIDTH - 1, 2, BAR_HEIGHT))
    return _STRETCHED.format("bar", BAR_WIDTH, BAR_HEIGHT, title(label), joined(pieces))


LOAD_WIDTH, LOAD_HEIGHT = 420, 14


def load_bar(parts: Sequence[tuple[str | None, int]], total: int, label: str = "") -> Markup:
    """One person's week: minutes for each area, side by side, of a full width of `total` minutes."""
    pieces = [_rect("track", 0, LOAD_WIDTH, LOAD_HEIGHT)]
    start = 0.0
    for area, minutes in parts:
        width = minutes / total * LOAD_WIDTH if total else 0
        pieces.append(_rect(area_class(area), start, max(1, width - 1.5), LOAD_HEIGHT))
        start += width
    return _STRETCHED.format("loadbar", LOAD_WIDTH, LOAD_HEIGHT, title(label), joined(pieces))


STRIP_WIDTH, STRIP_HEIGHT = 140, 18
DAY_START, DAY_END = 7 * 60, 20 * 60


def day_strip(spans: Sequence[tuple[int, int, str | None]], clashes: Sequence[tuple[int, int]]) -> Markup:
    """One day from 7 to 20: what is planned (start and end in minutes after midnight, area), overlaps framed.

    What lies outside these hours shows as a sliver at its end of the strip.
    """
    pieces = [_rect("track", 0, STRIP_WIDTH, 10, y=6)]
    pieces += [_rect("tick", _hour(hour * 60), 1, 10, y=6) for hour in (9, 12, 15, 18)]
    for start, end, area in spans:
        left, width = _span(start, end, least=2)
        pieces.append(_rect(area_class(area), left, width - 0.5, 10, y=6))
    pieces += [_frame(start, end) for start, end in clashes]
    return _STRETCHED.format("strip", STRIP_WIDTH, STRIP_HEIGHT, "", joined(pieces))


def _hour(minute: int) -> float:
    inside = min(max(minute, DAY_START), DAY_END)
    return (inside - DAY_START) / (DAY_END - DAY_START) * STRIP_WIDTH


def _span(start: int, end: int, least: float) -> tuple[float, float]:
    left = min(_hour(start), STRIP_WIDTH - least)
    return left, max(least, _hour(end) - left)


def _frame(start: int, end: int) -> Markup:
    left, width = _span(start, end, least=4)
    frame = Markup('<rect class="clashed" x="{}" y="1" width="{}" height="16" fill="none" stroke="#b80000"/>')
    return frame.format(number(left), number(width))


def mini_scale(values: Sequence[int | None]) -> Markup:
    """Goals' numbers now, 0 to 10: a column each, then the numbers. A goal without a number is an empty column."""
    width = len(values) * 9
    columns = joined(
        _rect("track", place * 9, 6, 20)
        + _rect("fill-primary", place * 9, 6, (value or 0) * 2, y=20 - (value or 0) * 2)
        for place, value in enumerate(values)
    )
    drawing = Markup('<svg class="mini" viewBox="0 0 {0} 20" width="{0}" height="20" aria-hidden="true">{1}</svg>')
    words = " · ".join("–" if value is None else str(value) for value in values)
    return Markup('<span class="minis">{}{}</span>').format(drawing.format(width, columns), words)


# People, and the mark of the system


@dataclass(frozen=True)
class Build:
    """A figure's measures: its head's radius, and its body's width and height."""

    head: float
    width: float
    height: float


BUILDS = {
    "adult": Build(7.4, 25, 25),
    "teen": Build(7.0, 22, 20.5),
    "child": Build(6.5, 18, 14),
    "toddler": Build(6.0, 14, 8.5),
}
FIGURE_WIDTH, FIGURE_HEIGHT = 34, 46


def figure(kind: str, ink: str = INK) -> Markup:
    """A person in outline, 34 by 46, as tall as the kind: adult, teen, child, toddler. Others are drawn as adults."""
    build = BUILDS.get(kind, BUILDS["adult"])
    middle, floor = FIGURE_WIDTH / 2, FIGURE_HEIGHT - 1
    shoulders = min(build.width / 2, build.height - 1)
    head = floor - build.height - build.head - 1.6
    smile = build.head * 0.45
    body = (
        f"M{middle - build.width / 2:g} {floor}v{shoulders - build.height:g}"
        f"a{build.width / 2:g} {shoulders:g} 0 0 1 {build.width:g} 0V{floor}z"
    )
    mouth = f"M{middle - smile:.1f} {head + 1.5:.1f}q{smile:.1f} {smile:.1f} {2 * smile:.1f} 0"
    return Markup(
        '<g fill="#fff" stroke="{}" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round">'
        '<circle cx="{}" cy="{}" r="{}"/><path d="{}"/><path d="{}" fill="none" stroke-width="1.4"/></g>'
    ).format(ink, number(middle), number(head), number(build.head), body, mouth)


def person(kind: str, size: str = "9mm", ink: str = INK, label: str = "") -> Markup:
    """One figure alone, as high as `size`: the head of a column on the week sheet."""
    drawing = Markup('<svg class="figure" viewBox="0 0 {} {}" height="{}" width="{}" aria-hidden="true">{}{}</svg>')
    return drawing.format(FIGURE_WIDTH, FIGURE_HEIGHT, size, size, title(label), figure(kind, ink))


NAME_SIZE, NAME_LETTER, LINEUP_LINE = 9.5, 6.0, 62


def lineup(people: Sequence[tuple[str, str]], label: str, ink: str = INK, in_row: int = 8) -> Markup:
    """The family side by side with the names below: pairs of kind and name; a big family stands in several rows."""
    pitch = max([40.0, *(len(name) * NAME_LETTER + 6 for _, name in people)])
    width, height = min(len(people), in_row) * pitch, -(-len(people) // in_row) * LINEUP_LINE
    drawn = joined(
        _named(kind, name, place % in_row * pitch + pitch / 2, place // in_row * LINEUP_LINE, ink)
        for place, (kind, name) in enumerate(people)
    )
    spoken = f"{label}: {', '.join(name for _, name in people)}"
    return Markup(
        '<svg class="lineup" viewBox="0 0 {} {}" role="img" aria-label="{}" font-family="IBM Plex Sans, sans-serif">'
        "{}{}</svg>"
    ).format(number(width), height, spoken, title(spoken), drawn)


def _named(kind: str, name: str, middle: float, top: int, ink: str) -> Markup:
    placed = Markup('<g transform="translate({} {})">{}</g>')
    words = text(middle, top + 57, name, size=NAME_SIZE, strong=True)
    return placed.format(number(middle - FIGURE_WIDTH / 2), top, figure(kind, ink)) + words


def brand() -> Markup:
    """The mark: five lines becoming one. It takes the colour of the text around it."""
    lines = "".join(f"M2 {y}C15 {y} 15 14 27 14" for y in (3, 8.5, 14, 19.5, 25))
    return Markup(
        '<svg class="brand" viewBox="0 0 42 28" width="36" height="24" fill="none" stroke="currentColor"'
        ' stroke-linecap="round" aria-hidden="true" focusable="false">'
        '<path d="{}" stroke-width="2.2"/><path d="M27 14h11" stroke-width="5.5"/></svg>'
    ).format(lines)


def merge(marks: Sequence[tuple[str, str]]) -> Markup:
    """The login picture: departments (pairs of area and icon) become one plan for a family."""
    height = max(len(marks), 2) * 60
    centre = height / 2
    drawn = joined(
        _strand(area, name, 30 + place * (height - 60) / max(len(marks) - 1, 1), centre)
        for place, (area, name) in enumerate(marks)
    )
    family = joined(
        Markup('<g transform="translate({} {}) scale(1.35)">{}</g>').format(
            x, number(centre - 36), figure(kind, "#0b2b4f")
        )
        for kind, x in (("adult", 366), ("teen", 424), ("child", 396))
    )
    return Markup(
        '<svg class="merge" viewBox="0 0 480 {}" aria-hidden="true" focusable="false">{}'
        '<circle cx="419" cy="{}" r="58" fill="#fff"/>{}</svg>'
    ).format(height, drawn, number(centre), family)


def _strand(area: str, name: str, y: float, centre: float) -> Markup:
    return Markup(
        '<path d="M50 {0}C200 {0} 220 {1} 366 {1}" fill="none" stroke="#7fa3c9" stroke-width="3"/>'
        '<circle cx="28" cy="{0}" r="23" fill="#fff"/>'
        '<g transform="translate(14.5 {2}) scale(1.125)" fill="none" stroke="{3}" stroke-width="2.2"'
        ' stroke-linecap="round" stroke-linejoin="round">{4}</g>'
    ).format(number(y), number(centre), number(y - 13.5), AREA_COLOURS.get(area, NEUTRAL), strokes(name))


DRAWINGS: tuple[Callable[..., Markup], ...] = (
    bar,
    brand,
    day_strip,
    goal_way,
    lineup,
    load_bar,
    merge,
    mini_scale,
    person,
    scale,
)
GLOBALS: dict[str, object] = {drawing.__name__: drawing for drawing in DRAWINGS} | {"ScaleWords": ScaleWords}
"""What templates draw with."""
