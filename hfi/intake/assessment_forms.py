"""The forms of the joint assessment."""

from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.consent.forms import MANNER_TITLES
from hfi.consent.models import Manner
from hfi.fields import BaseForm, DateField, EditForm, LineField, TextField, options, required
from hfi.intake.models import Theme
from hfi.intake.words import THEME_TITLES
from hfi.plan.forms import IdField
from hfi.texts import _l, gettext

IN_THE_FUTURE = _l("The day lies in the future. Write the day on which it was said.")


class PastDateField(DateField):
    """A day that has been."""

    def post_validate(self, _form: object, _stopped: bool) -> None:
        if self.data and self.data > clock.today():
            raise ValidationError(str(IN_THE_FUTURE))


class TellingForm(EditForm):
    """One thing that somebody told."""

    theme = RadioField(
        _l("What is it about?"),
        choices=options(THEME_TITLES.items()),
        coerce=Theme,
        validators=required(_l("Choose what it is about")),
        validate_choice=False,
    )
    words = TextField(_l("In their own words"), must=_l("Write what was told"), limit=4000)
    person_id = IdField(_l("Who told it?"), choices=[])
    told_by = LineField(_l("Somebody else, when it is none of these"))
    told_on = PastDateField(_l("Told on"), must=_l("Write the day on which it was told"))
    ask_not_again = BooleanField(_l("Do not ask about this again"))

    def validate(self, extra_validators: object = None) -> bool:
        """Somebody told it. A field that may be empty is not asked itself."""
        valid = bool(super().validate(extra_validators))
        if not self.person_id.data and not self.told_by.data and not self.person_id.errors:
            self.person_id.errors = [gettext("Choose or write who told it")]
            return False
        return valid


class ViewForm(EditForm):
    """A department's short view."""

    text = TextField(
        _l("How we see it"),
        must=_l("Write how your department sees it"),
        limit=1500,
        description=_l("Short, and so that the family can read it. Everybody who works with the family reads it."),
    )


class ApprovalForm(BaseForm):
    """The family says that it is right."""

    who = LineField(_l("Who said that it is right?"), must=_l("Write who said it"))
    manner = RadioField(
        _l("How was it said?"),
        choices=options(MANNER_TITLES.items()),
        coerce=Manner,
        validators=required(_l("Choose how it was said")),
        validate_choice=False,
    )
    approved_on = PastDateField(_l("Day"), must=_l("Write the day on which it was said"))
