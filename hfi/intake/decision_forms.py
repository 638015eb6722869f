"""The forms of visitation: an answer to what is not known, and the decision."""

from wtforms import HiddenField, RadioField

from hfi.fields import BaseForm, TextField, options, required
from hfi.intake.models import Outcome
from hfi.intake.words import OUTCOME_TITLES
from hfi.texts import _l

MET, NOT_MET = "met", "not_met"


class AnswerForm(BaseForm):
    """What somebody found out about one rule of the target group."""

    rule = HiddenField()
    met = RadioField(
        _l("What did you find out?"),
        choices=options([(MET, _l("It holds")), (NOT_MET, _l("It does not hold"))]),
        validators=required(_l("Choose one of the two")),
        validate_choice=True,
    )
    note = TextField(_l("From whom do you know it?"), must=_l("Write from whom you know it"), limit=400)

    @property
    def is_met(self) -> bool:
        """Whether the rule holds."""
        return str(self.met.data) == MET


class DecisionForm(BaseForm):
    """What is decided. The reason is for the family: it stands in the letter when the answer is no."""

    version = HiddenField(default="0")
    outcome = RadioField(
        _l("What is decided?"),
        choices=options(OUTCOME_TITLES.items()),
        coerce=Outcome,
        validators=required(_l("Choose what is decided")),
        validate_choice=False,
    )
    reason = TextField(
        _l("Why?"),
        must=_l("Write why, so that the family can read it"),
        limit=1000,
        description=_l("Write so that the family can read it."),
    )
