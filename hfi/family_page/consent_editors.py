"""The editors of the consents' card: what a person says yes and no to, and legal grounds."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from flask import abort, url_for

from hfi import clock
from hfi.access.terms import Action, Decision
from hfi.consent import service
from hfi.consent.forms import EXTENT_TITLES, ConsentForm, GroundForm, OwnerForm, consent_form
from hfi.consent.models import Consent, Extent, LegalGround
from hfi.consent.queries import load_shares
from hfi.consent.rules import consent_text, purposes, rules
from hfi.consent.service import ChangedError, Said, Terms
from hfi.extensions import db
from hfi.family_page import present_consents, rights
from hfi.family_page.consent_views import Side
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Conflict, ConflictError, Editor, Typed, new_id, own_ids
from hfi.fields import EditForm, options
from hfi.texts import _, _l, language

TOUCHED = frozenset({"goals", "week", "scheduling", "sections", "consents"})
"""What a yes or a no opens and locks."""
DETAIL = "consent-detail"
"""The place of the card where one person's answers, or the form for new ones, stand."""


def share_decision(dossier: Dossier) -> Decision:
    """Whether the reader may write down a ground for sharing, of one department at least."""
    codes = rights.may_share_for(dossier) or ("",)
    return dossier.access.decide(Action.SHARE, owner=codes[0])


class ConsentEditor(Editor):
    """One conversation with one person: answers for as many departments as were talked about."""

    kind = "consent"
    title = _l("Write down what was said")
    submit = _l("Save consents")
    saved = _l("The consents are saved.")
    list_id = ""
    model = Consent
    form = ConsentForm
    names = ()
    template = "consent"
    touches = TOUCHED

    @property
    def card_template(self) -> str:
        return "family_page/consent_details.html"

    def anchor(self, item: uuid.UUID | None) -> str:
        return DETAIL

    def url(self, reference: str, item: uuid.UUID | None) -> str:
        return url_for("family_page.consent_edit", ref=reference, item=item)

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        return share_decision(dossier)

    def row(self, dossier: Dossier, item: uuid.UUID | None) -> Any:
        return find_person(dossier, item)

    def open_form(self, dossier: Dossier, row: Any | None, typed: Typed) -> EditForm:
        person: Any = row
        asked = {one.code: one for one in present_consents.owners(dossier) if one.code in rights.may_share_for(dossier)}
        kind = consent_form({code: side.title for code, side in asked.items()})
        form = kind(typed, data=self.values(dossier, row) | owner_values(dossier, asked))
        offer_answers(dossier, form, row)
        form.person_name = dossier.names[person.id]
        own_ids(form, DETAIL)
        return form

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        person: Any = row
        voices = dossier.shares.voices[person.id]
        return {
            "version": service.load_state(person.id),
            "item": str(uuid.uuid4()),
            "givers": list(voices) if len(voices) == 1 else [],
            "purpose": purposes(language())[0][0],
            "given_on": dossier.today,
            "expires_on": rules(dossier.today).longest(dossier.today),
        }

    def store(self, dossier: Dossier, item: uuid.UUID | None, form: Any) -> uuid.UUID:
        person: Any = find_person(dossier, item)
        said = Said(
            person.id, form.givers.data, form.answers(), set(form.givers.data) >= dossier.shares.voices[person.id]
        )
        terms = Terms(
            new_id(form.item.data),
            form.given_on.data,
            form.expires_on.data,
            form.manner.data,
            form.purpose.data,
            consent_text(dossier.today).version,
        )
        try:
            service.record(said, terms, form.version.data, dossier.access.reader)
        except ChangedError as error:
            if any(answers_that_differ(dossier, person.id, said.answers)):
                raise ConflictError from error
            service.record(said, terms, service.load_state(person.id), dossier.access.reader)
        saved: uuid.UUID = person.id
        return saved

    def conflict(self, dossier: Dossier, item: uuid.UUID | None, form: Any) -> Conflict:
        """What a colleague wrote down meanwhile, where it differs; saving again lets the newer answers win."""
        person: Any = find_person(dossier, item)
        form.version.data, form.version.raw_data = service.load_state(person.id), None
        rows = present_consents.load_said(dossier, person.id)
        differences = tuple(answers_that_differ(dossier, person.id, form.answers()))
        last = max((row for row in rows if row.recorded_at), key=lambda row: row.recorded_at, default=None)
        db.session.commit()
        return Conflict(last.recorded_by if last else "", last.recorded_at if last else clock.now(), differences)

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return present_consents.present_person(dossier, item)


def find_person(dossier: Dossier, item: uuid.UUID | None) -> Any:
    """Somebody of the household; 404 when the household has nobody with this id."""
    found = next((one for one in dossier.household if one.id == item), None)
    if found is None:
        db.session.commit()
        abort(404)
    return found


def owner_values(dossier: Dossier, asked: Mapping[str, Side]) -> dict[str, Any]:
    """Nothing is answered yet; everybody who works with the family is ticked."""
    return {code: {"extent": "", "readers": list(present_consents.readers_of(dossier, code))} for code in asked}


def offer_answers(dossier: Dossier, form: Any, person: Any) -> None:
    """Fill the form's lists: who answers for the person, what for, and the departments on the other side."""
    names = {one.id: one.name for one in dossier.everybody}
    form.givers.choices = options((one, names[one]) for one in names if one in dossier.shares.voices[person.id])
    form.purpose.choices = options(purposes(language()))
    for one in form.owner_forms():
        offer_owner(dossier, one.short_name, one.form)


def offer_owner(dossier: Dossier, owner: str, form: OwnerForm) -> None:
    """The answers that can be given, and to whom."""
    titles = {one.code: one.title for one in present_consents.sides(dossier)}
    form.extent.choices = options([("", _("Not talked about")), *EXTENT_TITLES.items()])
    form.readers.choices = options((one, titles[one]) for one in present_consents.readers_of(dossier, owner))


def answers_that_differ(
    dossier: Dossier, person: uuid.UUID, answers: Mapping[tuple[str, str], Extent]
) -> Iterator[tuple[str, str, str]]:
    """The ways of which another answer stands than the one that was typed."""
    titles = {one.code: one.title for one in present_consents.sides(dossier)}
    shares = load_shares([dossier.access.id], dossier.everybody)
    for (owner, reader), mine in answers.items():
        cell = shares.cell(person, owner, reader)
        if cell.extent is not mine:
            theirs = present_consents.STATE_TITLES[present_consents.state_of([cell])]
            yield f"{titles[owner]} → {titles[reader]}", str(theirs), str(EXTENT_TITLES[mine])


class GroundEditor(Editor):
    """Legal grounds: written down once, ended with one click, never changed."""

    kind = "ground"
    title = new_title = _l("Share by law")
    add_label = _l("Share by law")
    submit = _l("Save legal ground")
    saved = _l("The legal ground is saved.")
    model = LegalGround
    form = GroundForm
    names = ()
    template = "ground"
    touches = TOUCHED

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        return share_decision(dossier)

    def look_up(self, dossier: Dossier, item: uuid.UUID) -> Any | None:
        """A ground is never opened again to be changed."""
        return None

    def defaults(self, dossier: Dossier) -> dict[str, Any]:
        return {"from_on": dossier.today, "to_on": dossier.today + timedelta(days=90)}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        asked = rights.may_share_for(dossier)
        all_sides = present_consents.sides(dossier)
        form.owner.choices = options((one.code, one.title) for one in all_sides if one.code in asked)
        form.reader.choices = options((one.code, one.title) for one in all_sides)
        form.person_ids.choices = options((one.id, dossier.names[one.id]) for one in dossier.household)

    def store(self, dossier: Dossier, item: uuid.UUID | None, form: Any) -> uuid.UUID:
        law = service.Law(
            ground_id=new_id(form.item.data),
            people=form.person_ids.data,
            **form.values(("owner", "reader", "extent", "paragraph", "reason", "from_on", "to_on")),
        )
        service.record_ground(dossier.access.id, law, dossier.access.reader)
        return law.ground_id

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return next((one for one in present_consents.present_grounds(dossier) if one.id == item), None)


CONSENT = ConsentEditor()
GROUND = GroundEditor()
