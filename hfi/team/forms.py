"""Forms of the team: an attachment, a change of one, a hand-over, an absence."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.access.models import AttachmentKind
from hfi.access.roles import Role
from hfi.fields import BaseForm, DateField, IdsField, LineField, NewForm, WholeNumberField, options
from hfi.plan.forms import END_BEFORE_START, IdField
from hfi.programmes.model import ROLE_NAMES
from hfi.team.rules import MOST_OVERLAP, TieRefusedError
from hfi.team.staff import Colleague
from hfi.team.views import Movable
from hfi.texts import _l, gettext

KIND_TITLES = {
    AttachmentKind.CONTACT_PERSON: _l("Contact person"),
    AttachmentKind.COORDINATOR: ROLE_NAMES[Role.COORDINATOR],
    AttachmentKind.TEAM: _l("Team"),
}
REASON = _l("Write why. It is kept in the family's history.")
EARLIEST = _l("Choose today or a later day")


class DayField(DateField):
    """A date that is not over yet."""

    def post_validate(self, _form: Any, _stopped: bool) -> None:
        if self.data and self.data < clock.today():
            raise ValidationError(str(EARLIEST))


class ColleagueField(IdField):
    """A choice of a colleague. That the service refuses whoever is not on the list, and says why, is on purpose."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **more)

    def offer(self, colleagues: Iterable[Colleague]) -> None:
        """The colleagues to choose among."""
        self.choices = options([("", gettext("Not chosen")), *((one.user_id, one.label) for one in colleagues)])


class TeamForm(BaseForm):
    """A form whose work may be refused for what is known only then. `result` is what the work gave."""

    result: Any = None

    def stores(self, work: Callable[[], object]) -> bool:
        """Whether the work could be done; otherwise the form says at its field why not."""
        try:
            self.result = work()
        except TieRefusedError as refused:
            self[refused.field].errors = [refused.message]
            return False
        return True


class AttachForm(NewForm, TeamForm):
    """Somebody begins to work with a family."""

    user_id = ColleagueField(_l("Who?"))
    kind = RadioField(
        _l("As what?"), choices=options(KIND_TITLES.items()), coerce=AttachmentKind, default=AttachmentKind.TEAM
    )
    from_on = DayField(_l("From"), must=_l("Write the first day"))
    to_on = DateField(_l("Until, when it is known"), description=_l("The last day"))
    reason = LineField(_l("Why?"), must=REASON, limit=400)

    def validate_user_id(self, field: IdField) -> None:
        """Somebody is chosen."""
        if field.data is None:
            raise ValidationError(gettext("Choose who is to work with the family"))

    def validate_to_on(self, field: DateField) -> None:
        """The last day does not come before the first."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(str(END_BEFORE_START))


class ChangeForm(TeamForm):
    """Somebody works with the family until another day."""

    to_on = DateField(_l("Last day"), description=_l("Yesterday's date ends it at once. Leave it empty to go on."))
    end_reason = LineField(_l("Why?"), must=REASON, limit=400)
    sure = BooleanField(_l("End it all the same: the family has no contact person then"))


class HandOverForm(NewForm, TeamForm):
    """Somebody takes over all of a colleague's families, or those that are ticked."""

    user_id = ColleagueField(_l("Who takes over?"))
    from_on = DayField(_l("From"), must=_l("Write the first day"))
    overlap = WholeNumberField(
        _l("Days of overlap"), most=MOST_OVERLAP, description=_l("So many days both work with the family"), default=14
    )
    reason = LineField(_l("Why?"), must=REASON, limit=400)
    families = IdsField(_l("Families"), choices=[], validate_choice=False)

    def offer(self, colleagues: Iterable[Colleague], families: Sequence[Movable]) -> None:
        """Who can take over, and what: at first everything is ticked. What is no longer there is simply not moved."""
        self.user_id.offer(colleagues)
        self.families.choices = options((one.id, one.reference) for one in families)
        if not self.is_submitted():
            self.families.data = [one.id for one in families]

    def validate_user_id(self, field: IdField) -> None:
        """Somebody is chosen."""
        if field.data is None:
            raise ValidationError(gettext("Choose who takes over"))

    def chosen(self) -> list[uuid.UUID]:
        """The families that are ticked."""
        return self.families.data or []

    def validate_families(self, field: IdsField) -> None:
        """At least one is ticked."""
        if not field.data:
            raise ValidationError(gettext("Tick at least one family"))


class AbsenceForm(NewForm, TeamForm):
    """Somebody is away, and others stand in."""

    person = ColleagueField(_l("Who is away?"))
    from_on = DateField(_l("From"), must=_l("Write the first day"))
    to_on = DateField(_l("Until"), must=_l("Write the last day"), description=_l("The last day away"))
    first = ColleagueField(_l("Who stands in?"))
    second = ColleagueField(_l("Who else, if anybody?"))

    def offer(self, people: Iterable[Colleague], colleagues: Sequence[Colleague]) -> None:
        """Who may be away, and who may stand in."""
        self.person.offer(people)
        self.first.offer(colleagues)
        self.second.offer(colleagues)

    def validate_to_on(self, field: DateField) -> None:
        """The last day does not come before the first, and an absence is written down before it is over."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(str(END_BEFORE_START))
        if field.data and field.data < clock.today():
            raise ValidationError(str(EARLIEST))

    def substitutes(self) -> list[uuid.UUID]:
        """Those who were chosen, each once."""
        return list(dict.fromkeys(one for one in (self.first.data, self.second.data) if one))
