"""The form of a letter about somebody who leaves."""

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from hfi.fields import NewForm, TextField, options
from hfi.filters import full_date
from hfi.plan.forms import IdField
from hfi.printing.recipient import HOUSEHOLD
from hfi.texts import _l, gettext


class LetterForm(NewForm):
    """Who comes, whom the letter is for, and a word of one's own."""

    comes = IdField(_l("Who comes instead?"), choices=[])
    recipient = SelectField(_l("Whom is the letter for?"), choices=[], default=HOUSEHOLD)
    words = TextField(
        _l("A word of your own"),
        limit=1000,
        description=_l("For example what you will remember, or when the new one comes to say hello."),
    )

    def offer(self, ties: Iterable[Any], recipients: list[tuple[str, str]]) -> None:
        """Fill the lists."""
        people = [
            (one.id, gettext("%(name)s, from %(day)s", name=one.name, day=full_date(one.from_on))) for one in ties
        ]
        self.comes.choices = options([("", gettext("Nobody yet")), *people])
        self.recipient.choices = options(recipients)

    @property
    def person_id(self) -> uuid.UUID | None:
        """The one whom it is for; None for the household."""
        return None if self.recipient.data == HOUSEHOLD else uuid.UUID(self.recipient.data)


def label(tie: Any) -> str:
    """`Jonas Prøvesen, from 1 December 2026`."""
    return gettext("%(name)s, from %(day)s", name=tie.name, day=full_date(tie.from_on))
