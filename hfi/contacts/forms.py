"""Forms of a contact, and of how an agreed appointment went."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.contacts.models import HOW_TITLES, TURNOUT_TITLES, How, TurnoutOutcome
from hfi.fields import DateField, EditForm, IdsField, LineField, TextField, options, required
from hfi.plan.forms import IdField
from hfi.texts import _l

EARLIEST = date(2015, 1, 1)
"""Nobody writes down a contact from before there were such programmes: the year is mistyped."""


def refuse_other_days(_form: Any, field: DateField) -> None:
    """What is told has been: not tomorrow, and not in another century."""
    if field.data and field.data > clock.today():
        raise ValidationError(_l("Write a day that has been; this one is still to come"))
    if field.data and field.data < EARLIEST:
        raise ValidationError(_l("Look at the year: it is too long ago"))


class ContactForm(EditForm):
    """With whom somebody was in contact, how, about what."""

    day = DateField(_l("Which day?"), must=_l("Write the day"), description=_l("Day, month, year"))
    how = SelectField(_l("How?"), choices=options(HOW_TITLES.items()), coerce=How)
    person_ids = IdsField(_l("With whom?"), choices=[], validators=required(_l("Choose at least one person")))
    about = TextField(
        _l("About what?"),
        must=_l("Write in a few words what it was about"),
        limit=500,
        description=_l("A few words. Everybody who works with the family reads them."),
    )

    validate_day = staticmethod(refuse_other_days)


class TurnoutForm(EditForm):
    """Whether those who were expected came."""

    appointment_id = IdField(_l("Which appointment?"), choices=[], validators=required(_l("Choose the appointment")))
    day = DateField(_l("Which day?"), must=_l("Write the day"), description=_l("Day, month, year"))
    person_ids = IdsField(_l("Who was expected?"), choices=[], validators=required(_l("Choose at least one person")))
    outcome = RadioField(
        _l("How did it go?"),
        choices=options(TURNOUT_TITLES.items()),
        coerce=TurnoutOutcome,
        default=TurnoutOutcome.CAME,
    )
    obstacle = LineField(
        _l("What stood in the way?"), limit=300, description=_l("In the family's own words, when they say it")
    )

    validate_day = staticmethod(refuse_other_days)
