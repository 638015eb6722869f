"""The short forms of the way out: a pause and its end, opening again, the follow-up call."""

from typing import Any

from wtforms.validators import ValidationError

from hfi import clock
from hfi.fields import BaseForm, DateField, TextField
from hfi.texts import _l, gettext

LONGEST = 2000
IN_THE_FAMILYS_WORDS = _l("Write so that the family can read it.")


class PastDateField(DateField):
    """A date that is here already."""

    def post_validate(self, _form: Any, _stopped: bool) -> None:
        if self.data and self.data > clock.today():
            raise ValidationError(gettext("Choose today or an earlier day"))


class PauseForm(BaseForm):
    """The work with the family rests."""

    from_on = PastDateField(_l("From"), must=_l("Write the first day of the pause"))
    expected_until = DateField(_l("Expected until"), description=_l("The last day, as far as you know"))
    reason = TextField(_l("Why?"), must=_l("Write why the work rests"), limit=LONGEST, description=IN_THE_FAMILYS_WORDS)

    def validate_expected_until(self, field: DateField) -> None:
        """Not over yet."""
        if field.data and field.data < clock.today():
            raise ValidationError(gettext("Choose today or a later day"))


class ResumeForm(BaseForm):
    """The work with the family goes on."""

    resumed_on = PastDateField(_l("From"), must=_l("Write from which day the work goes on"))


class ReopenForm(BaseForm):
    """A closed family gets a plan again."""

    reason = TextField(_l("Why?"), must=_l("Write why the family is opened again"), limit=LONGEST)


class CallForm(BaseForm):
    """Somebody rang the family some months after the closing."""

    called_on = PastDateField(_l("When did you ring?"), must=_l("Write the day of the call"))
    call_note = TextField(
        _l("How is the family?"),
        must=_l("Write a few words, also when nobody answered"),
        limit=LONGEST,
        description=IN_THE_FAMILYS_WORDS,
    )
