"""A short letter to a family that is not offered a place: in plain Danish, whatever language the worker reads."""

from typing import Any

from hfi.families.scope import FamilyAccess
from hfi.filters import phone
from hfi.programmes.model import programme_of
from hfi.texts import _, force_locale


def refusal_letter(access: FamilyAccess, family: Any, referral: Any) -> str:
    """The letter's text, with the reason that was written for the family."""
    programme = programme_of(access.programme)
    with force_locale("da"):
        parts = (
            _("Dear %(family)s", family=family.name),
            _("You were referred to %(programme)s. We cannot offer you a place.", programme=programme.name),
            _("This is why: %(reason)s", reason=referral.outcome_reason),
            _("The help that you have today goes on. You do not have to do anything."),
            _("If something changes, you or somebody who helps you can ask again."),
            _("Do you want to talk about it? Ring %(name)s.", name=whom_to_ring(referral)),
            _("Kind regards\n%(programme)s, %(municipality)s",
              programme=programme.name, municipality=programme.municipality_name),
        )  # fmt: skip
    return "\n\n".join(parts)


def whom_to_ring(referral: Any) -> str:
    """Whoever decided, with their telephone number when there is one."""
    return ", ".join(filter(None, (referral.decided_by, phone(referral.phone))))
