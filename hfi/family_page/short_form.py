"""An editor's second form: the same row and the same right, with a few fields that are changed more often."""

from typing import Any, ClassVar

from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Editor, Link


class ShortForm(Editor):
    """Stands before the whole editor among a class's bases. Its fields ask for no lists of the family's own."""

    new_title = ""
    add_label = ""
    later: ClassVar[tuple[str, ...]] = ()
    links: ClassVar[dict[str, Link]] = {}
    short: ClassVar[str]

    @property
    def form_template(self) -> str:
        return f"family_page/{self.short}_form.html"

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        return Editor.values(self, dossier, row)

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        """Nothing is to be filled in."""

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        Editor.apply(self, dossier, entity, form)
