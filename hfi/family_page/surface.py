"""The page that a form stands on: the family's own, or one that shows a part of it."""

from abc import ABC, abstractmethod
from typing import Any

from hfi.families.scope import FamilyAccess


class Surface(ABC):
    """What the pipeline of forms needs to know of the page around them. Both pages are logged as read."""

    @abstractmethod
    def url(self, reference: str) -> str:
        """The page's address."""

    @abstractmethod
    def show(self, access: FamilyAccess, editing: Any, what: str) -> str:
        """The whole page, with the open form where its card stands; `what` is the form's name in the log."""

    @abstractmethod
    def saved(self, editor: Any, access: FamilyAccess, saved: Any, is_new: bool) -> str:
        """For htmx: the saved card, and whatever else on the page changed with it."""
