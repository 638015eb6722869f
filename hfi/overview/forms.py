"""The filter of the list, the search, and the note that everything was seen."""

import re
from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from hfi.fields import AskingForm, LineField, options
from hfi.overview.lists import State, Wanted
from hfi.parameters.current import housing_areas
from hfi.programmes.model import programmes
from hfi.texts import _l, gettext

LONGEST_SEARCH = 100
SHORTEST_SEARCH = 2
LIKE_CPR = re.compile(r"\d{6}\W*\d{4}")
"""Also a mistyped number: it must not stay in an address either, since addresses are kept and logged."""

STATE_TITLES = {
    State.ACTIVE.value: _l("Active families"),
    State.WAITING.value: _l("What needs an answer"),
    State.PAUSED.value: _l("Families on a pause"),
    State.CLOSED.value: _l("Closed families"),
    State.ALL.value: _l("All families"),
}


class FilterForm(AskingForm):
    """Which families the list shows."""

    q = LineField(_l("Name or case reference"), limit=LONGEST_SEARCH)
    area = SelectField(_l("Housing area"), default="")
    state = SelectField(
        _l("Which families"),
        choices=options(STATE_TITLES.items()),
        default=State.ACTIVE.value,
    )
    programme = SelectField(_l("Programme"), default="")

    def validate_q(self, field: Field) -> None:
        """This form's fields stand in the address."""
        if LIKE_CPR.search(field.data):
            field.data = ""
            raise ValidationError(gettext("Use the search for a CPR number; here it would stand in the address."))

    def offer(self) -> None:
        """Let the housing areas be chosen, closed ones too, and where there are several, the programmes."""
        names = dict.fromkeys(area.name for one in programmes().values() for area in housing_areas(one))
        self.area.choices = options([("", gettext("All housing areas")), *((name, name) for name in names)])
        found = [(key, one.name) for key, one in programmes().items()]
        self.programme.choices = options([("", gettext("All programmes")), *found])

    def wanted(self) -> Wanted:
        """What was chosen; everything, when that cannot be read."""
        self.offer()
        if not self.validate():
            return Wanted()
        return Wanted(self.q.data or "", self.area.data, State(self.state.data), self.programme.data)

    def chosen(self) -> dict[str, Any]:
        """What was filled in, for the address of the next page."""
        return {name: value for name, value in self.data.items() if value}


class SearchForm(AskingForm):
    """One field that finds a family."""

    q = LineField(
        _l("Name, case reference or CPR number"),
        limit=LONGEST_SEARCH,
        description=_l("The name of the family or of somebody in it. A CPR number must be whole."),
    )

    def validate_q(self, field: LineField) -> None:
        """A single letter would find nearly everybody."""
        if len(field.data or "") < SHORTEST_SEARCH:
            raise ValidationError(gettext("Write at least two letters."))

    def asked(self, in_address: bool) -> str:
        """What to look for; empty when there is nothing to look for, or a CPR number stands in an address."""
        text: str = self.q.data or ""
        if not self.validate():
            return ""
        if LIKE_CPR.search(text):
            self.q.data = ""
            if in_address:
                self.q.errors = [gettext("A CPR number may not stand in an address. Write it here, and search again.")]
                return ""
        return text
