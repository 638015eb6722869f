"""A field of a section that is a short list to tick: what has to be in place, who sees to it, and whether it is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from wtforms import Field

from hfi.fields import FORBIDDEN, clean
from hfi.texts import LazyString, gettext

SPARE, MOST = 2, 12
"""Empty lines below those that are filled in, and how many lines there are at most."""
LONGEST_WHAT, LONGEST_WHO = 200, 80
OPEN, DONE = "open", "done"


class Need(NamedTuple):
    """One line."""

    what: str
    who: str = ""
    done: bool = False

    def __str__(self) -> str:
        who = f" ({self.who})" if self.who else ""
        return f"{self.what}{who}{' ✓' if self.done else ''}"


class ChecklistField(Field):
    """Lines of three boxes each, all sent under the field's name: what, who, `open` or `done`. Data: a list of Need."""

    data: list[Need]

    def __init__(self, label: LazyString, **more: Any) -> None:
        super().__init__(label, **more)

    @staticmethod
    def unpack(stored: Any) -> list[Need]:
        """The lines of the stored JSON; before it was a list, a record had one text, which is one open line."""
        if isinstance(stored, str):
            return [Need(stored)] if stored else []
        return [Need(*line) for line in stored or ()]

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        lines = [line for line in typed_lines(valuelist) if line.what or line.who]
        self.data = lines
        if problem := next(problems(lines), ""):
            raise ValueError(problem)

    def lines(self) -> list[Need]:
        """What the boxes show: what was typed, or else what is stored, and some empty lines."""
        shown = list(self.data)
        return shown + [Need("")] * max(0, min(SPARE, MOST - len(shown)))


def typed_lines(values: list[str]) -> Iterator[Need]:
    """The lines as they were typed."""
    for what, who, state in zip(values[::3], values[1::3], values[2::3], strict=False):
        yield Need(clean(what), clean(who), state == DONE)


def problems(lines: list[Need]) -> Iterator[str]:
    """What is wrong with the lines, in the user's language."""
    for line in lines:
        if not line.what:
            yield gettext("Write what has to be in place, beside %(who)s", who=line.who)
        if len(line.what) > LONGEST_WHAT or len(line.who) > LONGEST_WHO:
            yield gettext(
                "Write at most %(what)d characters of what, and %(who)d of who.", what=LONGEST_WHAT, who=LONGEST_WHO
            )
        if FORBIDDEN.search(f"{line.what}{line.who}"):
            yield gettext("The text has hidden characters. Write it again, or paste it as plain text.")
    if len(lines) > MOST:
        yield gettext("Write at most %(number)d lines.", number=MOST)
