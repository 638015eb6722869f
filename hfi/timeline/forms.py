"""The filter of a timeline."""

import uuid
from typing import Any

from wtforms import SelectField
from wtforms.validators import ValidationError

from hfi.fields import AskingForm, DateField, options
from hfi.plan.forms import END_BEFORE_START
from hfi.texts import _l, gettext
from hfi.timeline.events import KIND_TITLES, Kind, Wanted
from hfi.timeline.history import History


class TimelineFilter(AskingForm):
    """Which events to show."""

    person = SelectField(_l("Person"), default="")
    department = SelectField(_l("Department"), default="")
    kind = SelectField(_l("What"), default="")
    since = DateField(_l("From"), name="from")
    until = DateField(_l("To"), name="to")

    def offer(self, history: History) -> None:
        """Fill the lists."""
        everything = [("", gettext("All"))]
        people = [(str(one.id), history.names[one.id]) for one in history.household]
        departments = [(one.code, one.name) for one in history.programme.departments]
        self.person.choices = options([*everything, *people])
        self.department.choices = options([*everything, *departments])
        self.kind.choices = options([*everything, *KIND_TITLES.items()])

    def validate_until(self, field: DateField) -> None:
        """The last day does not come before the first."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(END_BEFORE_START)

    def wanted(self) -> Wanted:
        """What was chosen."""
        return Wanted(
            uuid.UUID(self.person.data) if self.person.data else None,
            self.department.data or "",
            Kind(self.kind.data) if self.kind.data else None,
            self.since.data,
            self.until.data,
        )

    def chosen(self) -> dict[str, Any]:
        """What was filled in, for the address of the next page."""
        return {field.name: field._value() if hasattr(field, "_value") else field.data for field in self if field.data}
