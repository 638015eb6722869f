"""Forms of goals, measures, agreements and sector plans."""

import uuid
from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from hfi.fields import DateField, EditForm, IdsField, LineField, TextField, WholeNumberField, options, required, row_id
from hfi.plan.models import (
    MEASURE_OUTCOME_TITLES,
    MEASURE_STATUS_TITLES,
    SECTOR_PLAN_STATUS_TITLES,
    GoalStatus,
    MeasureOutcome,
    MeasureStatus,
    SectorPlanStatus,
)
from hfi.texts import LazyString, _l

NOBODY = ("", _l("Not chosen"))
END_BEFORE_START = _l("The end must not be before the start")


def optional_id(text: Any) -> uuid.UUID | None:
    """The id of a chosen row; None for the empty choice. Raises ValueError."""
    return row_id(text) if text else None


def optional_outcome(text: Any) -> MeasureOutcome | None:
    """The chosen outcome; None for the empty choice. Raises ValueError."""
    return MeasureOutcome(text) if text else None


class IdField(SelectField):
    """A choice of one row, or of none."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, coerce=optional_id, **more)

    def pre_validate(self, form: Any) -> None:
        """An empty choice is the choice of nobody."""
        if self.data is not None:
            super().pre_validate(form)


def kept_from_field() -> IdsField:
    """Who shall not see on paper what is about children alone."""
    return IdsField(
        _l("The child does not want these to see it on paper"),
        choices=[],
        description=_l("Only for what is about children alone."),
    )


class GoalForm(EditForm):
    """A shared goal."""

    title = LineField(_l("What we call the goal"), must=_l("Write what you call the goal"), limit=80)
    words = TextField(_l("The family's own words"), must=_l("Write the goal in the family's own words"), limit=1000)
    person_id = IdField(_l("Whose goal is it?"), choices=[])
    scale = SelectField(_l("Which scale?"), default="", choices=[])
    start = WholeNumberField(_l("Start (0–10)"), most=10)
    last = WholeNumberField(_l("Last meeting (0–10)"), most=10)
    now = WholeNumberField(_l("Now (0–10)"), most=10)
    good_enough = WholeNumberField(_l("Good enough (0–10)"), most=10)
    preferred_future = TextField(
        _l("How is it when the goal is reached?"), limit=800, description=_l("What is different then, in their words")
    )
    signs = TextField(_l("How do we see that it gets nearer?"), limit=600, description=_l("One sign on each line"))
    next_step = TextField(_l("Next small step"), limit=300)
    status = RadioField(
        _l("Where is the goal now?"),
        choices=options(
            (
                (GoalStatus.ACTIVE, _l("We work on it")),
                (GoalStatus.REACHED, _l("It is reached")),
                (GoalStatus.DROPPED, _l("The family has let it go")),
            )
        ),
        default=GoalStatus.ACTIVE,
        coerce=GoalStatus,
    )


class DepartmentGoalForm(EditForm):
    """What a department wants to achieve under a shared goal."""

    goal_id = IdField(_l("Under which shared goal?"), choices=[], validators=required(_l("Choose the shared goal")))
    text = TextField(
        _l("What does your department want to achieve?"), must=_l("Write what you want to achieve"), limit=400
    )
    seen_by = LineField(_l("How do you see it?"), description=_l("For example: three days of school a week"))
    status = SelectField(
        _l("Where is it now?"),
        choices=options(
            (
                (GoalStatus.ACTIVE, _l("We work on it")),
                (GoalStatus.REACHED, _l("It is reached")),
                (GoalStatus.DROPPED, _l("We have let it go")),
            )
        ),
        coerce=GoalStatus,
    )


def outcome_field() -> SelectField:
    """How far a measure came."""
    return SelectField(
        _l("How far did it come, when it has ended?"),
        choices=options([NOBODY, *MEASURE_OUTCOME_TITLES.items()]),
        coerce=optional_outcome,
        default="",
    )


def status_reason_field() -> LineField:
    """Why a measure is where it is."""
    return LineField(_l("Why, when it is paused or stopped"), limit=400)


def next_step_field() -> LineField:
    """What happens first."""
    return LineField(
        _l("Next step"), limit=300, description=_l("What happens first from here. It always stands on the card.")
    )


class StatusForm(EditForm):
    """What a status asks for: a pause says why, an end how far it came, a stop why; who declines owes no reason.

    A field that may be empty is not asked itself.
    """

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field by itself, and what the status asks for."""
        valid = bool(super().validate(extra_validators))
        for name, message in self.missing() if "outcome" in self else ():
            self[name].errors = [str(message)]
            valid = False
        return valid

    def missing(self) -> Iterator[tuple[str, LazyString]]:
        """Which fields the status asks for, and the words that say so."""
        ended = self.status.data is MeasureStatus.ENDED
        if self.status.data is MeasureStatus.PAUSED and not self.status_reason.data:
            yield "status_reason", _l("Write why the measure is paused")
        if ended and self.outcome.data is None and not self.outcome.errors:
            yield "outcome", _l("Choose how far it came")
        if ended and self.outcome.data is MeasureOutcome.STOPPED and not self.status_reason.data:
            yield "status_reason", _l("Write why the measure was stopped")


class MeasureStatusForm(StatusForm):
    """How it goes with a measure: what changes most often."""

    status = RadioField(_l("Status"), choices=options(MEASURE_STATUS_TITLES.items()), coerce=MeasureStatus)
    outcome = outcome_field()
    status_reason = status_reason_field()
    next_step = next_step_field()


class MeasureForm(StatusForm):
    """What a department does for somebody in the family."""

    type_key = SelectField(_l("Type"), choices=[], validators=required(_l("Choose what kind of measure it is")))
    title = LineField(_l("What we call the measure"), must=_l("Write what you call the measure"), limit=120)
    person_ids = IdsField(_l("Whom is it for?"), choices=[], validators=required(_l("Choose at least one person")))
    plain_words = TextField(
        _l("What the family reads"),
        limit=400,
        description=_l("Short and without professional words. The text goes on the printed plan."),
    )
    responsible_id = IdField(_l("Responsible"), choices=[])
    provider = LineField(_l("Who does it, when it is somebody else"))
    starts_on = DateField(_l("Start"), description=_l("Day, month, year"))
    ends_on = DateField(_l("End"), description=_l("Day, month, year"))
    status = SelectField(_l("Status"), choices=options(MEASURE_STATUS_TITLES.items()), coerce=MeasureStatus)
    outcome = outcome_field()
    status_reason = status_reason_field()
    next_step = next_step_field()
    legal_ground = LineField(_l("Legal ground"))
    goal_ids = IdsField(_l("Which goals does it serve?"), choices=[])
    sensitive = BooleanField(_l("Sensitive: only for our own profession"))
    kept_from_ids = kept_from_field()

    def validate_ends_on(self, field: DateField) -> None:
        """The end does not come before the start."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(END_BEFORE_START)


class AgreementForm(EditForm):
    """Who does what by when."""

    text = TextField(_l("What will be done?"), must=_l("Write what will be done"), limit=400)
    who = SelectField(_l("Who does it?"), choices=[], validators=required(_l("Choose who does it")))
    due_on = DateField(_l("By when?"), description=_l("Day, month, year"))
    rhythm = LineField(_l("Or how often?"), limit=80, description=_l("For example: every evening"))
    goal_id = IdField(_l("Which goal is it for?"), choices=[])
    kept_from_ids = kept_from_field()


class AgreementDropForm(EditForm):
    """Why an agreement is called off."""

    dropped_reason = LineField(_l("Why is it called off?"), must=_l("Write why the agreement is called off"), limit=300)


class SectorPlanForm(EditForm):
    """A reference to a department's own plan."""

    kind = SelectField(_l("Which plan is it?"), choices=[])
    person_id = IdField(_l("Whose plan is it?"), choices=[])
    status = SelectField(_l("Status"), choices=options(SECTOR_PLAN_STATUS_TITLES.items()), coerce=SectorPlanStatus)
    dated_on = DateField(_l("Dated"), description=_l("Day, month, year"))
    deadline_on = DateField(_l("Deadline"), description=_l("Day, month, year"))
    owner_id = IdField(_l("Who keeps it?"), choices=[])
    reference = LineField(_l("Case number in our own system"), limit=80)
    decided_on = DateField(
        _l("Day of the decision"), description=_l("The deadline is counted from it, when you write none")
    )
    followed_up_on = DateField(_l("Last follow-up"), description=_l("Day, month, year"))
    replaces = SelectMultipleField(_l("It replaces"), choices=[])
    yes_ids = IdsField(
        _l("Who has said yes to that?"),
        choices=[],
        description=_l("Everybody who has custody, and a young person from 16; for adults they themselves."),
    )
    lines = TextField(
        _l("The lines that matter for the family's plan"), must=_l("Write the lines that matter"), limit=1500
    )
