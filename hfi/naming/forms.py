"""The form that names somebody."""

from wtforms import SelectField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.fields import DateField, EditForm, TextField, required
from hfi.plan.forms import END_BEFORE_START, IdField
from hfi.texts import _l


class NamingForm(EditForm):
    """Who is named, for what, why and how long."""

    user_id = IdField(_l("Who is named?"), choices=[], validators=required(_l("Choose who is named")))
    what = SelectField(_l("For what?"), choices=[], validators=required(_l("Choose what it is for")))
    person_id = IdField(_l("About whom?"), choices=[])
    reason = TextField(
        _l("Why?"),
        must=_l("Write why it is needed"),
        limit=400,
        description=_l("What must the person know for their work? The family may ask to see it."),
    )
    from_on = DateField(_l("From"), must=_l("Write the day"), default=clock.today)
    to_on = DateField(_l("Until"), description=_l("Day, month, year. Empty: until somebody ends it."))

    def validate_to_on(self, field: DateField) -> None:
        """The last day does not come before the first."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(END_BEFORE_START)
