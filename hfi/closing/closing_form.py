"""The form of a closing: the family's words, and for each measure and each open agreement what becomes of it."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import RadioField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.closing.forms import IN_THE_FAMILYS_WORDS, LONGEST, PastDateField
from hfi.closing.views import Item
from hfi.drafts.service import Kept
from hfi.fields import BaseForm, DateField, LineField, TextField, options, required
from hfi.phases.models import ENDING_TITLES, Becomes, Ending
from hfi.texts import LazyString, _l, gettext

MEASURE_BECOMES: dict[Becomes, LazyString] = {
    Becomes.ENDS: _l("It ends"),
    Becomes.GOES_ON: _l("It goes on"),
}
AGREEMENT_BECOMES: dict[Becomes, LazyString] = {
    Becomes.DONE: _l("It is done"),
    Becomes.DROPPED: _l("It is dropped"),
    Becomes.GOES_ON: _l("It goes on"),
}
WITH_WORDS: dict[Becomes, LazyString] = {
    Becomes.GOES_ON: _l("Write with whom it goes on"),
    Becomes.DROPPED: _l("Write why it is dropped"),
}


class ClosingForm(BaseForm):
    """The end of the work with a family. Its fields about measures and agreements come from `closing_form`."""

    ending = RadioField(
        _l("Why does the work end?"),
        choices=options(ENDING_TITLES.items()),
        coerce=Ending,
        validators=required(_l("Choose why the work ends")),
        validate_choice=False,
    )
    summary = TextField(
        _l("How it went, in the family's own words"),
        must=_l("Write what the family says about the time with you"),
        limit=LONGEST,
        description=_l("What was good, what is different now, what they want to hold on to."),
    )
    whom_to_call = TextField(
        _l("Who takes over, and whom can the family ring?"),
        must=_l("Write whom the family can ring, with the telephone number"),
        limit=LONGEST,
        description=IN_THE_FAMILYS_WORDS,
    )
    last_met_on = PastDateField(_l("The last meeting"))
    call_due_on = DateField(_l("Follow-up call"), must=_l("Write when somebody rings the family"))
    municipality = LineField(_l("Which municipality?"))
    hand_over = TextField(
        _l("Note to the new municipality"),
        limit=LONGEST,
        description=_l("It is printed, and the family decides whom it gives it to. Nothing is sent from here."),
    )

    def validate_call_due_on(self, field: DateField) -> None:
        """After the closing, and while it is remembered."""
        latest = clock.months_after(clock.today(), 12)
        if field.data and not clock.today() < field.data <= latest:
            raise ValidationError(gettext("Choose a day within the next twelve months"))

    def validate(self, extra_validators: Any = None) -> bool:
        """What goes on has somebody, and what is dropped has a reason. An empty field is not asked itself."""
        valid = bool(super().validate(extra_validators))
        if self.ending.data is Ending.MOVED and not self.municipality.data and not self.municipality.errors:
            self.municipality.errors = [gettext("Write where the family moves to")]
            valid = False
        for field in [one for one in self if one.short_name.startswith("becomes_")]:
            words = self[field.short_name.replace("becomes_", "words_")]
            if field.data in WITH_WORDS and not words.data and not words.errors:
                words.errors = [str(WITH_WORDS[field.data])]
                valid = False
        return valid

    def becomes(self, item: uuid.UUID) -> Becomes:
        """What was chosen for the measure or the agreement."""
        return Becomes(self[f"becomes_{item}"].data)

    def words(self, item: uuid.UUID) -> str:
        """What was written beside it."""
        return self[f"words_{item}"].data or ""


def closing_form(items: Sequence[Item], kept: Kept | None = None, **more: Any) -> ClosingForm:
    """The form with two fields for each of the items; a measure is thought to go on with whoever is responsible.

    `kept` is what somebody typed before and did not send.
    """
    fields: dict[str, Any] = {}
    for one in items:
        fields[f"becomes_{one.id}"] = RadioField(
            gettext("What becomes of it?"),
            choices=options((AGREEMENT_BECOMES if one.is_agreement else MEASURE_BECOMES).items()),
            coerce=Becomes,
            validators=required(_l("Choose what becomes of it")),
        )
        label = gettext("With whom, or why not?") if one.is_agreement else gettext("With whom?")
        fields[f"words_{one.id}"] = LineField(label, limit=400)
    first = {f"words_{one.id}": one.with_whom for one in items}
    first |= {f"becomes_{one.id}": Becomes.GOES_ON for one in items if not one.is_agreement}
    typed = {"formdata": kept.typed} if kept else {}
    form: ClosingForm = type("SettlingForm", (ClosingForm,), fields)(data={**first, **more}, **typed)
    return form
