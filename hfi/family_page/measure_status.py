"""How it goes with a measure, in a short form: its status and its next step are what changes most often."""

import uuid
from typing import Any

from hfi.family_page.dossier_people import linked
from hfi.family_page.editing import section_url
from hfi.family_page.section_editors import MeasureEditor
from hfi.family_page.short_form import ShortForm
from hfi.plan.forms import MeasureStatusForm
from hfi.plan.models import Measure, MeasurePerson
from hfi.texts import _l


class MeasureStatusEditor(ShortForm, MeasureEditor):
    """A measure's status and next step."""

    title = _l("Update measure")
    form = MeasureStatusForm
    names = ("status", "outcome", "status_reason", "next_step")
    short = "measure_status"

    def more_columns(self) -> list[Any]:
        """Whom it is for decides who may write it."""
        return [linked(Measure, MeasurePerson.person_id, MeasurePerson.measure_id).label("person_ids")]

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return section_url(self.section.id, "measure_status", reference, item)
