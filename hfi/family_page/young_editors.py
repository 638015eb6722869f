"""The editors of a young person's own page. Each has one place for writing; what is saved stands above it."""

import uuid
from typing import Any, ClassVar

import sqlalchemy as sa
from flask import abort

from hfi import clock
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Link, RefusedError
from hfi.family_page.family_editors import PlanEditor
from hfi.family_page.keeping import offer_parents
from hfi.family_page.present_young import young_people
from hfi.fields import options
from hfi.programmes.parts import YoungPart
from hfi.texts import _, _l
from hfi.young.forms import PromiseForm, SupporterForm, WordsForm
from hfi.young.models import SAYINGS, ContactPromise, OwnWords, OwnWordsKeptFrom, Supporter, SupporterKeptFrom


class YoungEditor(PlanEditor):
    """Something of a young person's own page, where the programme has it."""

    part: ClassVar[YoungPart]
    list_id = ""
    touches = frozenset({"young"})

    def anchor(self, item: uuid.UUID | None) -> str:
        return f"{self.kind}-new"

    def row(self, dossier: Dossier, item: uuid.UUID | None) -> Any | None:
        if self.part not in dossier.programme.young_parts:
            db.session.commit()
            abort(404)
        return super().row(dossier, item)

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.person_id.choices = options((one.id, dossier.names[one.id]) for one in self.whose(dossier, row))

    def whose(self, dossier: Dossier, row: Any | None) -> list[Any]:
        """The young people whose page it can be, and whose it is, however old they are by now."""
        young = young_people(dossier)
        return [one for one in dossier.household if one in young or (row is not None and one.id == row.person_id)]

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return None


class WordsEditor(YoungEditor):
    """What a young person says. It is only ever added: there is no address that changes it."""

    part = YoungPart.WORDS
    kind = "word"
    title = _l("Own words")
    add_label = _l("Write own words")
    submit = _l("Save the words")
    saved = _l("The words are saved. What was said before stands there as it was.")
    model = OwnWords
    form = WordsForm
    names = ("person_id", "penned", *SAYINGS)
    template = "words"
    links: ClassVar = {"kept_from_ids": Link(OwnWordsKeptFrom, "words_id", "person_id")}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        super().offer(dossier, form, row)
        offer_parents(form, dossier.choices["adult"])

    def entity(self, dossier: Dossier, item: uuid.UUID | None, form: Any) -> Any:
        """Always a new row, whatever row and version the form names."""
        found = super().entity(dossier, item, form)
        return found if found in db.session.new else self.create(dossier, uuid.uuid4())

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"written_by_id": dossier.access.reader.user_id, "written_at": clock.now()}


class SupporterEditor(YoungEditor):
    """The people around a young person."""

    part = YoungPart.NETWORK
    kind = "supporter"
    title = _l("Edit person in the network")
    new_title = _l("New person in the network")
    add_label = _l("Add person to the network")
    submit = _l("Save person")
    saved = _l("The network is saved.")
    model = Supporter
    form = SupporterForm
    names = ("person_id", "known_id", "name", "relation", "ring", "helps")
    template = "supporter"
    links: ClassVar = {"kept_from_ids": Link(SupporterKeptFrom, "supporter_id", "person_id")}

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        return super().values(dossier, row) | {"gone": bool(row is not None and row.gone_on)}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        super().offer(dossier, form, row)
        known = ((one.id, f"{dossier.names[one.id]}, {one.relation}".rstrip(", ")) for one in dossier.people)
        form.known_id.choices = options([("", _("Somebody else")), *known])
        offer_parents(form, dossier.choices["adult"])

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        if form.known_id.data == form.person_id.data:
            raise RefusedError("known_id", _("Choose somebody else than the young person"))
        super().apply(dossier, entity, form)
        entity.gone_on = (entity.gone_on or dossier.today) if form.gone.data else None

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"created_at": clock.now()}


class PromiseEditor(YoungEditor):
    """How often the caseworker is in touch with a young person."""

    part = YoungPart.CONTACT
    kind = "promise"
    title = _l("Contact with the caseworker")
    add_label = _l("Promise contact")
    submit = _l("Save contact")
    saved = _l("The contact is saved.")
    model = ContactPromise
    form = PromiseForm
    names = ("person_id", "times", "manner")
    template = "promise"

    def whose(self, dossier: Dossier, row: Any | None) -> list[Any]:
        """For a new promise those who have none; one that was made stays theirs."""
        if row is not None:
            return [one for one in dossier.household if one.id == row.person_id]
        promised = sa.select(ContactPromise.person_id).where(ContactPromise.family_id == dossier.access.id)
        taken = set(db.session.scalars(promised))
        return [one for one in young_people(dossier) if one.id not in taken]

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"promised_on": dossier.today}

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        """Its template has only the place for writing: one more can be promised only while somebody has none."""
        return item


WORDS, SUPPORTER, PROMISE = WordsEditor(), SupporterEditor(), PromiseEditor()
