"""In which fields what was typed differs from what a colleague stored, both as the form shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Field, FormField

from hfi.filters import short_date
from hfi.plan.section_form import choices_of


def differences(form: Any, stored: Mapping[str, Any], whose: str = "") -> Iterator[tuple[str, str, str]]:
    """Label, stored text and typed text of each field in which they differ; in a person's sub-form with the name."""
    for field in form:
        if isinstance(field, FormField):
            yield from differences(field.form, stored.get(field.short_name, {}), f"{field.label.text}: ")
        elif field.short_name in stored and field.short_name not in ("version", "item"):
            theirs, mine = shown(field, stored[field.short_name]), shown(field, field.data)
            if theirs != mine:
                yield whose + str(field.label.text), theirs, mine


def shown(field: Field, value: Any) -> str:
    """A value as the form would show it."""
    if isinstance(value, dict):
        return ", ".join(f"{short_date(month)}: {number}" for month, number in value.items() if number is not None)
    choices = {str(key): label for key, label in choices_of(field).items()}
    values = value if isinstance(value, list) else [value]
    show = getattr(field, "show", str)
    texts = [str(choices.get(str(one)) or ("" if one in (None, "", False) else show(one))) for one in values]
    return ", ".join(sorted(texts))
