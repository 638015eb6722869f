"""The login form."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField

from hfi.fields import BaseForm, required


class LoginForm(BaseForm):
    """Work e-mail and password."""

    email = EmailField(_l("Work e-mail"), validators=required(_l("Write your work e-mail")))
    password = PasswordField(_l("Password"), validators=required(_l("Write your password")))
