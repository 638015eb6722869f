"""The editors of what stands in a department's section: its own text and fields, its measures, its own plans."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa
from wtforms import FormField

from hfi import clock
from hfi.access.terms import Action, Decision
from hfi.extensions import db
from hfi.families.models import PersonKind
from hfi.family_page import present_sections, rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.editing import Editor, Link, RefusedError, Typed, own_ids, section_url
from hfi.family_page.keeping import offer_parents, refuse_unless_about_children
from hfi.fields import EditForm, options
from hfi.filters import full_date
from hfi.parameters import current as parameters
from hfi.plan.forms import MeasureForm
from hfi.plan.models import (
    Measure,
    MeasureGoal,
    MeasureKeptFrom,
    MeasurePerson,
    MeasureStatus,
    Reading,
    SectionKeptFrom,
    SectionPerson,
    SectionRecord,
)
from hfi.plan.section import Section
from hfi.plan.section_form import ReadingsField, SectionForm, pack_details, unpack_details
from hfi.schedule.models import Appointment
from hfi.texts import _, _l


class InSection(Editor):
    """Something that the section's own department keeps."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.section_id = section.id

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return section_url(self.section.id, f"{self.kind}_{'edit' if item else 'new'}", reference, item)

    def anchor(self, item: uuid.UUID | None) -> str:
        return f"{self.kind}-{item}" if item else f"{self.section.anchor}-{self.kind}-new"

    @property
    def list_id(self) -> str:
        return f"{self.section.anchor}-{self.kind}s"

    def row(self, dossier: Dossier, item: uuid.UUID | None) -> Any | None:
        rights.refuse_unused(dossier, self.section)
        return super().row(dossier, item)

    def of_family(self, dossier: Dossier, item: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
        return (*super().of_family(dossier, item), self.model.section_id == self.section.id)

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"section_id": self.section.id, "created_at": clock.now()}

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        return rights.section_decision(dossier, self.section, Action.WRITE)


NOT_AT_FIRST = (MeasureStatus.PAUSED, MeasureStatus.ENDED)
"""A measure that is written down for the first time neither rests nor is over."""


class MeasureEditor(InSection):
    """Measures."""

    kind = "measure"
    title = _l("Edit measure")
    new_title = _l("New measure")
    add_label = _l("Add measure")
    submit = _l("Save measure")
    saved = _l("The measure is saved.")
    model = Measure
    form = MeasureForm
    names: ClassVar[tuple[str, ...]] = (
        "type_key",
        "title",
        "plain_words",
        "responsible_id",
        "provider",
        "starts_on",
        "ends_on",
        "status",
        "outcome",
        "status_reason",
        "next_step",
        "legal_ground",
        "sensitive",
    )
    later: ClassVar[tuple[str, ...]] = ("outcome", "status_reason")
    template = "measure"
    touches = frozenset({"goals", "week", "scheduling", "contacts"})
    links: ClassVar = {
        "person_ids": Link(MeasurePerson, "measure_id", "person_id"),
        "goal_ids": Link(MeasureGoal, "measure_id", "goal_id"),
        "kept_from_ids": Link(MeasureKeptFrom, "measure_id", "person_id"),
    }

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        if row is None:
            return super().decide(dossier, row)
        return rights.item_decision(dossier, self.section.id, row.sensitive, Action.WRITE, ids_of(row.person_ids))

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        used = row.type_key if row else ""
        offered = parameters.measure_types(self.section)
        types = [one for one in offered if one.key == used or one.offered_on(dossier.today)]
        choose = [] if row else [("", _("Choose"))]
        form.type_key.choices = options([*choose, *((one.key, one.label) for one in types)])
        if "outcome" not in form:
            form.status.choices = [one for one in form.status.choices if one.value not in NOT_AT_FIRST]
        form.person_ids.choices = options(dossier.choices["person"])
        form.goal_ids.choices = options(dossier.choices["goal"])
        form.responsible_id.choices = options([("", _("Somebody else")), *dossier.choices["user"]])
        offer_parents(form, dossier.choices["adult"])

    def defaults(self, dossier: Dossier) -> dict[str, Any]:
        """Whoever writes it down answers for it, unless they say otherwise."""
        return {"status": MeasureStatus.AGREED, "responsible_id": dossier.access.reader.user_id}

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        super().apply(dossier, entity, form)
        refuse_unless_about_children(form, form.person_ids.data, dossier.choices["child"])
        kind = parameters.measure_type(self.section, entity.type_key)
        refuse_beyond_law(entity, parameters.ends_by_law(self.section, entity.type_key))
        entity.sensitive = entity.sensitive or bool(kind and kind.sensitive)
        # Its times in the week say what it is; they follow it, and it is the measure's change that is logged.
        times = sa.update(Appointment).where(Appointment.measure_id == entity.id)
        db.session.execute(times.values(sensitive=entity.sensitive))

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        rows = [row for row in dossier.measures if row.id == item]
        return present_sections.present_measure(dossier, self.section, rows[0]) if rows else None


def refuse_beyond_law(measure: Measure, last: date | None) -> None:
    """Raise RefusedError when a measure is to run longer than its kind exists."""
    if last and measure.ends_on and measure.ends_on > last:
        day = full_date(last)
        raise RefusedError(
            "ends_on", _("This kind of measure ends by law on %(day)s. Choose that day at the latest", day=day)
        )


class SectionEditor(InSection):
    """The section's own text and fields. Saving confirms them, on this day and by this person."""

    list_id = ""

    kind = "section"
    title = _l("Edit section")
    submit = _l("Save section")
    saved = _l("The section is saved.")
    model = SectionRecord
    form = SectionForm
    names = ("assessment", "ready")
    template = "section_details"
    links: ClassVar = {
        "person_ids": Link(SectionPerson, "record_id", "person_id"),
        "kept_from_ids": Link(SectionKeptFrom, "record_id", "person_id"),
    }

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return section_url(self.section.id, "edit", reference)

    def anchor(self, item: uuid.UUID | None) -> str:
        return f"{self.section.anchor}-details"

    def row(self, dossier: Dossier, item: uuid.UUID | None) -> Any | None:
        """The section's row; None before anybody wrote in it."""
        rights.refuse_unused(dossier, self.section)
        dossier.__dict__.pop("records", None)
        return dossier.records.get(self.section.id)

    def of_family(self, dossier: Dossier, item: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
        return (SectionRecord.family_id == dossier.access.id, SectionRecord.section_id == self.section.id)

    def open_form(self, dossier: Dossier, row: Any | None, typed: Typed) -> EditForm:
        people = present_sections.asked_about(dossier, self.section)
        bound = self.form_for(people, dossier)
        form = bound(typed, data=self.values(dossier, row))
        form.person_ids.choices = options((one.id, one.name) for one in dossier.household)
        offer_parents(form, of_kind(dossier, PersonKind.ADULT))
        own_ids(form, self.section.anchor)
        return form

    def form_for(self, people: list[Any], dossier: Dossier) -> type[SectionForm]:
        """The section's form with a sub-form for each person."""
        if self.section.person_form is None:
            return self.section.form
        fields = {
            present_sections.form_name(one.id): FormField(self.section.person_form, label=dossier.names[one.id])
            for one in people
        }
        return type("BoundSectionForm", (self.section.form,), fields)

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        details = row.details if row else present_sections.EMPTY
        people = {
            present_sections.form_name(one.id): one.id for one in present_sections.asked_about(dossier, self.section)
        }
        found: dict[str, Any] = {
            name: self.person_values(dossier, person, details["people"].get(name, {}))
            for name, person in people.items()
        }
        found |= unpack_details(self.section.form, details["own"])
        found |= {"assessment": row.assessment if row else "", "ready": bool(row and row.ready)}
        found |= {name: list(ids_of(getattr(row, name))) if row else [] for name in self.links}
        return found | {"version": str(row.version if row else 0), "item": str(row.id if row else uuid.uuid4())}

    def person_values(self, dossier: Dossier, person: uuid.UUID, stored: dict[str, Any]) -> dict[str, Any]:
        """What the person's sub-form shows at first."""
        readings = present_sections.person_readings(dossier, self.section, person)
        own = unpack_details(self.section.person_form, stored) if self.section.person_form else {}
        return own | {key: dict(rows) for key, rows in readings.items()}

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        super().apply(dossier, entity, form)
        refuse_unless_about_children(form, form.person_ids.data, of_kind(dossier, PersonKind.CHILD))
        details = pack_details(form)
        if entity.details != details:
            entity.details = details
        entity.confirmed_at = clock.now()
        entity.confirmed_by_id = dossier.access.reader.user_id
        for field, person in reading_fields(form):
            self.store_readings(dossier, person, field)

    def store_readings(self, dossier: Dossier, person: uuid.UUID, field: ReadingsField) -> None:
        """Write the numbers that changed as typed rows, which other features read."""
        wanted = {month: value for month, value in (field.data or {}).items()}
        stored = db.session.scalars(
            sa.select(Reading).where(
                Reading.family_id == dossier.access.id,
                Reading.person_id == person,
                Reading.indicator == field.indicator,
                Reading.month.in_(wanted),
            )
        )
        for reading in stored:
            value = wanted.pop(reading.month)
            if value is None:
                db.session.delete(reading)
            elif value != reading.value:
                reading.value = value
        frame = {"family_id": dossier.access.id, "person_id": person, "section_id": self.section.id}
        for month, value in wanted.items():
            if value is not None:
                db.session.add(Reading(**frame, indicator=field.indicator, month=month, value=value))

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"section_id": self.section.id}

    def card(self, dossier: Dossier, item: uuid.UUID | None) -> Any:
        return present_sections.present_details(dossier, self.section)


def of_kind(dossier: Dossier, kind: PersonKind) -> list[tuple[uuid.UUID, str]]:
    """Ids and names of those at this place in the family."""
    return [(one.id, one.name) for one in dossier.household if one.kind is kind]


def reading_fields(form: SectionForm) -> Iterator[tuple[ReadingsField, uuid.UUID]]:
    """The form's reading fields, each with the person that it is about."""
    for person in form.people_fields():
        for field in person.form:
            if isinstance(field, ReadingsField):
                yield field, uuid.UUID(person.short_name[1:])
