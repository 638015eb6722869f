"""What is closest to people: who is named, confidential notes, and what a child keeps from a parent."""

import uuid

from hfi.access.models import Naming
from hfi.access.terms import Level
from hfi.confidences.models import Confidence, ConfidenceKind, ConfidencePerson, ConfidenceReader
from hfi.demo.draft import Draft
from hfi.demo.rows import Row
from hfi.demo.sketches import ConfidenceSketch, NamingSketch
from hfi.plan.models import MeasureKeptFrom


def add_closeness(draft: Draft) -> None:
    """All of it, as far as the family's data have any."""
    for naming in draft.sketch.namings:
        draft.rows.add(Naming, naming_row(draft, naming))
    for confidence in draft.sketch.confidences:
        add_confidence(draft, confidence)
    for measure in draft.measures:
        for person in draft.named(measure.sketch.kept):
            draft.rows.add(MeasureKeptFrom, {"measure_id": measure.id, "person_id": person.id, "family_id": draft.id})


def naming_row(draft: Draft, sketch: NamingSketch) -> Row:
    """Somebody is named; without a section for who people are."""
    return {
        "id": draft.new_id(),
        "family_id": draft.id,
        "user_id": draft.crew[sketch.who].id,
        "level": Level.SENSITIVE if sketch.section else Level.IDENTITY,
        "section_id": sketch.section,
        "person_id": draft.people[sketch.about].id if sketch.about else None,
        "reason": sketch.reason,
        "from_on": draft.days.day(sketch.start),
        "to_on": draft.day(sketch.end),
        "named_by_id": draft.crew[sketch.by].id,
    }


def add_confidence(draft: Draft, sketch: ConfidenceSketch) -> None:
    """A confidential note, whom it concerns and who may read it."""
    note, by = draft.new_id(), draft.crew[sketch.by]
    at = draft.moment(draft.days.day(sketch.on))
    row = {"id": note, "owner": by.post.department, "kind": ConfidenceKind(sketch.kind), "author_id": by.id}
    draft.add(Confidence, at, by, (), row | {"text": sketch.text, "created_at": at})
    for person in draft.named(sketch.who):
        link(draft, ConfidencePerson, note, {"person_id": person.id})
    for key in (sketch.by, *sketch.readers):
        link(draft, ConfidenceReader, note, {"user_id": draft.crew[key].id})


def link(draft: Draft, model: type[ConfidencePerson | ConfidenceReader], note: uuid.UUID, to: Row) -> None:
    """The note points at somebody."""
    draft.rows.add(model, {"confidence_id": note, "family_id": draft.id, **to})
