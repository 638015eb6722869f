"""Forms of calling a plan meeting, moving it, and calling it off."""

from datetime import timedelta

from wtforms import BooleanField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.fields import (
    BaseForm,
    ClockField,
    DateField,
    EditForm,
    IdsField,
    LineField,
    TextField,
    WholeNumberField,
)
from hfi.texts import _l, gettext

SHORTEST, LONGEST = 15, 240
"""Minutes that a meeting may take."""
FURTHEST = timedelta(days=731)


def refuse_far_day(field: DateField) -> None:
    """Raise ValidationError for a day that is over, or too far away to be meant."""
    if field.data and not clock.today() <= field.data <= clock.today() + FURTHEST:
        raise ValidationError(gettext("Write a day from today until two years from now"))


class MeetingForm(EditForm):
    """When, where, who, and the question to be settled."""

    on = DateField(_l("Day"), must=_l("Write the day of the meeting"))
    at = ClockField(_l("Time"), must=_l("Write when the meeting begins"))
    minutes = WholeNumberField(
        _l("How many minutes?"), must=_l("Write how long the meeting takes"), least=SHORTEST, most=LONGEST
    )
    place = LineField(_l("Place"), must=_l("Write where you meet"))
    interpreter_booked = BooleanField(_l("An interpreter is booked"))
    question = TextField(
        _l("What is to be settled?"),
        limit=500,
        description=_l("One question in plain words. Everybody who is called reads it."),
    )
    person_ids = IdsField(_l("From the family and its network"), choices=[])
    user_ids = IdsField(_l("Professionals"), choices=[])
    guests = LineField(_l("Others"), description=_l("For example a teacher: name and what they do"))

    def validate_on(self, field: DateField) -> None:
        """The meeting is ahead."""
        refuse_far_day(field)


class CancelForm(BaseForm):
    """Why a meeting is called off."""

    reason = TextField(_l("Why is it called off?"), must=_l("Write why the meeting is called off"), limit=400)
