"""Forms of accounts: the list's filter, a new user, contact details, what somebody may do, and the first password."""

import re
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.validators import ValidationError

from hfi.access.roles import PROFESSION_TITLES, Profession, Role
from hfi.account.forms import new_password, repeated
from hfi.fields import FORBIDDEN, BaseForm, LineField, NewForm, options
from hfi.programmes.model import ROLE_NAMES, programmes
from hfi.texts import _l, gettext
from hfi.users.views import State, Wanted

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
STATE_TITLES = {State.ALL: _l("All"), State.OPEN: _l("Open"), State.LOCKED: _l("Locked")}
ROLE_HINTS = {
    Role.PROFESSIONAL: _l("Works with families of their own"),
    Role.COORDINATOR: _l("Holds the plan together across departments"),
    Role.MANAGER: _l("Sees figures and plans, and says who works with whom"),
    Role.STEERING_GROUP: _l("Sees figures only"),
    Role.ADMINISTRATOR: _l("Looks after users and lists, never opens a family"),
    Role.EVALUATOR: _l("Gets approved files without names"),
    Role.DPO: _l("Looks after the log"),
}
HAVE_DEPARTMENT = (Role.PROFESSIONAL, Role.MANAGER)


def department_options() -> list[Any]:
    """The departments of all programmes, and none."""
    known = {one.code: one.name for programme in programmes().values() for one in programme.departments}
    return options([("", gettext("None")), *((code, f"{code} – {name}") for code, name in known.items())])


def profession_or_none(text: Any) -> Profession | None:
    """The chosen profession; None for the empty choice. Raises ValueError."""
    return Profession(text) if text else None


class UsersFilter(BaseForm):
    """Which users the list shows. It changes nothing, and stands in the address."""

    class Meta(BaseForm.Meta):
        csrf = False

    # The form for somebody new stands on the same page.
    q = LineField(_l("Name or e-mail"), limit=100)
    department = SelectField(_l("Department"), id="find-department", default="")
    role = SelectField(_l("Role"), id="find-role", default="", choices=options([("", _l("All")), *ROLE_NAMES.items()]))
    state = SelectField(_l("Account"), default=State.ALL.value, choices=options(STATE_TITLES.items()))

    def wanted(self) -> Wanted:
        """What was chosen; everything, when that cannot be read."""
        self.department.choices = [*options([("", gettext("All"))]), *department_options()[1:]]
        if not self.validate():
            # It stands in the address already; in a page hidden characters have no place.
            self.q.data = FORBIDDEN.sub("", self.q.data or "")
            return Wanted()
        return Wanted(self.q.data or "", self.department.data, self.role.data, State(self.state.data))

    def chosen(self) -> dict[str, Any]:
        """What was filled in, for the address of the next page."""
        return {name: value for name, value in self.data.items() if value}


class ContactForm(BaseForm):
    """Who somebody is, and how to reach them; it gives no rights."""

    name = LineField(_l("Name"), must=_l("Write the name"))
    email = LineField(_l("Work e-mail"), must=_l("Write the work e-mail"))
    phone = LineField(_l("Phone"), limit=30)
    hours = LineField(_l("Can be reached"), limit=80, description=_l("For example: Mon–Fri 9–15"))

    def validate_email(self, field: Field) -> None:
        """It looks like an address, in small letters as logins are compared."""
        field.data = field.data.lower()
        if not MAIL.fullmatch(field.data):
            raise ValidationError(gettext("Write the e-mail as name@place.dk"))


class RightsFields(BaseForm):
    """What decides what somebody may do."""

    role = RadioField(_l("Role"), coerce=Role, choices=options(ROLE_NAMES.items()), default=Role.PROFESSIONAL)
    department = SelectField(_l("Department"), default="")
    profession = SelectField(_l("Profession"), coerce=profession_or_none, validate_choice=False)

    def offer(self) -> None:
        """Fill the lists."""
        self.department.choices = department_options()
        self.profession.choices = options([("", gettext("None")), *PROFESSION_TITLES.items()])

    def validate_department(self, field: Field) -> None:
        """A professional belongs to a department, a manager may; the other roles stand outside."""
        if self.role.data is Role.PROFESSIONAL and not field.data:
            raise ValidationError(gettext("Choose the department"))
        if field.data and self.role.data not in HAVE_DEPARTMENT:
            raise ValidationError(gettext("This role belongs to no department"))

    def validate_profession(self, field: Field) -> None:
        """A professional has a profession, nobody else does."""
        if self.role.data is Role.PROFESSIONAL and not field.data:
            raise ValidationError(gettext("Choose the profession"))
        if field.data and self.role.data is not Role.PROFESSIONAL:
            raise ValidationError(gettext("Only professionals have a profession"))


class NewUserForm(NewForm, ContactForm, RightsFields):
    """Somebody new; the form's id is theirs."""

    reason = LineField(_l("Why?"), must=_l("Write why. Whoever approves it reads it."), limit=400)


class RightsForm(RightsFields):
    """Somebody is to have other rights, an open account, or a new password."""

    new_link = BooleanField(_l("Give a link to choose a new password"))
    resets_code = BooleanField(_l("Remove the one-time codes, because the telephone is lost"))
    reason = LineField(_l("Why?"), must=_l("Write why. Whoever approves it reads it."), limit=400)


class LockForm(BaseForm):
    """Nothing to fill in: the page asks whether it is meant."""


class AnswerForm(BaseForm):
    """Yes or no to a request; the button says which."""


class PasswordForm(BaseForm):
    """A password of one's own."""

    password = new_password()
    again = repeated("password")
