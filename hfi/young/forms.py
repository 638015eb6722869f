"""The forms of a young person's own page."""

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from hfi.fields import EditForm, IdsField, LineField, TextField, WholeNumberField, options, required
from hfi.plan.forms import IdField
from hfi.texts import _l, gettext
from hfi.young.models import PENNED_TITLES, RING_TITLES, SAYINGS, Penned, Ring

MOST_CONTACTS = 60
"""So many in a month: twice a day."""


class AskedField(RadioField):
    """A choice that nobody has made yet: what is not chosen is missing, not wrong."""

    def pre_validate(self, form: Any) -> None:
        """Nothing chosen is what the validators say something about."""
        if self.data is not None:
            super().pre_validate(form)


def whose_field() -> IdField:
    """The young person whom it belongs to."""
    return IdField(_l("Whose page is it?"), choices=[], validators=required(_l("Choose whose page it is")))


def kept_field() -> IdsField:
    """Who shall not see it on paper."""
    return IdsField(
        _l("Is there somebody who should not see it on paper?"),
        choices=[],
        description=_l("The young person decides. It holds for everything that is written here."),
    )


class WordsForm(EditForm):
    """What a young person says now. It is added; nobody changes what was said before."""

    person_id = whose_field()
    penned = AskedField(
        _l("Who holds the pen?"),
        choices=options(PENNED_TITLES.items()),
        coerce=Penned,
        validators=required(_l("Choose how the words get here")),
    )
    resources = TextField(SAYINGS["resources"], limit=1000)
    challenges = TextField(SAYINGS["challenges"], limit=1000)
    dreams = TextField(SAYINGS["dreams"], limit=1000)
    help = TextField(SAYINGS["help"], limit=1000)
    kept_from_ids = kept_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """Something must have been said."""
        valid = bool(super().validate(extra_validators))
        if not any(self[name].data for name in SAYINGS):
            self.resources.errors = [*self.resources.errors, gettext("Write something in at least one of the boxes")]
            return False
        return valid


class SupporterForm(EditForm):
    """Somebody around the young person."""

    person_id = whose_field()
    known_id = IdField(_l("Who is it?"), choices=[])
    name = LineField(
        _l("The name, when it is somebody else"),
        limit=80,
        description=_l("What the young person calls them. A first name is enough."),
    )
    relation = LineField(
        _l("What are they to each other?"), limit=80, description=_l("For example: aunt, coach, friend")
    )
    ring = AskedField(
        _l("How close?"), choices=options(RING_TITLES.items()), coerce=Ring, validators=required(_l("Choose how close"))
    )
    helps = TextField(_l("What can they help with?"), limit=300)
    gone = BooleanField(_l("Is no longer in the network"))
    kept_from_ids = kept_field()

    def validate_name(self, field: LineField) -> None:
        """One of them must say who it is. An empty box is never asked, so the choice above is asked for it."""
        if self.known_id.data and field.data:
            raise ValidationError(gettext("Choose somebody, or write a name, not both"))

    def validate(self, extra_validators: Any = None) -> bool:
        """It must be somebody."""
        valid = bool(super().validate(extra_validators))
        if not self.known_id.data and not self.name.data:
            self.name.errors = [gettext("Choose somebody above, or write a name")]
            return False
        return valid


class PromiseForm(EditForm):
    """How often the caseworker promises to be in touch. How often it was is counted from the contact log."""

    person_id = whose_field()
    times = WholeNumberField(
        _l("How many times a month is promised?"),
        must=_l("Write how many times a month is promised"),
        least=1,
        most=MOST_CONTACTS,
    )
    manner = LineField(_l("How?"), limit=120, description=_l("For example: a visit, a call, a walk"))
