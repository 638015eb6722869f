"""The form of an appointment."""

from wtforms import RadioField
from wtforms.validators import ValidationError

from hfi.fields import ClockField, DateField, EditForm, IdsField, LineField, options, required
from hfi.plan.forms import END_BEFORE_START, IdField
from hfi.schedule.models import Repeats
from hfi.texts import _l


class AppointmentForm(EditForm):
    """When and where, and who attends."""

    measure_id = IdField(_l("Measure"), choices=[], validators=required(_l("Choose the measure it belongs to")))
    title = LineField(_l("What the week says"), must=_l("Write what the week should say"), limit=60)
    person_ids = IdsField(_l("Who attends?"), choices=[], validators=required(_l("Choose at least one person")))
    repeats = RadioField(
        _l("How often?"),
        choices=options([(Repeats.ONCE, _l("Once")), (Repeats.WEEKLY, _l("Every week, on the same weekday"))]),
        coerce=Repeats,
        default=Repeats.WEEKLY,
    )
    from_on = DateField(_l("Day, or the first day"), must=_l("Write the day"), description=_l("Day, month, year"))
    until_on = DateField(_l("Last day"), description=_l("Day, month, year"))
    starts = ClockField(_l("From"), must=_l("Write when it starts"))
    ends = ClockField(_l("To"), must=_l("Write when it ends"))
    place = LineField(_l("Place"))

    def validate_ends(self, field: ClockField) -> None:
        """It ends after it started."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_l("The end must be after the start"))

    def validate_until_on(self, field: DateField) -> None:
        """The last day does not come before the first."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(END_BEFORE_START)
