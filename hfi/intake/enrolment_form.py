"""The form of an enrolment: who the family's people are, from when, and the first meeting."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.access.roles import Role
from hfi.fields import ClockField, DateField, LineField, options
from hfi.filters import full_date
from hfi.intake.proposal import Candidate
from hfi.programmes.model import ROLE_NAMES, Programme
from hfi.team.forms import ColleagueField, DayField, TeamForm
from hfi.texts import _l, gettext
from hfi.working_days import working_day_after

LATEST_START = timedelta(days=90)


class PeopleForm(TeamForm):
    """Who works with a family. The fields of contact persons are there as far as the programme has them."""

    contact_1 = ColleagueField(_l("First contact person"))
    contact_2 = ColleagueField(_l("Second contact person"))
    coordinator = ColleagueField(ROLE_NAMES[Role.COORDINATOR])

    programme: Programme

    def offer(self, programme: Programme, contacts: Iterable[Candidate], coordinators: Iterable[Candidate]) -> None:
        """Fill the lists, and leave out what the programme has not."""
        self.programme = programme
        nobody = ("", gettext("Not chosen"))
        self.coordinator.choices = options([nobody, *((one.user_id, one.name) for one in coordinators)])
        people = [(one.user_id, label(one, programme)) for one in contacts]
        for number, name in enumerate(("contact_1", "contact_2"), 1):
            if number > programme.contact_persons:
                del self[name]
            else:
                self[name].choices = options([nobody, *people])

    def contacts(self) -> list[Any]:
        """The fields of contact persons in which somebody is chosen."""
        return [self[name] for name in ("contact_1", "contact_2") if name in self and self[name].data]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever must be there is chosen. A field that may be empty is not asked itself."""
        valid = bool(super().validate(extra_validators))
        for name in ("contact_1", "contact_2", "coordinator"):
            if name in self and not self[name].data:
                self[name].errors = [gettext("Choose somebody from the list")]
                valid = False
        return valid


class EnrolmentForm(PeopleForm):
    """An enrolment."""

    enrolled_on = DayField(_l("Start"), must=_l("Write the first day"))
    expected_end_on = DateField(_l("Expected end"))
    meeting_on = DateField(_l("First meeting"))
    meeting_at = ClockField(_l("At what time?"), description=_l("For example 15.30"))
    meeting_place = LineField(_l("Where?"))
    interpreter_booked = BooleanField(_l("The interpreter is booked"))
    later = BooleanField(_l("The family wants to meet later than the programme says"))

    def validate_enrolled_on(self, field: DateField) -> None:
        """Soon."""
        if field.data and field.data > clock.today() + LATEST_START:
            raise ValidationError(gettext("Choose a day within the next three months"))

    def validate_expected_end_on(self, field: DateField) -> None:
        """After the start."""
        if field.data and self.enrolled_on.data and field.data <= self.enrolled_on.data:
            raise ValidationError(gettext("The end must be after the start"))

    def validate_meeting_on(self, field: DateField) -> None:
        """From the start on, and within the programme's working days unless the family wants it later."""
        if not field.data or not self.enrolled_on.data:
            return
        if field.data < self.enrolled_on.data:
            raise ValidationError(gettext("The first meeting is held when the family has started"))
        last = working_day_after(self.enrolled_on.data, self.programme.first_meeting_working_days)
        if field.data > last and not self.later.data:
            text = gettext(
                "Choose %(day)s or an earlier day, or tick that the family wants it later", day=full_date(last)
            )
            raise ValidationError(text)

    def validate(self, extra_validators: Any = None) -> bool:
        """A meeting has a time."""
        valid = super().validate(extra_validators)
        if self.meeting_on.data and self.meeting_at.data is None and not self.meeting_at.errors:
            self.meeting_at.errors = [gettext("Write when the meeting begins")]
            valid = False
        return valid


def label(one: Candidate, programme: Programme) -> str:
    """`Lone Papirsen, SOF – 7 of 8 families`."""
    return gettext(
        "%(name)s, %(department)s – %(number)d of %(most)d families",
        name=one.name,
        department=one.department,
        number=one.families,
        most=programme.most_families_per_contact_person,
    )
