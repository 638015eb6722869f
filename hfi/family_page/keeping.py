"""What a child does not want a parent to see on paper: only what is about children alone can be kept from somebody."""

import uuid
from collections.abc import Collection
from typing import Any

from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import RefusedError
from hfi.fields import options
from hfi.texts import _


def offer_parents(dossier: Dossier, form: Any) -> None:
    """Let the form offer the adults of the family."""
    form.kept_from_ids.choices = options(dossier.choices["adult"])


def refuse_unless_about_children(dossier: Dossier, form: Any, people: Collection[uuid.UUID]) -> None:
    """Raise RefusedError when something is to be kept from somebody, and it is not about children alone."""
    children = {one for one, _name in dossier.choices["child"]}
    if form.kept_from_ids.data and not (people and children.issuperset(people)):
        raise RefusedError("kept_from_ids", _("Only what is about children alone can be kept from somebody"))
