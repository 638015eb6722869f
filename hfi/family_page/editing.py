"""One pipeline for everything that is edited on the page, so that nothing can skip a step.

Family in scope (404) → row of this family (404) → right (403) → what was typed (422) → version (409, both texts) →
store and log in one transaction → answer.
"""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeAlias

import sqlalchemy as sa
from flask import abort, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from wtforms import FormField

from hfi import clock
from hfi.access.models import User
from hfi.access.terms import Decision
from hfi.extensions import db
from hfi.families.sealing import opened
from hfi.family_page.differing import differences
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import columns, ids_of, linked
from hfi.family_page.surface import Surface
from hfi.fields import EditForm, Text

NEW = "new"
Typed: TypeAlias = MultiDict[str, str] | None


@dataclass(frozen=True)
class Conflict:
    """A colleague saved first: who, when, and both texts of each field that differs."""

    by: str
    at: datetime
    differences: tuple[tuple[str, str, str], ...]


class ConflictError(Exception):
    """The row is no longer the version that the form was opened with."""


class RefusedError(Exception):
    """What was typed can be read but not stored: at which field to say so, and in which words."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field)
        self.field, self.message = field, message


@dataclass(frozen=True)
class Link:
    """A list of other rows that a row points at: its link class, and that class's two columns."""

    model: Any
    own_column: str
    target_column: str


class Editor(ABC):
    """What the pipeline needs to know of one kind of thing on the page.

    `later` are the fields that a new one's form does not ask for yet.
    """

    kind: ClassVar[str]
    title: ClassVar[Text]
    new_title: ClassVar[Text] = ""
    add_label: ClassVar[Text] = ""
    submit: ClassVar[Text]
    saved: ClassVar[Text]
    model: ClassVar[Any]
    form: ClassVar[type[EditForm]]
    names: ClassVar[tuple[str, ...]]
    later: ClassVar[tuple[str, ...]] = ()
    template: ClassVar[str]
    touches: ClassVar[frozenset[str]] = frozenset()
    touches_when_gone: ClassVar[frozenset[str]] = frozenset()
    links: ClassVar[Mapping[str, Link]] = {}
    section_id: str = ""
    surface: ClassVar[Surface | None] = None

    @abstractmethod
    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        """Whether the reader may change the row, or add one."""

    @abstractmethod
    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        """The row as the page shows it."""

    @property
    def card_template(self) -> str:
        """The template of the card."""
        return f"family_page/{self.template}.html"

    @property
    def form_template(self) -> str:
        """The template of the form."""
        return f"family_page/{self.template}_form.html"

    @property
    def list_id(self) -> str:
        """The id of the list that a new card is put into; empty when the card has a place of its own."""
        return f"{self.kind}s-list"

    def anchor(self, item: uuid.UUID | None) -> str:
        """The id of the card's element, or of the place where a new one is written."""
        return f"{self.kind}-{item or NEW}"

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        """The address that gives and takes the form."""
        if item is None:
            return url_for(f"family_page.{self.kind}_new", ref=reference)
        return url_for(f"family_page.{self.kind}_edit", ref=reference, item=item)

    def find(self, dossier: Dossier, item: uuid.UUID) -> Any:
        """The row as columns and linked ids; 404 when the family has no such row."""
        row = self.look_up(dossier, item)
        if row is None:
            db.session.commit()
            abort(404)
        return row

    def look_up(self, dossier: Dossier, item: uuid.UUID) -> Any | None:
        """The same; None when the family has no such row."""
        extra = [
            linked(self.model, getattr(link.model, link.target_column), getattr(link.model, link.own_column)).label(
                name
            )
            for name, link in self.links.items()
        ]
        statement = sa.select(*columns(self.model), *extra, *self.more_columns()).where(*self.of_family(dossier, item))
        return next(iter(opened(self.model, db.session.execute(statement))), None)

    def more_columns(self) -> list[Any]:
        """What else the form needs to know of the row."""
        return []

    def of_family(self, dossier: Dossier, item: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
        """The conditions on the row: it has this id and belongs to this family."""
        return (self.model.id == item, self.model.family_id == dossier.access.id)

    def open_form(self, dossier: Dossier, row: Any | None, typed: Typed) -> EditForm:
        """The form, filled from what was typed, or else from the row."""
        form = self.form(typed, data=self.values(dossier, row))
        if self.asks_less(row, typed):
            for name in self.later:
                del form[name]
        self.offer(dossier, form, row)
        own_ids(form, self.anchor(row.id if row is not None else None))
        return form

    def asks_less(self, row: Any | None, typed: Typed) -> bool:
        """Whether the form leaves out what is only asked of a row that is there."""
        if typed is None:
            return row is None
        return typed.get("version") == "0" and not all(name in typed for name in self.later)

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        """What the form shows at first."""
        if row is None:
            return {"version": "0", "item": str(uuid.uuid4()), **self.defaults(dossier)}
        found = {name: getattr(row, name) for name in self.names}
        found |= {name: list(ids_of(getattr(row, name))) for name in self.links}
        return found | {"version": str(row.version), "item": str(row.id)}

    def defaults(self, _dossier: Dossier) -> dict[str, Any]:
        """What a new row's form shows at first."""
        return {}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:  # noqa: B027 - most forms offer no lists
        """Fill the form's lists."""

    def store(self, dossier: Dossier, item: uuid.UUID | None, form: Any) -> uuid.UUID:
        """Write the row and its log in one transaction.

        Raises ConflictError when it is another version by now, and RefusedError when it cannot be stored at all.
        """
        try:
            entity = self.entity(dossier, item, form)
            self.apply(dossier, entity, form)
            entity.updated_at = clock.now()
            entity.updated_by_id = dossier.access.reader.user_id
            saved: uuid.UUID = entity.id
            db.session.commit()
        except (StaleDataError, IntegrityError) as error:
            db.session.rollback()
            raise ConflictError from error
        except RefusedError:
            db.session.rollback()
            raise
        return saved

    def entity(self, dossier: Dossier, item: uuid.UUID | None, form: Any) -> Any:
        """The mapped row to write to. Raises ConflictError when it is another version than the form's."""
        wanted = item or new_id(form.item.data)
        options = [selectinload(getattr(self.model, link_attribute(name))) for name in self.links]
        entity = db.session.scalar(sa.select(self.model).where(*self.of_family(dossier, wanted)).options(*options))
        if entity is None:
            return self.create(dossier, wanted)
        if str(entity.version) != form.version.data:
            db.session.rollback()
            raise ConflictError
        return entity

    def create(self, dossier: Dossier, item: uuid.UUID) -> Any:
        """A new row of this family."""
        entity = self.model(id=item, family_id=dossier.access.id, **self.fixed(dossier))
        db.session.add(entity)
        return entity

    def fixed(self, _dossier: Dossier) -> dict[str, Any]:
        """Columns of a new row that no form asks for."""
        return {}

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        """Put the typed values into the row."""
        for name, value in form.values([one for one in self.names if one in form]).items():
            setattr(entity, name, value)
        for name, link in self.links.items():
            relink(dossier, entity, link, link_attribute(name), self.chosen(dossier, entity, form, name))

    def chosen(self, _dossier: Dossier, _entity: Any, form: Any, name: str) -> list[uuid.UUID]:
        """What the row is to point at."""
        return list(form[name].data or [])

    def row(self, dossier: Dossier, item: uuid.UUID | None) -> Any | None:
        """The row to edit; None for a new one, unless the very same form stored it already: two clicks make one row."""
        if item:
            return self.find(dossier, item)
        return self.look_up(dossier, new_id(request.form["item"])) if request.form.get("item") else None

    def conflict(self, dossier: Dossier, item: uuid.UUID | None, form: Any) -> Conflict:
        """Both texts of each field that differs; the form keeps what was typed and takes the new version number."""
        row: Any = self.find(dossier, item or new_id(form.item.data))
        stored = self.values(dossier, row)
        form.version.data = str(row.version)
        form.version.raw_data = None
        by = db.session.scalar(sa.select(User.name).where(User.id == row.updated_by_id)) or ""
        db.session.commit()
        return Conflict(by, row.updated_at, tuple(differences(form, stored)))


def section_url(section_id: str, action: str, reference: str, item: uuid.UUID | None = None) -> str:
    """The address of something that can be done in a section: `edit`, `confirm`, `measure_edit`, `plan_edit`."""
    values: dict[str, Any] = {"ref": reference} | ({"item": item} if item else {})
    return url_for(f"{section_id.replace('/', '.')}_{action}", **values)


def own_ids(form: Any, anchor: str) -> None:
    """Let the fields' element ids begin with the anchor: two open forms may stand on one page."""
    for field in form:
        field.id = f"{anchor}-{field.name}"
        if isinstance(field, FormField):
            own_ids(field.form, anchor)


def new_id(text: str | None) -> uuid.UUID:
    """The id that the form gave the new row, so that two clicks make one row; a fresh one when it is not an id."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def link_attribute(name: str) -> str:
    """The mapped list that holds the links of a form's field: `person_ids` → `person_links`."""
    return name.removesuffix("_ids") + "_links"


def relink(dossier: Dossier, entity: Any, link: Link, attribute: str, wanted: list[uuid.UUID]) -> None:
    """Let the row point at just the wanted rows."""
    kept = [one for one in getattr(entity, attribute) if one.target_id in wanted]
    known = {one.target_id for one in kept}
    added = [
        link.model(**{link.target_column: one, "family_id": dossier.access.id}) for one in wanted if one not in known
    ]
    setattr(entity, attribute, kept + added)
