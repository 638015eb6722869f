"""Saying that somebody stands too near to a family."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import ValidationError

from hfi.access.models import ConflictKind
from hfi.access.words import CONFLICT_TITLES
from hfi.conflicts.declaring import is_readable
from hfi.fields import BaseForm, LineField, TextField, options, required
from hfi.texts import _l, gettext

LONGEST_REASON = 400


class ConflictForm(BaseForm):
    """How somebody stands to the family."""

    kind = RadioField(
        _l("What is the connection?"),
        choices=options(CONFLICT_TITLES.items()),
        coerce=ConflictKind,
        validators=required(_l("Choose what fits best")),
        validate_choice=False,
    )
    reason = TextField(
        _l("In a few words"),
        limit=LONGEST_REASON,
        description=_l("Only managers read this. You need not say more than you want to."),
    )


class DeclareForm(ConflictForm):
    """The same, about a family that the reader does not see."""

    family = LineField(
        _l("Case reference, or the CPR number of somebody in the family"),
        must=_l("Write the case reference or a CPR number"),
        limit=40,
        description=_l("A reference looks like HFI-2026-000. A CPR number has ten digits."),
    )

    def validate_family(self, field: Any) -> None:
        """It is read, and never looked up here: the answer must be the same whether such a family exists or not."""
        field.data = field.data.upper()
        if not is_readable(field.data):
            raise ValidationError(
                gettext("Write a case reference such as HFI-2026-000, or a CPR number with ten digits")
            )


class ColleagueForm(ConflictForm):
    """The same, by a manager about a colleague."""

    email = LineField(
        _l("The colleague's work e-mail"),
        must=_l("Write the colleague's work e-mail"),
        description=_l("The one that the colleague logs in with"),
    )
