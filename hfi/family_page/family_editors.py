"""The editors of the family itself: its people, what it has told, where it lives."""

import uuid
from typing import Any, ClassVar

import sqlalchemy as sa
from flask import url_for

from hfi.access.terms import Action, Decision, Level
from hfi.families import cpr
from hfi.families.forms import FactsForm, MemberForm, StoryForm
from hfi.families.models import CustodyHolder, Family, Person
from hfi.family_page import present
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Editor, Link, RefusedError
from hfi.fields import options
from hfi.parameters import current as parameters
from hfi.texts import _, _l


class PlanEditor(Editor):
    """What contact persons and the coordinator keep."""

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        """The plan level's rule."""
        return dossier.access.decide(Action.WRITE, Level.PLAN)


BLIND = ("phone", "address", "note")
"""What leads to a protected person: it is written, never shown."""


class MemberEditor(PlanEditor):
    """The people in the family and around it."""

    kind = "member"
    title = _l("Edit member")
    new_title = _l("New member")
    add_label = _l("Add member")
    submit = _l("Save member")
    saved = _l("The member is saved.")
    model = Person
    form = MemberForm
    names = (
        "name",
        "kind",
        "relation",
        "born_on",
        "expected_on",
        "phone",
        "address",
        "note",
        "lives_elsewhere",
        "protected",
        "left_on",
    )
    template = "member"
    touches = frozenset({"head", "address", "goals", "week", "sections", "agreements", "consents", "contacts"})
    links: ClassVar = {"custody_ids": Link(CustodyHolder, "child_id", "holder_id")}

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        blind = BLIND if row is not None and row.protected else ()
        return super().values(dossier, row) | dict.fromkeys(("cpr", *blind), "")

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.custody_ids.choices = options(one for one in dossier.choices["adult"] if row is None or one[0] != row.id)
        for name in BLIND if row is not None and row.protected else ():
            form[name].description = _("It is protected and is not shown. Leave it empty to keep what we have.")

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        kept = {name: getattr(entity, name) for name in BLIND if entity.protected and not form[name].data}
        super().apply(dossier, entity, form)
        for name, value in kept.items():
            setattr(entity, name, value)
        if form.cpr.data:
            if cpr.is_anothers(entity, form.cpr.data):
                raise RefusedError("cpr", _("Somebody else in the family has this number. Check it."))
            cpr.set_cpr(entity, form.cpr.data)

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"position": len(dossier.people) + 1}

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return next((one for one in present.present_members(dossier) if one.id == item), None)


class FamilyEditor(PlanEditor):
    """What stands on the family's own row: it is always there, and has a place of its own on the page."""

    model = Family
    list_id = ""

    def anchor(self, item: uuid.UUID | None) -> str:
        return self.kind

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return url_for(f"family_page.{self.kind}_edit", ref=reference)

    def row(self, dossier: Dossier, item: uuid.UUID | None) -> Any:
        return self.find(dossier, dossier.access.id)

    def of_family(self, dossier: Dossier, item: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
        return (Family.id == dossier.access.id,)


class StoryEditor(FamilyEditor):
    """What the family has told."""

    kind = "story"
    title = _l("Edit the family's story")
    submit = _l("Save story")
    saved = _l("The story is saved.")
    form = StoryForm
    names = ("dream", "story", "what_works", "do_not_ask_again", "story_told_on")
    template = "story"
    touches = frozenset({"dream"})

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return present.present_story(dossier)


class FactsEditor(FamilyEditor):
    """Where the family lives. A protected address is written, never shown."""

    kind = "facts"
    title = _l("Edit the family's address and language")
    submit = _l("Save facts")
    saved = _l("The facts are saved.")
    form = FactsForm
    names = ("name", "housing_area", "interpreter_language")
    template = "facts"
    touches = frozenset({"head"})

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        shown = "" if row is None or present.address_protected(dossier) else row.address
        return super().values(dossier, row) | {"address": shown}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        known = parameters.housing_areas(dossier.programme)
        areas = dict.fromkeys(one.name for one in known if one.offered_on(dossier.today))
        used = {row.housing_area: None} if row is not None and row.housing_area else {}
        form.housing_area.choices = options([("", _("Elsewhere")), *((one, one) for one in areas | used)])

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        super().apply(dossier, entity, form)
        entity.address = form.address.data or entity.address
        places = {one.name: one.district for one in parameters.housing_areas(dossier.programme)}
        entity.district = places.get(entity.housing_area, entity.district)

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return present.present_head(dossier)


STORY = StoryEditor()
FACTS = FactsEditor()
