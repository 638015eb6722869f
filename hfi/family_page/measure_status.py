"""How it goes with a measure, in a short form: its status and its next step are what changes most often."""

import uuid
from typing import Any, ClassVar

from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import linked
from hfi.family_page.editing import Editor, Link, section_url
from hfi.family_page.section_editors import MeasureEditor
from hfi.plan.forms import MeasureStatusForm
from hfi.plan.models import Measure, MeasurePerson
from hfi.texts import _l


class MeasureStatusEditor(MeasureEditor):
    """The same measure and the same right, with another form."""

    title = _l("Update measure")
    new_title = ""
    add_label = ""
    form = MeasureStatusForm
    names = ("status", "outcome", "status_reason", "next_step")
    later = ()
    links: ClassVar[dict[str, Link]] = {}

    @property
    def form_template(self) -> str:
        return "family_page/measure_status_form.html"

    def more_columns(self) -> list[Any]:
        """Whom it is for decides who may write it."""
        return [linked(Measure, MeasurePerson.person_id, MeasurePerson.measure_id).label("person_ids")]

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return section_url(self.section.id, "measure_status", reference, item)

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        """The form's lists are always the same."""

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        Editor.apply(self, dossier, entity, form)
