"""The form that closes a meeting. It asks about as many goals as the family works on."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired, ValidationError

from hfi.calling.forms import refuse_far_day
from hfi.family_page.dossier import Dossier
from hfi.fields import ClockField, DateField, EditForm, LineField, TextField, options
from hfi.meetings.models import Outcome
from hfi.texts import LazyString, _l, gettext

OUTCOME_FIELD = "outcome_"
OUTCOME_TITLES: dict[Outcome, LazyString] = {
    Outcome.BETTER: _l("Better"),
    Outcome.SAME: _l("The same"),
    Outcome.WORSE: _l("Worse"),
}


class CloseForm(EditForm):
    """Minutes, whether to revise the plan (barnets lov § 95 asks for a reason), and the next meeting."""

    record = TextField(
        _l("Minutes"),
        must=_l("Write what was talked about, in a few lines"),
        limit=6000,
        description=_l("Made from what you did at the meeting. Change what you like; the family reads it."),
    )
    revise = RadioField(
        _l("Is the plan to be revised?"),
        choices=options((("no", _l("No, we go on as planned")), ("yes", _l("Yes, the plan is to be revised")))),
        validators=[InputRequired(_l("Say whether the plan is to be revised"))],
        validate_choice=False,
    )
    revise_reason = TextField(_l("Why?"), must=_l("Write why, in a sentence"), limit=600)
    next_on = DateField(_l("Next meeting"))
    next_time = ClockField(_l("Time"))
    next_place = LineField(_l("Place"))

    def validate_revise(self, field: Any) -> None:
        """Yes or no."""
        if field.data not in ("yes", "no"):
            raise ValidationError(gettext("Say whether the plan is to be revised"))

    def validate_next_on(self, field: Any) -> None:
        """The next meeting is ahead."""
        refuse_far_day(field)


def close_form(dossier: Dossier, goals: list[Any]) -> type[CloseForm]:
    """The form with a question for each goal."""
    fields = {f"{OUTCOME_FIELD}{one.id.hex}": outcome_field(one, dossier.goal_numbers[one.id]) for one in goals}
    return type("CloseFormOfGoals", (CloseForm,), fields)


def outcome_field(goal: Any, number: int) -> RadioField:
    """How it goes with one goal; nobody has to answer."""
    return RadioField(
        f"{number}. {goal.title}",
        choices=options((one.value, title) for one, title in OUTCOME_TITLES.items()),
        coerce=read_outcome,
        validate_choice=False,
        validators=[refuse_unknown],
    )


def read_outcome(text: Any) -> str | None:
    """The value as it was sent; None for no answer."""
    return str(text) if text not in (None, "None", "") else None


def refuse_unknown(_form: Any, field: Any) -> None:
    """Only the three answers."""
    if field.data is not None and field.data not in list(Outcome):
        raise ValidationError(gettext("Choose better, the same or worse"))
