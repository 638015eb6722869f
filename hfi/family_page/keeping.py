"""What a child does not want a parent to see on paper: only what is about children alone can be kept from somebody."""

import uuid
from collections.abc import Collection
from typing import Any

from hfi.family_page.editing import RefusedError
from hfi.fields import options
from hfi.texts import _

People = list[tuple[uuid.UUID, str]]


def offer_parents(form: Any, adults: People) -> None:
    """Let the form offer the adults of the family."""
    form.kept_from_ids.choices = options(adults)


def refuse_unless_about_children(form: Any, about: Collection[uuid.UUID] | None, children: People) -> None:
    """Raise RefusedError when something is to be kept from somebody, and it is not about children alone."""
    if form.kept_from_ids.data and not (about and {one for one, _name in children}.issuperset(about)):
        raise RefusedError("kept_from_ids", _("Only what is about children alone can be kept from somebody"))
