"""Forms of the lists: an entry of each kind, its last day, and opening it again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.validators import ValidationError

from hfi.fields import BaseForm, DateField, LineField, NewForm, WholeNumberField, options
from hfi.parameters.entries import NAMED_BY_WORDS, Entry, day_fields, entries_of
from hfi.parameters.models import Kind
from hfi.parameters.words import UNIT_TITLES, in_danish, in_english, same_words
from hfi.plan.department import registry
from hfi.texts import _l, gettext

LONGEST_NAME = 80
FRAME = ("words", "words_en", "valid_from", "valid_until", "source")
"""What every kind of entry may have, in columns of its own."""


class EntryForm(NewForm):
    """What every entry has. A new one's id comes with the form, a stored one's version."""

    version = HiddenField(default="0")
    words = LineField(_l("Name in Danish"), must=_l("Write the name in Danish"), limit=LONGEST_NAME)
    valid_from = DateField(_l("Valid from"), must=_l("Write the first day that it is valid"))
    valid_until = DateField(_l("Valid until"), description=_l("The last day. Leave it empty while there is none."))
    source = LineField(
        _l("Source"),
        must=_l("Write where it comes from"),
        description=_l("For example a paragraph, a decision or a list, with its day"),
    )
    own: ClassVar[tuple[str, ...]] = ()
    """The fields that only this kind has."""

    entry: Entry | None = None
    others: tuple[Entry, ...] = ()
    words_are_kept = False

    def belongs(self, siblings: Iterable[Entry], entry: Entry | None = None) -> None:
        """Say which list it stands in, and what it is now: an entry that is chosen by its words keeps them."""
        self.entry, self.others = entry, tuple(one for one in siblings if entry is None or one.id != entry.id)
        self.words_are_kept = entry is not None and entry.kind in NAMED_BY_WORDS

    def fields(self) -> Iterator[Field]:
        """The boxes, in the page's order."""
        names = ("words", "words_en", *self.own, "valid_from", "valid_until", "source")
        return (self[name] for name in names if name in self)

    def frame(self) -> dict[str, Any]:
        """What goes into columns of its own."""
        return {name: self[name].data for name in FRAME if name in self}

    def details(self) -> dict[str, Any]:
        """What only this kind has."""
        return self.values([name for name in self.own if name in self])

    def validate_words(self, field: Field) -> None:
        """Two entries with one name cannot be told apart; what is stored by its name keeps it."""
        if self.words_are_kept and self.entry and field.data != self.entry.words_da:
            raise ValidationError(gettext("Families may stand under this name. Close it, and add the new name."))
        if same_words(field.data, self.valid_from.data, self.valid_until.data, self.others):
            raise ValidationError(gettext("This name is on the list already, in the same time."))

    def validate_valid_until(self, field: Field) -> None:
        """It does not end before it begins."""
        refuse_before(self.valid_from.data, field.data)


def refuse_before(first: date | None, last: date | None) -> None:
    """Raise ValidationError when the last day lies before the first."""
    if first and last and last < first:
        raise ValidationError(gettext("The last day cannot be before the first day"))


class MeasureForm(EntryForm):
    """A kind of measure."""

    words_en = LineField(_l("Name in English"), limit=LONGEST_NAME)
    sensitive = BooleanField(
        _l("Sensitive: such a measure is hidden outside its profession"),
        description=_l("It counts for measures that are saved from now on."),
    )
    own = ("sensitive",)


class AreaForm(EntryForm):
    """A housing area."""

    district = LineField(_l("District"), must=_l("Write the district"), limit=LONGEST_NAME)
    own = ("district",)


class ScaleForm(EntryForm):
    """A scale, from its lower end to its upper."""

    low = WholeNumberField(_l("Lowest number"), most=99, must=_l("Write the lowest number"))
    low_means = LineField(_l("The lowest number means"), must=_l("Write what it means"), limit=LONGEST_NAME)
    high = WholeNumberField(_l("Highest number"), least=1, most=100, must=_l("Write the highest number"))
    high_means = LineField(_l("The highest number means"), must=_l("Write what it means"), limit=LONGEST_NAME)
    own = ("low", "low_means", "high", "high_means")

    def validate_high(self, field: Field) -> None:
        """It lies above the lowest."""
        if field.data is not None and self.low.data is not None and field.data <= self.low.data:
            raise ValidationError(gettext("Write a number above the lowest"))


class DeadlineForm(EntryForm):
    """So many months after one of the section's days, another one must be there."""

    words_en = LineField(_l("Name in English"), limit=LONGEST_NAME)
    from_field = SelectField(_l("Counts from"))
    done_field = SelectField(_l("Done when there is"))
    months = WholeNumberField(_l("Months"), least=1, most=240, must=_l("Write how many months"))
    warn_days = WholeNumberField(_l("Warns so many days before"), most=365, must=_l("Write how many days"))
    own = ("from_field", "done_field", "months", "warn_days")

    def offer(self, owner: str) -> None:
        """Let the days of the section be chosen."""
        days = day_fields(registry().by_id[owner])
        self.from_field.choices = self.done_field.choices = options([("", gettext("Choose")), *days.items()])

    def validate_from_field(self, field: Field) -> None:
        """One is chosen."""
        if not field.data:
            raise ValidationError(gettext("Choose the day that it counts from"))

    def validate_done_field(self, field: Field) -> None:
        """One is chosen, and another one."""
        if not field.data:
            raise ValidationError(gettext("Choose the day that ends it"))
        if field.data == self.from_field.data:
            raise ValidationError(gettext("Choose another day than the one that it counts from"))


class RuleForm(EntryForm):
    """Another version of a rule of the law or the programme."""

    words_en = LineField(_l("Name in English"), limit=LONGEST_NAME)
    from_age = WholeNumberField(_l("From the birthday, in years"), least=1, most=99, must=_l("Write how many years"))
    count = WholeNumberField(_l("How long"), least=1, most=999, must=_l("Write how long"))
    warn_days = WholeNumberField(_l("Warns so many days before"), most=365, must=_l("Write how many days"))
    urgent_days = WholeNumberField(_l("Urgent so many days before"), most=365, must=_l("Write how many days"))
    own = ("from_age", "count", "warn_days", "urgent_days")
    pattern: Mapping[str, Any]

    def follow(self, owner: str) -> None:
        """Ask for the numbers that the rule has: a count of 0 is somebody else's, and stays."""
        self.pattern = versions(owner)[0].details
        for name in ("from_age", "count"):
            if not self.pattern[name]:
                delattr(self, name)
        if "count" in self:
            self.count.description = UNIT_TITLES[self.pattern["unit"]]

    def details(self) -> dict[str, Any]:
        return {**self.pattern, **super().details()}

    def validate_urgent_days(self, field: Field) -> None:
        """It is not urgent before it is spoken of."""
        if None not in (field.data, self.warn_days.data) and field.data > self.warn_days.data:
            raise ValidationError(gettext("Write at most the days before which it warns"))


def versions(owner: str) -> tuple[Entry, ...]:
    """The versions of a rule, the newest first."""
    found = entries_of(Kind.RULES, owner)
    return tuple(sorted(found, key=lambda one: one.valid_from or date.min, reverse=True))


def first_values(kind: Kind, owner: str) -> dict[str, Any]:
    """What stands in the form of a new entry: of a rule what its newest version says."""
    if kind is not Kind.RULES:
        return {}
    newest = versions(owner)[0]
    return {**newest.details, "words": in_danish(newest), "words_en": in_english(newest)}


FORMS: dict[Kind, type[EntryForm]] = {
    Kind.MEASURES: MeasureForm,
    Kind.RULES: RuleForm,
    Kind.DEADLINES: DeadlineForm,
    Kind.AREAS: AreaForm,
    Kind.SCALES: ScaleForm,
}


def entry_form(kind: Kind, owner: str, data: dict[str, Any]) -> EntryForm:
    """The form of this kind; `data` is what stands in it at first."""
    form = FORMS[kind](data=data)
    if isinstance(form, DeadlineForm):
        form.offer(owner)
    if isinstance(form, RuleForm):
        form.follow(owner)
    return form


class CloseForm(BaseForm):
    """The last day of an entry."""

    version = HiddenField(default="0")
    valid_until = DateField(_l("Last day"), must=_l("Write the last day that it is valid"))
    reason = LineField(
        _l("Why?"), must=_l("Write why"), limit=400, description=_l("For example a paragraph or a decision")
    )
    entry: Entry

    def validate_valid_until(self, field: Field) -> None:
        """It does not end before it begins."""
        refuse_before(self.entry.valid_from, field.data)


class ReopenForm(BaseForm):
    """An entry has no last day any more."""

    version = HiddenField(default="0")
    reason = LineField(
        _l("Why?"), must=_l("Write why"), limit=400, description=_l("For example a paragraph or a decision")
    )
    entry: Entry
    others: tuple[Entry, ...] = ()

    def validate_reason(self, _field: Field) -> None:
        """No other entry has taken its name meanwhile."""
        if same_words(str(self.entry.words), self.entry.valid_from, None, self.others):
            raise ValidationError(gettext("Another entry has this name in the same time. Close that one first."))
