"""Forms of the family's members and of its story."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.families import cpr
from hfi.families.models import PersonKind
from hfi.fields import DateField, EditForm, IdsField, LineField, TextField, options
from hfi.texts import _l, gettext

KIND_TITLES = {
    PersonKind.ADULT: _l("Adult in the family"),
    PersonKind.CHILD: _l("Child or young person"),
    PersonKind.HOUSEHOLD: _l("Others in the household"),
    PersonKind.NETWORK: _l("Network around the family"),
}


class MemberForm(EditForm):
    """Somebody in the family or around it."""

    name = LineField(_l("Name"), must=_l("Write the name"))
    kind = RadioField(
        _l("Place in the family"), choices=options(KIND_TITLES.items()), coerce=PersonKind, default=PersonKind.CHILD
    )
    relation = LineField(
        _l("Who is this in the family?"), must=_l("Write who it is"), limit=80, description=_l("For example: mother")
    )
    born_on = DateField(_l("Born"), description=_l("Day, month, year"))
    expected_on = DateField(_l("Expected, when not born yet"), description=_l("Day, month, year"))
    cpr = LineField(_l("CPR number"), limit=20, description=_l("Ten digits. Leave it empty to keep the one we have."))
    phone = LineField(_l("Phone"), limit=30)
    address = LineField(_l("Address"), description=_l("Only when it is another one than the family's"))
    note = TextField(_l("In short"), limit=400, description=_l("School, work or what else it is good to know"))
    lives_elsewhere = BooleanField(_l("Lives elsewhere"))
    protected = BooleanField(_l("Name and address are protected"))
    custody_ids = IdsField(
        _l("Who has custody of the child?"),
        choices=[],
        description=_l("They answer for the child. When nobody is chosen, the parents in the family do."),
    )
    left_on = DateField(_l("No longer part of the plan from"), description=_l("Day, month, year"))

    def validate_cpr(self, field: LineField) -> None:
        """Ten digits that begin with a date; the modulus is not checked, since 2007 it need not hold."""
        if field.data and not cpr.looks_like_cpr(field.data):
            raise ValidationError(gettext("Write the CPR number with ten digits, beginning with the birthday"))

    def validate_born_on(self, field: DateField) -> None:
        """Nobody is born tomorrow."""
        if field.data and field.data > clock.today():
            raise ValidationError(
                gettext("The birthday lies in the future. Use the field for a child that is expected.")
            )

    def values(self, names: Any) -> dict[str, Any]:
        """The typed values; the CPR number is not one of the columns."""
        return super().values([name for name in names if name != "cpr"])


class StoryForm(EditForm):
    """The family's story, told once and in its own words."""

    dream = TextField(_l("The family's dream"), limit=600)
    story = TextField(_l("The family's story"), limit=8000)
    what_works = TextField(_l("This works for us"), limit=2000, description=_l("One thing on each line"))
    do_not_ask_again = TextField(
        _l("Do not ask about this again"), limit=2000, description=_l("One thing on each line")
    )
    story_told_on = DateField(_l("Told on"), description=_l("Day, month, year"))


class FactsForm(EditForm):
    """Where the family lives, and in which language it is spoken with."""

    name = LineField(_l("What we call the family"), must=_l("Write what you call the family"))
    address = LineField(
        _l("Address"), description=_l("A protected address is not shown. Leave it empty to keep the one we have.")
    )
    housing_area = SelectField(_l("Housing area"), choices=[])
    interpreter_language = LineField(_l("Interpreter's language"), limit=40)
