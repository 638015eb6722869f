"""What the leisure department asks about each in the family."""

from wtforms import SelectField

from hfi.fields import AmountField, LineField, WholeNumberField, options
from hfi.plan.section_form import PersonForm
from hfi.texts import _l

WEEKS_IN_A_YEAR = 53

FEE_STATES = {
    "applied": _l("Applied for"),
    "granted": _l("Granted"),
    "refused": _l("Refused"),
}


class LeisureForm(PersonForm):
    """What one person likes, where they go, and help with the fee and the holidays."""

    interests = LineField(_l("Likes"))
    association = LineField(_l("Association or regular activity"))
    fee_amount = AmountField(_l("Membership-fee support, kroner"))
    fee_season = LineField(_l("Season"), limit=40)
    fee_state = SelectField(
        _l("Membership-fee support"), choices=options([("", _l("Not applied for")), *FEE_STATES.items()]), default=""
    )
    holiday_camp_week = WholeNumberField(_l("FerieCamp, week number"), least=1, most=WEEKS_IN_A_YEAR)


def fee_state(key: str | None) -> str:
    """How far the support is, in words; empty when nobody has applied."""
    return str(FEE_STATES.get(key or "", ""))
