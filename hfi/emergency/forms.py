"""Opening a family in an emergency, and reviewing that somebody did."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import ValidationError

from hfi.access.forms import StepUpFields
from hfi.access.models import BreakGlassCategory, Verdict
from hfi.access.words import BREAK_GLASS_TITLES, VERDICT_TITLES
from hfi.families import cpr
from hfi.families.reference import is_reference
from hfi.fields import BaseForm, LineField, TextField, options, required
from hfi.texts import _l, gettext

SHORTEST_REASON = 20
LONGEST_REASON = 1000


class EmergencyForm(StepUpFields, BaseForm):
    """Which family, why, and the password once more."""

    family = LineField(
        _l("Case reference, or the CPR number of somebody in the family"),
        must=_l("Write the case reference or a CPR number"),
        limit=40,
        description=_l("A reference looks like HFI-2026-000. A CPR number has ten digits."),
    )
    category = RadioField(
        _l("What is it about?"),
        choices=options(BREAK_GLASS_TITLES.items()),
        coerce=BreakGlassCategory,
        validators=required(_l("Choose what fits best")),
        validate_choice=False,
    )
    reason = TextField(
        _l("Why must you see the plan now?"),
        must=_l("Write why you must see the plan now"),
        limit=LONGEST_REASON,
        description=_l("A sentence or two, at least 20 characters. It is read by the one who reviews."),
    )

    def validate_family(self, field: Any) -> None:
        """Only how it is written: what there is, is looked up when the password was right."""
        field.data = field.data.upper()
        if not is_reference(field.data) and not cpr.looks_like_cpr(field.data):
            raise ValidationError(
                gettext("Write a case reference such as HFI-2026-000, or a CPR number with ten digits")
            )

    def validate_reason(self, field: Any) -> None:
        """A word is no reason."""
        if len(field.data) < SHORTEST_REASON:
            raise ValidationError(
                gettext(
                    "Write at least %(least)d characters. There are %(length)d now.",
                    least=SHORTEST_REASON,
                    length=len(field.data),
                )
            )


class ReviewForm(BaseForm):
    """What the review found."""

    verdict = RadioField(
        _l("Was there good reason?"),
        choices=options(VERDICT_TITLES.items()),
        coerce=Verdict,
        validators=required(_l("Choose one of the two")),
        validate_choice=False,
    )
    note = TextField(
        _l("What the decision rests on"),
        must=_l("Write in a few words what the decision rests on"),
        limit=LONGEST_REASON,
    )
