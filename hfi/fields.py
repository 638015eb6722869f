"""The forms' base, and fields that speak Danish: dates, times, numbers and texts as people type them here."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from babel.numbers import format_decimal
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional, StopValidation, ValidationError
from wtforms.widgets import TextInput

from hfi.forgery import FormToken
from hfi.texts import LazyString, _l, gettext

Text: TypeAlias = str | LazyString

LONGEST_TEXT = 20_000
LONGEST_LINE = 200
# Letters that turn the reading direction could show a sentence as another one than the one that was stored.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class WTFormsMessages:
    """WTForms' own messages, through this project's catalogue (WTForms has no Danish one)."""

    def gettext(self, message: str) -> str:
        return gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        # WTForms fills in its own values afterwards, where flask-babel's ngettext would do it at once.
        return gettext(singular if number == 1 else plural)


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form with a CSRF token whose messages are in the user's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf_class = FormToken

        def get_translations(self, _form: Any) -> WTFormsMessages:
            return WTFormsMessages()

    def values(self, names: Sequence[str]) -> dict[str, Any]:
        """What was typed in the named fields, cleaned."""
        return {name: self[name].data for name in names}


class AskingForm(BaseForm):
    """A form that changes nothing, so that it may come by an address; the token of those posted is checked anyway."""

    class Meta(BaseForm.Meta):
        csrf = False


class EditForm(BaseForm):
    """A form that edits a row: it carries the version that it was opened with, and a new row's id."""

    version = HiddenField(default="0")
    item = HiddenField()


class NewForm(BaseForm):
    """A form of something new: its id comes with it, so that two clicks make one."""

    item = HiddenField()

    def new_id(self) -> uuid.UUID:
        """The id that the form came with. Raises ValueError when somebody changed it into what is none."""
        return uuid.UUID(self.item.data or "")

    def validate_item(self, _field: HiddenField) -> None:
        """It is an id."""
        try:
            self.new_id()
        except ValueError as error:
            raise ValidationError(gettext("The page could not be read. Load it again.")) from error


def required(message: Text) -> list[Callable[..., None]]:
    """Validators of a field that must be filled in, with the words that say what to write."""
    return [NotBlank(message)]


class NotBlank:
    """Refuse what is empty once the spaces around it are gone."""

    def __init__(self, message: Text) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, _form: BaseForm, field: Field) -> None:
        unreadable = field.data is None and field.process_errors
        if not unreadable and (field.data in (None, []) or (isinstance(field.data, str) and not field.data.strip())):
            raise StopValidation(self.message)


def clean(text: str | None) -> str:
    """The text in composed letters, with plain line ends and no space around it."""
    return unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def refuse_hidden_letters(_form: BaseForm, field: Field) -> None:
    """Refuse letters that nobody can see."""
    if FORBIDDEN.search(field.data or ""):
        raise ValidationError(gettext("The text has hidden characters. Write it again, or paste it as plain text."))


class Longest:
    """Refuse what is longer than this many characters, and say how many there are."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, _form: BaseForm, field: Field) -> None:
        length = len(field.data or "")
        if length > self.limit:
            raise ValidationError(
                gettext(
                    "Write at most %(limit)d characters. There are %(length)d now.", limit=self.limit, length=length
                )
            )


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """The choices of a list, from values and their words."""
    return [SelectChoice(value, label) for value, label in pairs]


class LineField(StringField):
    """One line of text."""

    def __init__(self, label: Text, *, must: Text | None = None, limit: int = LONGEST_LINE, **more: Any) -> None:
        checks = [*(required(must) if must else [Optional()]), Longest(limit), refuse_hidden_letters]
        super().__init__(label, validators=checks, filters=[clean], **more)


class TextField(TextAreaField):
    """Text of any length that a page can hold."""

    def __init__(self, label: Text, *, must: Text | None = None, limit: int = LONGEST_TEXT, **more: Any) -> None:
        checks = [*(required(must) if must else [Optional()]), Longest(limit), refuse_hidden_letters]
        super().__init__(label, validators=checks, filters=[clean], **more)


def row_id(text: Any) -> uuid.UUID:
    """The id of a chosen row. Raises ValueError."""
    return text if isinstance(text, uuid.UUID) else uuid.UUID(text)


class IdsField(SelectMultipleField):
    """A choice of several rows."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, coerce=row_id, **more)


class TypedField(Field):
    """A field whose text is read strictly; what could not be read stays in the box as it was typed."""

    widget = TextInput()
    data: Any
    mistake: Text = ""

    def __init__(self, label: Text, *, must: Text | None = None, **more: Any) -> None:
        super().__init__(label, validators=required(must) if must else [Optional()], **more)

    def read(self, text: str) -> Any:
        """The value that the text means, here the text itself. Raises ValueError."""
        return text

    def show(self, value: Any) -> str:
        """The value as a person would type it."""
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = self.read(text)
            except (ValueError, InvalidOperation) as error:
                raise ValueError(str(self.mistake)) from error


class DateField(TypedField):
    """A date as day, month, year: `31.03.2026`, `31/3-2026` or `31-3-26`."""

    mistake = _l("Write the date as day, month and year, for example 31.03.2026")

    def read(self, text: str) -> date:
        parts = re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4}|\d{2})", text, re.ASCII)
        if parts is None:
            raise ValueError(text)
        day, month, year = (int(part) for part in parts.groups())
        year += 2000 if len(parts[3]) == 2 else 0
        if not 1900 <= year <= 2100:
            raise ValueError(text)
        return date(year, month, day)

    def show(self, value: date) -> str:
        return f"{value:%d.%m.%Y}"


class ClockField(TypedField):
    """A time of day: `16.30`, `16:30` or `16`."""

    mistake = _l("Write the time as hours and minutes, for example 16.30")

    def read(self, text: str) -> time:
        hour, _, minute = text.replace(":", ".").partition(".")
        if not re.fullmatch(r"\d{1,2}", hour, re.ASCII) or not re.fullmatch(r"(\d{2})?", minute, re.ASCII):
            raise ValueError(text)
        return time(int(hour), int(minute or 0))

    def show(self, value: time) -> str:
        return f"{value:%H.%M}"


class WholeNumberField(TypedField):
    """A whole number within limits."""

    mistake = _l("Write a whole number")

    def __init__(self, label: Text, *, least: int = 0, most: int = 1_000_000, **more: Any) -> None:
        super().__init__(label, **more)
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise ValueError(text)
        return int(text)

    def post_validate(self, _form: Any, _stopped: bool) -> None:
        if self.data is not None and not self.least <= self.data <= self.most:
            message = gettext("Write a number from %(least)d to %(most)d", least=self.least, most=self.most)
            raise ValidationError(message)


class AmountField(TypedField):
    """A number with at most two decimals, Danish: `1.234,50`."""

    mistake = _l("Write the number with a comma, for example 1.234,50")

    def read(self, text: str) -> Decimal:
        if not re.fullmatch(r"(\d{1,3}(\.\d{3})+|\d{1,9})(,\d{1,2})?", text, re.ASCII):
            raise ValueError(text)
        return Decimal(text.replace(".", "").replace(",", "."))

    def show(self, value: Decimal) -> str:
        return format_decimal(value, locale="da")


# WTForms' messages, named here so that the catalogue has them.
WTFORMS_MESSAGES = (
    _l("This field is required."),
    _l("Not a valid choice."),
    _l("'%(value)s' is not a valid choice for this field."),
    _l("'%(value)s' are not valid choices for this field."),
    _l("Invalid Choice: could not coerce."),
    _l("Invalid choice(s): one or more data inputs could not be coerced."),
    _l("Not a valid integer value."),
)
