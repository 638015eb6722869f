"""The forms by which people prove who they are."""

from wtforms import EmailField, PasswordField, StringField

from hfi.access import step_up
from hfi.access.principal import Principal
from hfi.fields import BaseForm, refuse_hidden_letters, required
from hfi.texts import _, _l

CODE = {"autocomplete": "one-time-code", "spellcheck": "false", "maxlength": "20"}


class LoginForm(BaseForm):
    """Work e-mail and password."""

    email = EmailField(
        _l("Work e-mail"),
        validators=[*required(_l("Write your work e-mail")), refuse_hidden_letters],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        validators=required(_l("Write your password")),
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(BaseForm):
    """The one-time code, after the password."""

    code = StringField(
        _l("Code"),
        validators=[*required(_l("Write the code")), refuse_hidden_letters],
        description=_l("Six digits from the app on your telephone, or one of your recovery codes"),
        render_kw=CODE,
    )


class StepUpFields:
    """Fields for a form whose sender must prove once more who they are; `ui.step_up` draws them."""

    password = PasswordField(
        _l("Your password"),
        validators=required(_l("Write your password")),
        render_kw={"autocomplete": "current-password"},
    )
    code = StringField(_l("Code from the app"), validators=[refuse_hidden_letters], render_kw=CODE)

    def confirmed(self, user: Principal) -> bool:
        """Whether it is them; if not, the password says so. Raises TooManyAttemptsError."""
        if step_up.confirm(user, self.password.data or "", self.code.data or ""):
            return True
        self.password.errors = [refusal(user)]
        return False


def refusal(user: Principal) -> str:
    """What to say; it does not tell the password from the code."""
    if user.has_code:
        return _("The password or the code is not right. A code can be used once: wait for the next one.")
    return _("The password is not right. Try again.")
