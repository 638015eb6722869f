"""An agreement is called off, and it is written down why."""

import uuid
from typing import Any

from flask import url_for

from hfi.family_page.dossier import Dossier
from hfi.family_page.editors import AgreementEditor
from hfi.family_page.short_form import ShortForm
from hfi.plan.forms import AgreementDropForm
from hfi.plan.models import AgreementStatus
from hfi.texts import _l


class AgreementDropEditor(ShortForm, AgreementEditor):
    """Why an agreement is called off."""

    title = _l("Call off the agreement")
    submit = _l("Call off the agreement")
    saved = _l("The agreement is called off.")
    form = AgreementDropForm
    names = ("dropped_reason",)
    short = "agreement_drop"

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return url_for("family_page.agreement_drop", ref=reference, item=item)

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        super().apply(dossier, entity, form)
        entity.status, entity.done_on = AgreementStatus.DROPPED, None
