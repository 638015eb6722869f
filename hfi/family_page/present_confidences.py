"""Presenter of the confidential notes: for whoever is named in one, or may write one; for others there is nothing."""

from typing import Any

from hfi.access.terms import Action
from hfi.confidences.models import CONFIDENCE_KIND_TITLES
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.present import names_of
from hfi.family_page.views import Confidences, ConfidenceView


def present_confidences(dossier: Dossier) -> Confidences | None:
    """The card; None for somebody who may neither read a note nor write one."""
    may_write = bool(rights.confidence_decision(dossier, Action.WRITE))
    notes = present_notes(dossier)
    return Confidences(notes, may_write) if notes or may_write else None


def present_notes(dossier: Dossier) -> tuple[ConfidenceView, ...]:
    """The notes that name the reader; not even asked for where the rule would refuse them all."""
    if not rights.confidence_decision(dossier, Action.READ):
        return ()
    may_edit = bool(rights.confidence_decision(dossier, Action.WRITE))
    return tuple(present_note(dossier, row, may_edit) for row in dossier.confidences)


def present_note(dossier: Dossier, row: Any, may_edit: bool) -> ConfidenceView:
    """One note."""
    return ConfidenceView(
        id=row.id,
        kind_label=str(CONFIDENCE_KIND_TITLES[row.kind]),
        people=names_of(dossier, row.person_ids),
        text=row.text,
        author=row.author,
        readers=tuple(sorted(row.readers.splitlines())),
        created_at=row.created_at,
        may_edit=may_edit,
    )
