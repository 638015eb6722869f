"""The login form."""

from wtforms import EmailField, PasswordField

from hfi.fields import BaseForm, required
from hfi.texts import _l


class LoginForm(BaseForm):
    """Work e-mail and password."""

    email = EmailField(
        _l("Work e-mail"),
        validators=required(_l("Write your work e-mail")),
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        validators=required(_l("Write your password")),
        render_kw={"autocomplete": "current-password"},
    )
