"""The interface's words in the user's language: Flask-Babel's functions, with their types said once."""

from typing import Any

import flask_babel
from flask_babel import LazyString, force_locale

__all__ = ["LazyString", "_", "_l", "force_locale", "gettext", "language", "ngettext"]


def gettext(text: str, /, **values: Any) -> str:
    """The words now, in this request's language, with the values filled in."""
    return str(flask_babel.gettext(text, **values))


def ngettext(singular: str, plural: str, num: int, /, **values: Any) -> str:
    """The words for this number, which is the value `num`."""
    return str(flask_babel.ngettext(singular, plural, num, **values))


def _l(text: str, /, **values: Any) -> LazyString:
    """Words that wait for a request to know their language: for what is declared when the program starts."""
    return flask_babel.lazy_gettext(text, **values)


def language() -> str:
    """The language of this request: "da" or "en"."""
    return str(flask_babel.get_locale() or "da")[:2]


_ = gettext
