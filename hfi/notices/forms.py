"""The button that marks notices as seen."""

from datetime import datetime

from wtforms import HiddenField

from hfi import clock
from hfi.fields import BaseForm


class SeenForm(BaseForm):
    """The moment until which the page showed notices."""

    until = HiddenField()

    def moment(self) -> datetime | None:
        """The moment, never a later one than now; None when it cannot be read."""
        try:
            return min(datetime.fromisoformat(self.until.data or ""), clock.now())
        except (ValueError, TypeError):
            return None
