"""An agreement is called off, and it is written down why."""

import uuid
from typing import Any, ClassVar

from flask import url_for

from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Editor, Link
from hfi.family_page.editors import AgreementEditor
from hfi.plan.forms import AgreementDropForm
from hfi.plan.models import AgreementStatus
from hfi.texts import _l


class AgreementDropEditor(AgreementEditor):
    """The same agreement and the same right, with another form."""

    title = _l("Call off the agreement")
    new_title = ""
    add_label = ""
    submit = _l("Call off the agreement")
    saved = _l("The agreement is called off.")
    form = AgreementDropForm
    names = ("dropped_reason",)
    links: ClassVar[dict[str, Link]] = {}

    @property
    def form_template(self) -> str:
        return "family_page/agreement_drop_form.html"

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return url_for("family_page.agreement_drop", ref=reference, item=item)

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        return Editor.values(self, dossier, row)

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        """The form has no lists."""

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        Editor.apply(self, dossier, entity, form)
        entity.status, entity.done_on = AgreementStatus.DROPPED, None
