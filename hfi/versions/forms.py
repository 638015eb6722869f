"""Forms of a version: who agreed, and the three questions after the meeting."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from hfi import clock
from hfi.fields import BaseForm, DateField, EditForm, LineField, TextField, options, required
from hfi.texts import _l, gettext
from hfi.versions.models import CONSENTED_TITLES, Consented, Side


class ApprovalForm(EditForm):
    """What somebody says to the version."""

    who = SelectField(_l("Who?"), choices=[], validators=required(_l("Choose who it is")))
    how = RadioField(
        _l("What did they say?"),
        choices=options((one.value, title) for one, title in CONSENTED_TITLES.items()),
        validators=[InputRequired(_l("Choose what they said"))],
        validate_choice=False,
    )
    said_on = DateField(_l("When?"), must=_l("Write the day"))
    kept_at = LineField(
        _l("Where does the signed page lie?"), description=_l("For example: in the case, document 12. No upload.")
    )

    def validate_how(self, field: Any) -> None:
        """One of the four."""
        if field.data not in list(Consented):
            raise ValidationError(gettext("Choose what they said"))

    def validate_said_on(self, field: DateField) -> None:
        """Nobody said it tomorrow."""
        if field.data and field.data > clock.today():
            raise ValidationError(gettext("The day must not be in the future"))


def question(label: Any) -> RadioField:
    """A question with the answers 0 to 10; nobody has to answer."""
    return RadioField(label, choices=options((str(one), str(one)) for one in range(11)), validate_choice=False,
                      coerce=read_answer, validators=[refuse_no_answer])  # fmt: skip


def read_answer(text: Any) -> str | None:
    """The answer as it was sent; None for none."""
    return str(text) if text not in (None, "None", "") else None


def refuse_no_answer(_form: Any, field: Any) -> None:
    """A number from 0 to 10."""
    if field.data is not None and field.data not in {str(one) for one in range(11)}:
        raise ValidationError(gettext("Choose a number from 0 to 10"))


class AnswersForm(BaseForm):
    """The three questions. `side` says who answers; nothing else does."""

    side = RadioField(
        _l("Who answers?"),
        choices=options(((Side.FAMILY.value, _l("Somebody in the family")), (Side.STAFF.value, _l("A professional")))),
        validators=[InputRequired(_l("Choose who answers"))],
        validate_choice=False,
    )
    heard = question(_l("Were you heard at the meeting?"))
    clear = question(_l("Is it clear who does what now?"))
    hopeful = question(_l("Do you believe that it helps?"))
    words = TextField(_l("Something that we should do otherwise next time?"), limit=1000)

    def validate_side(self, field: Any) -> None:
        """One of the two."""
        if field.data not in list(Side):
            raise ValidationError(gettext("Choose who answers"))

    def validate(self, extra_validators: Any = None) -> bool:
        """An empty sheet is no answer."""
        valid = bool(super().validate(extra_validators))
        if valid and not any((self.heard.data, self.clear.data, self.hopeful.data, self.words.data)):
            self.heard.errors = [gettext("Answer at least one question")]
            return False
        return valid
