"""Editing confidential notes. For whoever is not named in a note, it is not there: 404, as if it never was."""

import uuid
from typing import Any, ClassVar

import sqlalchemy as sa

from hfi import clock
from hfi.access.terms import Action, Decision
from hfi.confidences.forms import ConfidenceForm
from hfi.confidences.models import Confidence, ConfidencePerson, ConfidenceReader
from hfi.confidences.queries import open_to, possible_readers
from hfi.family_page import present_confidences, rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Editor, Link
from hfi.fields import options
from hfi.texts import _l


class ConfidenceEditor(Editor):
    """Confidential notes. Their author is always named to read them."""

    kind = "confidence"
    title = _l("Edit note")
    new_title = _l("New confidential note")
    add_label = _l("Write note")
    submit = _l("Save note")
    saved = _l("The note is saved.")
    model = Confidence
    form = ConfidenceForm
    names = ("kind", "text")
    template = "confidence"
    links: ClassVar = {
        "person_ids": Link(ConfidencePerson, "confidence_id", "person_id"),
        "reader_ids": Link(ConfidenceReader, "confidence_id", "user_id"),
    }

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        return rights.confidence_decision(dossier, Action.WRITE)

    def of_family(self, dossier: Dossier, item: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
        return (*super().of_family(dossier, item), open_to(dossier.access.reader))

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        found = super().values(dossier, row)
        if row is None:
            return found
        others = [one for one in found["reader_ids"] if one not in always_named(dossier, row)]
        return found | {"reader_ids": others}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        readers = possible_readers(dossier.access.id, dossier.access.reader)
        form.person_ids.choices = options(dossier.choices["person"])
        form.reader_ids.choices = options(one for one in readers if one[0] not in always_named(dossier, row))

    def chosen(self, dossier: Dossier, entity: Any, form: Any, name: str) -> list[uuid.UUID]:
        found = super().chosen(dossier, entity, form, name)
        return [*found, *always_named(dossier, entity)] if name == "reader_ids" else found

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        reader = dossier.access.reader
        return {"owner": reader.department, "author_id": reader.user_id, "created_at": clock.now()}

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return next((one for one in present_confidences.present_notes(dossier) if one.id == item), None)


def always_named(dossier: Dossier, note: Any | None) -> set[uuid.UUID]:
    """Who is named without being chosen: the note's author, and whoever is writing."""
    writing = dossier.access.reader.user_id
    return {writing} if note is None else {writing, note.author_id}
