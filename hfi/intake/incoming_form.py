"""The filter of what waits for a decision."""

from wtforms import SelectField

from hfi.fields import AskingForm, options
from hfi.programmes.model import programmes
from hfi.texts import _l, gettext


class IncomingFilter(AskingForm):
    """Of which programme."""

    programme = SelectField(_l("Programme"), default="")

    def offer(self) -> None:
        """Fill the list."""
        names = [(key, one.name) for key, one in programmes().items()]
        self.programme.choices = options([("", gettext("All programmes")), *names])
