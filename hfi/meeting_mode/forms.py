"""Forms of the meeting's screen: short, since everybody watches while they are filled in."""

from typing import Any

from wtforms import SelectField

from hfi.calling.forms import refuse_far_day
from hfi.fields import (
    BaseForm,
    ClockField,
    DateField,
    EditForm,
    IdsField,
    LineField,
    TextField,
    WholeNumberField,
    required,
)
from hfi.texts import _l


class PresenceForm(EditForm):
    """Who is here."""

    person_ids = IdsField(_l("From the family and its network"), choices=[])
    user_ids = IdsField(_l("Professionals"), choices=[])


class TalkForm(EditForm):
    """One goal: where it is, why it is there, and one step up."""

    now = WholeNumberField(_l("Where are we today?"), most=10)
    why = TextField(_l("Why is it there?"), limit=1000)
    next_step = TextField(_l("What would take one step up?"), limit=300)


class TableAgreementForm(EditForm):
    """A new agreement, as it is said at the table: one box for when, a day or how often."""

    who = SelectField(_l("Who?"), choices=[], validators=required(_l("Choose who does it")))
    text = LineField(_l("What?"), must=_l("Write what will be done"), limit=400)
    when = LineField(_l("When?"), limit=80)


class SettleForm(BaseForm):
    """An agreement that is called off, with the reason."""

    reason = LineField(_l("Why is it called off?"), must=_l("Write why it is called off"), limit=400)


class NextForm(EditForm):
    """What was decided, and when everybody meets again."""

    decisions = TextField(_l("What did we decide?"), limit=4000)
    next_on = DateField(_l("Day"))
    next_time = ClockField(_l("Time"))
    next_place = LineField(_l("Place"))

    def validate_next_on(self, field: Any) -> None:
        """The next meeting is ahead."""
        refuse_far_day(field)
