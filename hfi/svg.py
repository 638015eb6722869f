"""What every drawing is made of: numbers, words and joined pieces."""

from collections.abc import Iterable

from markupsafe import Markup

INK, SOFT, TRACK = "#1a1a1a", "#5c5c5c", "#e4e1da"


def number(value: float) -> str:
    """With one decimal, or none: `4.5`, `4`."""
    return f"{value:.1f}".removesuffix(".0")


def joined(pieces: Iterable[Markup]) -> Markup:
    """The pieces in one."""
    return Markup("").join(pieces)


def title(label: str) -> Markup:
    """What a PDF says instead of the drawing; every drawing on paper needs one."""
    return Markup("<title>{}</title>").format(label) if label else Markup()


def text(x: float, y: float, words: object, size: float = 13, strong: bool = False) -> Markup:
    """Words around a middle; the group around them says their colour."""
    weight = Markup(' font-weight="600"') if strong else ""
    return Markup('<text x="{}" y="{}" text-anchor="middle" font-size="{}"{}>{}</text>').format(
        number(x), number(y), number(size), weight, words
    )
