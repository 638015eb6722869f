"""Icons from the package `lucide`: one sprite a page on screen, whole drawings on paper."""

from collections.abc import Iterable
from functools import cache

from lucide.jinja import lucide
from markupsafe import Markup

from hfi.svg import title

BASE_ICONS = (
    "arrow-left",
    "arrow-right",
    "bell",
    "calendar",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-alert",
    "circle-check",
    "clock",
    "download",
    "eye",
    "file-text",
    "flag",
    "hand",
    "history",
    "info",
    "languages",
    "lock",
    "log-out",
    "map-pin",
    "pencil",
    "phone",
    "plus",
    "presentation",
    "printer",
    "refresh-cw",
    "scale",
    "search",
    "siren",
    "triangle-alert",
    "user",
    "users",
    "x",
)
"""What the shared templates use. A page's sprite holds these and the departments' own."""

_SYMBOL = Markup('<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>')
_WHOLE = Markup(
    '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="{}" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round" {}>{}{}</svg>'
)


@cache
def strokes(name: str) -> Markup:
    """The icon's paths, on a square of 24 by 24, without the `svg` around them. Raises IconDoesNotExist."""
    drawing = str(lucide(name))
    return Markup(drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")].strip())  # noqa: S704 - the package's own


def sprite(names: Iterable[str]) -> Markup:
    """A hidden drawing that holds every named icon once, for `icon` to refer to. Raises IconDoesNotExist."""
    symbols = Markup("").join(_SYMBOL.format(name, strokes(name)) for name in sorted(set(names)))
    return Markup('<svg hidden xmlns="http://www.w3.org/2000/svg">{}</svg>').format(symbols)


def icon(name: str, class_: str = "") -> Markup:
    """An icon of the page's sprite. It is decoration: the words beside it carry the meaning."""
    classes = f"icon {class_}".strip()
    return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>').format(
        classes, name
    )


def inline_icon(name: str, color: str = "currentColor", label: str = "") -> Markup:
    """A whole icon for documents that have no sprite. A PDF must have a label, which it reads aloud."""
    role = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return _WHOLE.format(color, role, title(label), strokes(name))
