"""What the social department asks beside what every section asks."""

from wtforms.validators import ValidationError

from hfi import clock
from hfi.fields import DateField, LineField, TextField, WholeNumberField
from hfi.plan.checklist import ChecklistField
from hfi.plan.section_form import PersonForm, SectionForm, validate_order
from hfi.texts import _l


class SupportForm(SectionForm):
    """The child assessment, and the way home for a child who lives away for a time."""

    aware_on = DateField(_l("Child assessment: we became aware on"))
    finished_on = DateField(_l("Child assessment: finished on"))
    findings = TextField(_l("Child assessment: what it shows, in plain words"), limit=600)
    placed_who = LineField(_l("Pitstop: who lives away for a time, and with whom"), limit=120)
    placement_aim = LineField(_l("Pitstop: the aim of the placement"), limit=300)
    placed_on = DateField(_l("Pitstop: lives away from"))
    returns_on = DateField(_l("Pitstop: expected home again on"))
    caseworker_does = LineField(_l("Pitstop: what the caseworker does meanwhile"), limit=300)
    return_needs = ChecklistField(_l("Pitstop: what must be in place first"))
    way_back = TextField(_l("Pitstop: the way home, step by step"), limit=400)

    def validate_aware_on(self, field: DateField) -> None:
        """A day that has not come would hide the deadline."""
        if field.data and field.data > clock.today():
            raise ValidationError(_l("Write a day that is not in the future"))

    def validate_finished_on(self, field: DateField) -> None:
        """The assessment does not end before it begins."""
        validate_order(self.aware_on, field, _l("The assessment cannot be finished before we became aware"))

    def validate_returns_on(self, field: DateField) -> None:
        """Nobody is home again before they went."""
        validate_order(self.placed_on, field, _l("The day home again cannot be before the day away"))


class CourseForm(PersonForm):
    """A child's course with Idrætsprojektet; a family shares about seven hours a week."""

    course_hours = WholeNumberField(_l("Hours a week with Idrætsprojektet"), most=20)
