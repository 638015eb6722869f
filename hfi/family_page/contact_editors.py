"""The editors of contacts with the family, and of how agreed appointments went."""

import uuid
from typing import Any, ClassVar

from hfi import clock
from hfi.access.terms import Action, Decision
from hfi.contacts.forms import ContactForm, TurnoutForm
from hfi.contacts.models import ContactEntry, ContactPerson, Turnout, TurnoutPerson
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.editing import Editor, Link
from hfi.family_page.present_contacts import turnout_writing, writing
from hfi.family_page.present_sections import times
from hfi.fields import options
from hfi.plan.forms import NOBODY
from hfi.texts import _l


class Told(Editor):
    """What somebody tells of a day. Below the list there is one place for writing: the list itself is redrawn."""

    list_id = ""
    touches: ClassVar[frozenset[str]] = frozenset({"contacts"})

    def anchor(self, item: uuid.UUID | None) -> str:
        return f"{self.kind}-new"

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        return writing(dossier, row)

    def defaults(self, dossier: Dossier) -> dict[str, Any]:
        return {"day": dossier.today}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.person_ids.choices = options(dossier.choices["person"])

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"user_id": dossier.access.reader.user_id, "created_at": clock.now()}

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return None


class ContactEditor(Told):
    """Contacts with the family."""

    kind = "contact"
    title = _l("Edit contact")
    new_title = _l("New contact")
    add_label = _l("Write down a contact")
    submit = _l("Save contact")
    saved = _l("The contact is saved.")
    model = ContactEntry
    form = ContactForm
    names = ("day", "how", "about")
    template = "contact"
    links: ClassVar = {"person_ids": Link(ContactPerson, "entry_id", "person_id")}
    touches: ClassVar[frozenset[str]] = frozenset({"contacts", "young"})


class TurnoutEditor(Told):
    """How agreed appointments went, of those that the writer may know of."""

    kind = "turnout"
    title = _l("Edit how it went")
    new_title = _l("How an appointment went")
    add_label = _l("Write down how an appointment went")
    submit = _l("Save how it went")
    saved = _l("It is saved how the appointment went.")
    model = Turnout
    form = TurnoutForm
    names = ("appointment_id", "day", "outcome", "obstacle")
    template = "turnout"
    links: ClassVar = {"person_ids": Link(TurnoutPerson, "turnout_id", "person_id")}

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        return turnout_writing(dossier, row)

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        super().offer(dossier, form, row)
        known = {one.id: label(dossier, one) for one in readable(dossier)}
        # What is over is offered no more, but what was told of it stays.
        kept = {row.appointment_id: row.title} if row is not None and row.appointment_id not in known else {}
        form.appointment_id.choices = options([NOBODY, *known.items(), *kept.items()])

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        titles = {one.id: one.title for one in readable(dossier)}
        super().apply(dossier, entity, form)
        entity.title = titles.get(entity.appointment_id) or entity.title


def readable(dossier: Dossier) -> list[Any]:
    """The appointments that the reader may know of."""
    rows = dossier.appointments
    return [row for row in rows if may_know(dossier, row)]


def may_know(dossier: Dossier, row: Any) -> bool:
    """Whether the reader may see what the appointment is about."""
    people = ids_of(row.person_ids)
    return bool(rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, people))


def label(dossier: Dossier, row: Any) -> str:
    """`Boksning: tirsdag 16.30–18.00`."""
    when = ", ".join(times(dossier, [row]))
    return f"{row.title}: {when}" if when else str(row.title)


LIFE_EDITORS: tuple[Editor, ...] = (ContactEditor(), TurnoutEditor())
