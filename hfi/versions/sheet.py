"""The three questions on paper: half a page for each who answers."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.calling.queries import find_meeting, log_meeting
from hfi.family_page.dossier import Dossier
from hfi.printing.document import pdf
from hfi.versions.forms import AnswersForm


@dataclass(frozen=True)
class Sheet:
    """What the paper says. It names the meeting, not the family: it may be left lying."""

    municipality: str
    programme: str
    reference: str
    met_at: datetime
    questions: tuple[str, ...]
    words: str


def load_sheet(dossier: Dossier, item: uuid.UUID) -> Sheet:
    """The sheet of one meeting. 403 for those who may not print."""
    decision = dossier.access.decide(Action.PRINT)
    if not decision:
        audit.refuse(dossier.access.reader, dossier.access.id, "meeting", decision.why)
    meeting, programme = find_meeting(dossier, item), dossier.programme
    log_meeting(dossier, "meeting")
    form = AnswersForm(None)
    return Sheet(
        municipality=programme.municipality_name,
        programme=programme.name,
        reference=dossier.access.reference,
        met_at=meeting.starts_at,
        questions=tuple(str(one.label.text) for one in (form.heard, form.clear, form.hopeful)),
        words=str(form.words.label.text),
    )


def sheet_pdf(sheet: Sheet) -> bytes:
    """The paper. Raises PrintUnavailableError."""
    return pdf(render_template("print/questions.html", sheet=sheet))
