"""The form of what somebody says yes and no to, and that of a legal ground."""

from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, Form, FormField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.consent.models import Extent, Manner
from hfi.consent.rules import rules
from hfi.fields import DateField, EditForm, IdsField, LineField, TextField, WTFormsMessages, options, required
from hfi.texts import LazyString, _l, gettext

MANNER_TITLES: dict[Manner, LazyString] = {
    Manner.WRITTEN: _l("In writing"),
    Manner.READ_ALOUD: _l("Read aloud and signed"),
    Manner.ORAL: _l("Said, and noted here"),
}
EXTENT_TITLES: dict[Extent, LazyString] = {
    Extent.FULL: _l("Yes"),
    Extent.SENSITIVE: _l("Yes, also the sensitive"),
    Extent.TIMES_ONLY: _l("Only times"),
    Extent.NONE: _l("No"),
}
GROUND_TITLES: dict[Extent, LazyString] = {
    Extent.FULL: _l("What the department writes"),
    Extent.SENSITIVE: _l("Also the sensitive"),
    Extent.TIMES_ONLY: _l("Only times"),
}
EVERYTHING, CHOSEN = "everything", "chosen"
LEAST_REASON = 20
"""A reason shorter than so many letters says nothing (rule 3 of the table of rights)."""


class OwnerForm(Form):
    """What is said of one owning department: how much, and to whom."""

    class Meta:
        """Messages in the user's language."""

        def get_translations(self, _form: Any) -> WTFormsMessages:
            return WTFormsMessages()

    extent = SelectField(_l("Answer"), choices=[])
    readers = SelectMultipleField(_l("May be seen by"), choices=[])


class ConsentForm(EditForm):
    """One conversation about one person. Each owning department has a sub-form; see `consent_form`."""

    person_name = ""

    everything = RadioField(
        _l("What may be shared?"),
        choices=options(
            [
                (EVERYTHING, _l("Everybody who works with the family may see what the departments write")),
                (CHOSEN, _l("I choose below")),
            ]
        ),
        default=CHOSEN,
        description=_l("What you choose below goes before this."),
    )
    givers = IdsField(_l("Who answers?"), choices=[], validators=required(_l("Choose who answers")))
    manner = RadioField(
        _l("How was it said?"), choices=options(MANNER_TITLES.items()), coerce=Manner, default=Manner.READ_ALOUD
    )
    purpose = RadioField(_l("What is it for?"), choices=[])
    given_on = DateField(_l("From"), must=_l("Write from which day it holds"))
    expires_on = DateField(_l("Until"), must=_l("Write until which day it holds"))
    explained = BooleanField(_l("I have told what it means to say no, and that a yes can always be taken back"))

    def validate_explained(self, field: BooleanField) -> None:
        """A consent is worth nothing when the consequence of a no was not told (retssikkerhedsloven § 11 a)."""
        if not field.data:
            raise ValidationError(gettext("Tell it first, then tick here"))

    def validate_given_on(self, field: DateField) -> None:
        """A consent is given before it is used, and not ahead."""
        if field.data and field.data > clock.today():
            raise ValidationError(gettext("The day lies in the future. Write the day on which it was said."))

    def validate_expires_on(self, field: DateField) -> None:
        """It holds today, and not for longer than the rules let it."""
        check_last_day(self.given_on, field)

    def validate(self, extra_validators: Any = None) -> bool:
        """Something must have been said, and each answer to somebody."""
        valid = bool(super().validate(extra_validators))
        for one in self.owner_forms():
            if one.form.extent.data and not one.form.readers.data:
                one.form.readers.errors = [gettext("Choose with whom")]
                valid = False
        if valid and not self.answers():
            self.everything.errors = [gettext("Choose what may be shared, or with whom")]
            valid = False
        return valid

    def owner_forms(self) -> "Iterator[FormField[OwnerForm]]":
        """The sub-forms, one for each owning department."""
        return (one for one in self if isinstance(one, FormField))

    def answers(self) -> dict[tuple[str, str], Extent]:
        """What was said of each way: what was chosen for the department, else the answer for everything."""
        found: dict[tuple[str, str], Extent] = {}
        for one in self.owner_forms():
            owner = one.short_name
            chosen = one.form.extent.data
            if chosen:
                found |= {(owner, reader): Extent(chosen) for reader in one.form.readers.data or ()}
            elif self.everything.data == EVERYTHING:
                found |= {(owner, choice.data): Extent.FULL for choice in one.form.readers}
        return found


def check_last_day(first: DateField, last: DateField) -> None:
    """The last day of a ground: not over already, and within the longest time of the rules. Raises ValidationError."""
    if not first.data or not last.data:
        return
    if last.data < clock.today():
        raise ValidationError(gettext("The day is over already"))
    longest = rules(first.data).longest(first.data)
    if last.data > longest:
        raise ValidationError(
            gettext("At most until %(day)s. Then it is talked about again.", day=f"{longest:%d.%m.%Y}")
        )


def consent_form(owners: dict[str, str]) -> type[ConsentForm]:
    """The form for these owning departments, code and title: the reader of the form may ask for these."""
    fields = {code: FormField(OwnerForm, label=title) for code, title in owners.items()}
    return type("ConsentFormOfOwners", (ConsentForm,), fields)


class GroundForm(EditForm):
    """A legal ground, written down once; it is ended, never changed."""

    owner = SelectField(_l("Who shares?"), choices=[])
    reader = SelectField(_l("With whom?"), choices=[])
    person_ids = IdsField(_l("About whom?"), choices=[], validators=required(_l("Choose whom it is about")))
    extent = RadioField(_l("How much?"), choices=options(GROUND_TITLES.items()), coerce=Extent, default=Extent.FULL)
    paragraph = LineField(
        _l("Law and paragraph"), must=_l("Write the law and the paragraph"), description=_l("For example: FVL § 28")
    )
    reason = TextField(
        _l("Why is it necessary?"),
        must=_l("Write why it is necessary"),
        limit=4000,
        description=_l(
            "At least 20 letters, and no names. Only you, the coordinator and the data-protection officer read it."
        ),
    )
    from_on = DateField(_l("From"), must=_l("Write from which day it holds"))
    to_on = DateField(_l("Until"), must=_l("Write until which day it holds"))

    def validate_reason(self, field: TextField) -> None:
        """A reason that a colleague can check."""
        if field.data and len(field.data) < LEAST_REASON:
            raise ValidationError(gettext("Write at least %(number)d letters", number=LEAST_REASON))

    def validate_reader(self, field: SelectField) -> None:
        """Nobody needs a ground to see their own."""
        if field.data == self.owner.data:
            raise ValidationError(gettext("Choose another department than the one that shares"))

    def validate_to_on(self, field: DateField) -> None:
        """It holds today or later, and not for longer than the rules let it."""
        check_last_day(self.from_on, field)
