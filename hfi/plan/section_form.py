"""The form of a section: what every section asks, its own fields, and how they become JSON and come back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from wtforms import BooleanField, Field, Form, FormField
from wtforms.validators import ValidationError

from hfi import clock
from hfi.fields import AmountField, ClockField, DateField, EditForm, IdsField, TextField, WTFormsMessages
from hfi.filters import short_date
from hfi.plan.checklist import ChecklistField
from hfi.plan.forms import kept_from_field
from hfi.texts import LazyString, _l, gettext

COMMON = ("assessment", "ready", "person_ids", "kept_from_ids")
MONTHS_SHOWN = 6


class PersonForm(Form):
    """A section's own fields that are asked for each person."""

    class Meta:
        """Messages in the user's language."""

        def get_translations(self, _form: Any) -> WTFormsMessages:
            return WTFormsMessages()


class SectionForm(EditForm):
    """What every section asks; a department's form adds its own fields."""

    assessment = TextField(
        _l("Our assessment, in plain words"),
        limit=4000,
        description=_l("Write so that the family can read it. Short sentences, no abbreviations."),
    )
    person_ids = IdsField(
        _l("Whom does this concern?"),
        choices=[],
        description=_l("They decide who else may read it. Choose nobody, and it is those whom the measures are for."),
    )
    kept_from_ids = kept_from_field()
    ready = BooleanField(_l("Ready for the next meeting"))

    def own_fields(self) -> Iterator[Field]:
        """The department's own fields, without what every section has and what is asked for each person."""
        common = {*COMMON, "version", "item", "csrf_token"}
        return (one for one in self if one.short_name not in common and not isinstance(one, FormField))

    def people_fields(self) -> "Iterator[FormField[PersonForm]]":
        """The sub-forms, one for each person."""
        return (one for one in self if isinstance(one, FormField))


class ReadingsField(Field):
    """An indicator's whole numbers for the last months, one box each. Data: month (its first day) → number."""

    def __init__(self, label: LazyString, *, indicator: str, most: int = 100, **more: Any) -> None:
        super().__init__(label, **more)
        self.indicator, self.most = indicator, most

    def months(self) -> list[date]:
        """The first days of the months that have a box, oldest first."""
        first = self.raw_data[0] if self.raw_data and re.fullmatch(r"\d{4}-\d{2}", self.raw_data[0]) else ""
        return months_from(date.fromisoformat(first + "-01")) if first else last_months()

    def boxes(self) -> list[tuple[str, str, str]]:
        """For each month its element id, its name and what stands in the box."""
        months = self.months()
        typed = list(self.raw_data[1:]) if self.raw_data else []
        stored = ["" if (self.data or {}).get(month) is None else str(self.data[month]) for month in months]
        shown = (typed or stored) + [""] * MONTHS_SHOWN
        return [(f"{self.id}-{n}", short_date(month).split()[-1], shown[n]) for n, month in enumerate(months)]

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = {}
        for month, text in zip(self.months(), valuelist[1:], strict=False):
            self.data[month] = self.read(text.strip())

    def read(self, text: str) -> int | None:
        """The number in a box; None when it is empty. Raises ValueError with what to write."""
        if not text:
            return None
        if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or int(text) > self.most:
            raise ValueError(gettext("Write a number from %(least)d to %(most)d", least=0, most=self.most))
        return int(text)


def months_from(first: date) -> list[date]:
    """Six months from this one on."""
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(MONTHS_SHOWN)
    ]


def last_months() -> list[date]:
    """The six months that end with this one."""
    today = clock.today()
    index = today.year * 12 + today.month - MONTHS_SHOWN
    return months_from(date(index // 12, index % 12 + 1, 1))


def validate_order(first: Field, last: Field, message: LazyString) -> None:
    """Raise ValidationError when the last day lies before the first."""
    if first.data and last.data and last.data < first.data:
        raise ValidationError(message)


def pack(value: Any) -> Any:
    """A field's value as JSON can hold it."""
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def unpack(kind: type[Field], raw: Any) -> Any:
    """The value that was packed from a field of this class."""
    if raw is None:
        return None
    if issubclass(kind, ChecklistField):
        return kind.unpack(raw)
    readers = {DateField: date.fromisoformat, ClockField: time.fromisoformat, AmountField: Decimal}
    return next((read(raw) for base, read in readers.items() if issubclass(kind, base)), raw)


def pack_details(form: SectionForm) -> dict[str, Any]:
    """What the section stores as JSON: its own fields, and those of each person by id."""
    people = {
        one.short_name: {field.short_name: pack(field.data) for field in plain(one.form)}
        for one in form.people_fields()
    }
    return {"own": {one.short_name: pack(one.data) for one in form.own_fields()}, "people": people}


def plain(form: Form) -> Iterator[Field]:
    """The fields that go into JSON; readings are typed rows that others read."""
    return (one for one in form if not isinstance(one, ReadingsField))


@dataclass(frozen=True)
class FieldInfo:
    """What showing a stored field needs to know of it."""

    name: str
    label: Any
    kind: type[Field]
    choices: Mapping[Any, Any]


@cache
def field_infos(form: type[Form]) -> tuple[FieldInfo, ...]:
    """The fields of a form that are stored as JSON, in their order; labels stay untranslated until they are shown."""
    bound = form(formdata=None, meta={"csrf": False}) if issubclass(form, SectionForm) else form()
    fields = bound.own_fields() if isinstance(bound, SectionForm) else plain(bound)
    return tuple(FieldInfo(one.short_name, one.label.text, type(one), choices_of(one)) for one in fields)


def choices_of(field: Field) -> Mapping[Any, Any]:
    """What each choice is called; empty for fields without choices."""
    return {one.value: one.label for one in getattr(field, "choices", None) or ()}


def unpack_details(form: type[Form], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values of the form's fields; None for what was never filled in. What the form no longer has stays away."""
    return {one.name: unpack(one.kind, stored.get(one.name)) for one in field_infos(form)}
