"""The forms of the account's page, and what a new password must be wherever one is chosen."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, ValidationError

from hfi.access.forms import CODE, StepUpFields
from hfi.access.passwords import is_easy
from hfi.access.sessions import Login
from hfi.fields import BaseForm, IdsField, options, refuse_hidden_letters, required
from hfi.filters import date_time
from hfi.texts import _, _l, gettext

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
NEW = {"autocomplete": "new-password"}


def well_chosen(_form: Any, field: Any) -> None:
    """Long, not the same few letters over and over, and not what everybody would try first."""
    if len(field.data) < SHORTEST_PASSWORD or len(set(field.data)) < 5:
        text = gettext(
            "Use at least %(number)d characters, and not the same few over and over", number=SHORTEST_PASSWORD
        )
        raise ValidationError(text)
    if is_easy(field.data):
        raise ValidationError(gettext("Others would guess this one. Take words that have nothing to do with work."))
    if len(field.data) > LONGEST_PASSWORD:
        raise ValidationError(gettext("Use at most %(number)d characters", number=LONGEST_PASSWORD))


def new_password() -> Any:
    """The field of a new password."""
    return PasswordField(
        _l("New password"),
        validators=[*required(_l("Write a password")), well_chosen],
        description=_l("At least 12 characters. Four or five words in a row are easy to remember."),
        render_kw=NEW,
    )


def repeated(name: str) -> Any:
    """The field that repeats the one of this name."""
    same = EqualTo(name, _l("The two passwords are not the same"))
    return PasswordField(
        _l("The same once more"), validators=[*required(_l("Write the password once more")), same], render_kw=NEW
    )


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


class EndLoginsForm(StepUpFields, BaseForm):
    """Which of one's own logins, the password, and a code of those who use one."""

    logins = IdsField(_l("Which logins?"), choices=[], validators=required(_l("Choose at least one login")))

    def offer(self, logins: Iterable[Login]) -> Self:
        """These can be chosen; the form itself comes back."""
        self.logins.choices = options((one.id, described(one)) for one in logins)
        return self


def described(login: Login) -> str:
    """`Chrome, Windows · last used Sunday 22. November at 12.48`."""
    device, used = login.device or _("Unknown browser"), date_time(login.last_seen_at)
    return _("%(device)s · last used %(moment)s", device=device, moment=used)


class ChangePasswordForm(StepUpFields, BaseForm):
    """The password until now, a code of those who use one, and the new password twice."""

    chosen = new_password()
    again = repeated("chosen")
