"""The filter of the log, the way to a family's log, and the sign-off of a sample check."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField

from hfi.access_log.words import DID_WORDS
from hfi.fields import AskingForm, BaseForm, DateField, LineField, TextField, options, required
from hfi.texts import _l, gettext

LONGEST_NOTE = 2000
VERDICTS = {
    "fine": _l("It was part of the work"),
    "asked": _l("I have asked, and got a good answer"),
    "breach": _l("It should not have happened; I take it further"),
}


MOST_ROWS = 2**31 - 1
"""What the number of a row in the log can be at most."""


def row_number(text: str) -> int:
    """The number of a row of the log, as it stands in an address. Raises ValueError for one that no row can have."""
    number = int(text)
    if not 0 < number <= MOST_ROWS:
        raise ValueError(text)
    return number


class LogFilter(AskingForm):
    """Which rows of the log to show."""

    person = SelectField(_l("Person"), default="", validate_choice=True)
    action = SelectField(_l("Action"), default="")
    since = DateField(_l("From"), name="from")
    until = DateField(_l("To"), name="to")

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Fill the lists."""
        self.person.choices = options([("", gettext("All")), *people])
        self.action.choices = options([("", gettext("All")), *DID_WORDS.items()])

    def chosen(self) -> dict[str, Any]:
        """What was filled in, for the address of the next page."""
        return {field.name: field._value() if hasattr(field, "_value") else field.data for field in self if field.data}


class ReferenceForm(AskingForm):
    """The case reference of a family."""

    reference = LineField(_l("Case reference"), limit=20)


class CheckForm(BaseForm):
    """What was found when a row was looked into."""

    verdict = RadioField(
        _l("What did you find?"),
        choices=options(VERDICTS.items()),
        validators=required(_l("Choose what you found")),
    )
    note = TextField(_l("In a few words"), must=_l("Write a few words about what you looked at"), limit=LONGEST_NOTE)
