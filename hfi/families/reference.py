"""A family's case reference, such as `HFI-2023-017`, as a part of an address."""

import re

from werkzeug.routing import BaseConverter


class ReferenceConverter(BaseConverter):
    """Letters of the programme, the year, and a running number of at least three digits."""

    regex = r"[A-Z]{2,6}-\d{4}-\d{3,6}"


def is_reference(text: str) -> bool:
    """Whether the text is written as a case reference."""
    return re.fullmatch(ReferenceConverter.regex, text, re.ASCII) is not None
