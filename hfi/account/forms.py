"""The forms of the account's page."""

from wtforms import StringField

from hfi.access.forms import CODE, StepUpFields
from hfi.fields import BaseForm, refuse_hidden_letters, required
from hfi.texts import _l


class SetUpForm(StepUpFields, BaseForm):
    """The app's first code, and the password: who finds a screen unlocked cannot tie their own telephone to it."""

    code = StringField(
        _l("Code from the app"),
        validators=[*required(_l("Write the code")), refuse_hidden_letters],
        description=_l("Six digits. The app shows a new code every half minute."),
        render_kw=CODE,
    )


class RemoveForm(StepUpFields, BaseForm):
    """The password and a code."""
