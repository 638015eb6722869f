"""The referral's form: as many people as are added, and questions that the programme's rules look at."""

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.consent.models import Manner
from hfi.families import cpr
from hfi.families.forms import KIND_TITLES
from hfi.families.models import PersonKind
from hfi.fields import DateField, LineField, NewForm, TextField, WTFormsMessages, options, required
from hfi.intake.models import Source
from hfi.intake.rules import Facts, Young
from hfi.intake.words import DIFFICULTIES, MANNERS, SOURCE_TITLES
from hfi.parameters.current import housing_areas
from hfi.programmes.model import Programme
from hfi.programmes.parts import RuleKind
from hfi.team.forms import ColleagueField
from hfi.team.staff import Colleague
from hfi.texts import _l, gettext, ngettext

ELSEWHERE = "elsewhere"
NOT_YET = "not_yet"
MOST_PEOPLE = 20
DEPARTMENTS_NEEDED = _l("Choose where the family has a case")


class PersonForm(Form):
    """Somebody in the family. A line in which nothing is written is nobody."""

    class Meta:
        """Messages in the user's language."""

        def get_translations(self, _form: Any) -> WTFormsMessages:
            return WTFormsMessages()

    name = LineField(_l("Name"))
    relation = LineField(_l("Who is this in the family?"), limit=80, description=_l("For example: mother"))
    kind = SelectField(
        _l("Place in the family"), choices=options(KIND_TITLES.items()), coerce=PersonKind, default=PersonKind.CHILD
    )
    cpr = LineField(_l("CPR number"), limit=20)
    born_on = DateField(_l("Or the birthday"), description=_l("Day, month, year"))

    @property
    def is_empty(self) -> bool:
        """Whether nobody is written here."""
        typed = (self.name, self.relation, self.cpr, self.born_on)
        return not any(one.raw_data[0].strip() if one.raw_data else one.data for one in typed)

    def validate_cpr(self, field: LineField) -> None:
        """Ten digits that begin with a date; the modulus is not checked, since 2007 it need not hold."""
        if field.data and not cpr.looks_like_cpr(field.data):
            raise ValidationError(gettext("Write the CPR number with 10 digits"))

    def validate_born_on(self, field: DateField) -> None:
        """Nobody is born tomorrow."""
        if field.data and field.data > clock.today():
            raise ValidationError(gettext("The birthday lies in the future. Leave it empty for a child to come."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Somebody has a name when anything is written of them. A field that may be empty is not asked itself."""
        valid = bool(super().validate(extra_validators))
        if valid and not self.name.data and not self.is_empty:
            self.name.errors = [gettext("Write the name")]
            return False
        return valid


class ReferralForm(NewForm):
    """A referral. It comes with its id, so that two clicks make one."""

    programme = HiddenField()
    name = LineField(_l("The family's name"), must=_l("Write what you call the family"))
    housing_area = SelectField(
        _l("Housing area"), choices=[], validators=required(_l("Choose the housing area, or “Elsewhere”"))
    )
    interpreter_language = LineField(
        _l("Interpreter's language"), limit=40, description=_l("Leave it empty when no interpreter is needed")
    )
    people = FieldList(FormField(PersonForm), min_entries=2, max_entries=MOST_PEOPLE)
    departments = SelectMultipleField(
        _l("Where does the family have a case today?"), choices=[], validators=required(DEPARTMENTS_NEEDED)
    )
    difficulties = SelectMultipleField(
        _l("What is hard for the family?"),
        choices=options(DIFFICULTIES.items()),
        description=_l("Choose all that fits."),
    )
    why = TextField(
        _l("Why should the family take part?"),
        must=_l("Write why the family should take part"),
        limit=2000,
        description=_l("3–5 lines. Write so that the family can read it. It may see what you write."),
    )
    manner = RadioField(
        _l("Has the family said yes to the departments talking together?"),
        choices=options([*MANNERS.items(), (NOT_YET, _l("No, or not asked yet. Then it cannot be sent."))]),
        validators=required(_l("Choose what the family has said")),
        validate_choice=False,
    )
    consented_on = DateField(_l("Day of the consent"))
    source = RadioField(
        _l("Who had the idea?"),
        choices=options(SOURCE_TITLES.items()),
        coerce=Source,
        default=Source.DEPARTMENT,
    )
    source_name = LineField(_l("Who is it, and how do we reach them?"))
    contact_1 = ColleagueField(_l("First contact person"))
    contact_2 = ColleagueField(_l("Second contact person"))

    def offer(self, programme: Programme, colleagues: Iterable[Colleague]) -> None:
        """Fill the lists with what the programme has."""
        today = clock.today()
        areas = [(one.name, one.name) for one in housing_areas(programme) if one.offered_on(today)]
        self.offer_areas(areas)
        self.departments.choices = options((one.code, one.name) for one in programme.departments)
        self.offered = programme
        staff = list(colleagues)
        self.contact_1.offer(staff)
        self.contact_2.offer(staff)

    def offer_areas(self, areas: list[tuple[str, str]]) -> None:
        """The programme's housing areas; where it has none, nobody is asked."""
        self.housing_area.choices = options([("", gettext("Choose")), *areas, (ELSEWHERE, gettext("Elsewhere"))])
        if not areas and not self.housing_area.data:
            self.housing_area.data = ELSEWHERE

    def written(self) -> list[PersonForm]:
        """Those who are written down."""
        return [one.form for one in self.people if not one.form.is_empty]

    def validate_people(self, _field: Any) -> None:
        """Somebody is there, and nobody twice."""
        if not self.written():
            raise ValidationError(gettext("Write who is in the family"))
        seen: set[str] = set()
        for one in self.written():
            number = cpr.compact(one.cpr.data or "") if cpr.looks_like_cpr(one.cpr.data or "") else ""
            if number in seen:
                one.cpr.errors = [gettext("Somebody else in the family has this number. Check it.")]
                raise ValidationError(gettext("Somebody stands there twice"))
            seen |= {number} - {""}

    def validate_departments(self, field: SelectMultipleField) -> None:
        """As many as the programme's rule asks for."""
        rules = (one for one in self.offered.target_group if one.kind is RuleKind.DEPARTMENTS and one.required)
        needed = max((one.at_least for one in rules), default=1)
        if len(field.data or []) < needed:
            raise ValidationError(
                ngettext("Choose at least %(num)d department", "Choose at least %(num)d departments", needed)
            )

    def validate_manner(self, field: RadioField) -> None:
        """Nothing is passed on before the family has said yes (retssikkerhedsloven § 11 a)."""
        if field.data == NOT_YET:
            raise ValidationError(gettext("Ask the family first. Your draft is kept until then."))
        if field.data not in {one.value for one in MANNERS}:
            raise ValidationError(gettext("Choose what the family has said"))

    def validate_contact_2(self, field: ColleagueField) -> None:
        """Two different people."""
        if field.data and field.data == self.contact_1.data:
            raise ValidationError(gettext("Choose two different people"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A yes has a day, and it has been said: an empty field is not asked itself."""
        valid = bool(super().validate(extra_validators))
        wrong = self.wrong_day()
        if wrong and not self.consented_on.errors:
            self.consented_on.errors = [wrong]
        return valid and not wrong

    def wrong_day(self) -> str:
        """What is wrong with the day of the consent; empty when nothing is."""
        if self.manner.data == NOT_YET or self.consented_on.process_errors:
            return ""
        if self.consented_on.data is None:
            return str(gettext("Write the day on which the family said yes"))
        if self.consented_on.data > clock.today():
            return str(gettext("The day lies in the future. Write the day on which it was said."))
        return ""

    def facts(self) -> Facts:
        """What is known as far as the form is filled in: what nobody touched yet is open."""
        area = self.housing_area.data
        people = self.written()
        given = {NOT_YET: False, **{one.value: True for one in MANNERS}}
        return Facts(
            area=None if not area else "" if area == ELSEWHERE else area,
            young=tuple(Young(born_on(one)) for one in people if one.kind.data is PersonKind.CHILD) if people else None,
            departments=len(self.departments.data) if self.departments.data else None,
            difficulties=len(self.difficulties.data) if self.difficulties.data else None,
            consent=given.get(str(self.manner.data)),
        )

    def consent_manner(self) -> Manner:
        """How the family said yes."""
        return Manner(self.manner.data)

    def suggested(self) -> tuple[uuid.UUID | None, uuid.UUID | None]:
        """Whom the referrer suggests."""
        return self.contact_1.data, self.contact_2.data


def born_on(person: PersonForm) -> Any:
    """The birthday that was written, or that the CPR number tells; None when neither can be read."""
    if person.born_on.data or not cpr.looks_like_cpr(person.cpr.data or ""):
        return person.born_on.data
    day = cpr.birthday(person.cpr.data or "")
    return day if day <= clock.today() else None
