"""Which words differ between two texts, marked in both."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from markupsafe import Markup, escape


def marked_words(theirs: str, mine: str) -> tuple[Markup, Markup]:
    """Both texts, each with the words that the other does not have at that place in `<ins>`."""
    left, right = theirs.split(), mine.split()
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return (
        Markup(" ").join(_runs((kind == "equal", left[start:end]) for kind, start, end, _, _ in steps)),
        Markup(" ").join(_runs((kind == "equal", right[start:end]) for kind, _, _, start, end in steps)),
    )


def _runs(pieces: Iterator[tuple[bool, list[str]]]) -> Iterator[Markup]:
    for same, words in pieces:
        if words:
            text = escape(" ".join(words))
            yield text if same else Markup("<ins>{}</ins>").format(text)
