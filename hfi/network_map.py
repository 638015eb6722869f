"""The people around somebody as a drawing: three rings around their name, and whoever is nearest in the innermost."""

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from markupsafe import Markup

from hfi.svg import INK, SOFT, TRACK, joined, number, text, title

WIDTH, HEIGHT = 460, 420
MIDDLE_X, MIDDLE_Y = WIDTH / 2, HEIGHT / 2
RADII = (84, 140, 192)
"""The rings, the innermost first."""
FREE = 60
"""Degrees around the top that stay free for the rings' own names."""
TURNS = (0.5, 0.25, 0.75)
"""How far each ring is turned, in parts of the room of one person, so that names do not stand in a row."""
LONGEST = 14
BLUE, VOICE = "#004d99", "#fff"
_DRAWING = Markup(
    '<svg class="netmap" viewBox="0 0 {} {}" role="img" aria-label="{}" font-family="IBM Plex Sans, sans-serif">'
    "{}{}{}{}</svg>"
)

Rings = Sequence[tuple[str, Sequence[str]]]


def network_map(name: str, rings: Rings, label: str, printed: bool = False) -> Markup:
    """Up to three rings, each with its title and the names in it, around the name of whom they support.

    A table beside it says the same and more. `printed` draws in black and adds the title that PDF wants.
    """
    spoken = ". ".join([label, *(f"{ring}: {', '.join(names)}" for ring, names in rings if names)]) + "."
    circles = joined(_ring(place) for place in reversed(range(len(RADII))))
    people = joined(_people(place, names) for place, (_title, names) in enumerate(rings[: len(RADII)]))
    titles = joined(text(MIDDLE_X, MIDDLE_Y - RADII[n] + 15, one, size=12.5) for n, (one, _) in enumerate(rings[:3]))
    drawn = Markup('<g fill="{0}" stroke="{0}">{1}</g>').format(INK if printed else BLUE, people + _centre(name))
    soft = Markup('<g fill="{}">{}</g>').format(SOFT, titles)
    return _DRAWING.format(WIDTH, HEIGHT, spoken, title(spoken) if printed else "", circles, soft, drawn)


def _ring(place: int) -> Markup:
    circle = Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="2"/>')
    return circle.format(number(MIDDLE_X), number(MIDDLE_Y), RADII[place], VOICE, TRACK)


def _centre(name: str) -> Markup:
    words = Markup('<g fill="#fff" stroke="none">{}</g>').format(
        text(MIDDLE_X, MIDDLE_Y + 5, _short(name), size=14, strong=True)
    )
    return Markup('<circle cx="{}" cy="{}" r="38"/>').format(number(MIDDLE_X), number(MIDDLE_Y)) + words


def _people(place: int, names: Sequence[str]) -> Markup:
    spots = zip(_spots(RADII[place] - (24 if place else 8), len(names), TURNS[place]), names, strict=True)
    return joined(_person(x, y, name) for (x, y), name in spots)


def _spots(radius: float, count: int, turn: float) -> Iterator[tuple[float, float]]:
    """Places on a ring, the first to the right of the top, all the way round."""
    for place in range(count):
        angle = radians(FREE / 2 + (360 - FREE) * (place + turn) / count - 90)
        yield MIDDLE_X + radius * cos(angle), MIDDLE_Y + radius * sin(angle)


def _person(x: float, y: float, name: str) -> Markup:
    dot = Markup('<circle cx="{}" cy="{}" r="7" stroke="#fff" stroke-width="2"/>').format(number(x), number(y))
    written = text(x, y + 21, _short(name), size=13.5, strong=True)
    return dot + Markup('<g fill="{}" stroke="none">{}</g>').format(INK, written)


def _short(name: str) -> str:
    """A long name with its end left out: the table has it whole."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
