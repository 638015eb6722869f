"""What is done with consents beside the forms: looking at one person's, taking them back, ending a legal ground."""

import uuid

from flask import Response, abort, make_response, render_template, request, url_for

from hfi import hx
from hfi.access.principal import principal
from hfi.access.terms import Action, Level
from hfi.audit import service as audit
from hfi.consent import service
from hfi.extensions import db
from hfi.families.scope import FamilyAccess, open_family
from hfi.family_page import present_consents, rights
from hfi.family_page.consent_editors import CONSENT, DETAIL, GROUND, find_person
from hfi.family_page.consent_views import PersonConsents
from hfi.family_page.dossier import Dossier
from hfi.family_page.pipeline import Editing, answer_saved
from hfi.family_page.queries import load_page


def answer_consents(reference: str, item: uuid.UUID) -> Response:
    """One person's answers, alone for htmx, else opened on the page; `owner` in the address leaves one department."""
    access = open_family(principal(), reference)
    card = load_person(access, item)
    if hx.wants_fragment():
        return make_response(render_template("family_page/consent_details.html", card=card))
    page = load_page(access)
    return make_response(render_template("family_page/page.html", page=page, editing=opened(access, card)))


def load_person(access: FamilyAccess, item: uuid.UUID) -> PersonConsents:
    """The person's answers, logged as read; 404 when the household has nobody with this id."""
    dossier = Dossier(access)
    find_person(dossier, item)
    known = [one.code for one in present_consents.owners(dossier)]
    asked = request.args.get("owner", "")
    card = present_consents.present_person(dossier, item, asked if asked in known else "")
    audit.read_family(access.reader, access.id, f"consents:{item}", access.decide(Action.READ, Level.PLAN).why)
    db.session.commit()
    return card


def opened(access: FamilyAccess, card: PersonConsents) -> Editing:
    """The answers in their place of the page."""
    page_url = url_for("family_page.show", ref=access.reference)
    template = "family_page/consent_details.html"
    return Editing(DETAIL, template, card, "", "", page_url, f"{page_url}#consents", page_url, None)


def answer_way_withdrawn(reference: str, item: uuid.UUID) -> Response:
    """Somebody said no again to one way of sharing."""
    dossier = withdrawing(reference)
    person = service.withdraw_way(dossier.access.id, item, dossier.access.reader)
    return answer_saved(CONSENT, dossier, person, person)


def answer_all_withdrawn(reference: str, item: uuid.UUID) -> Response:
    """Somebody said no again to everything."""
    dossier = withdrawing(reference)
    find_person(dossier, item)
    service.withdraw_person(dossier.access.id, item, dossier.access.reader)
    return answer_saved(CONSENT, dossier, item, item)


def withdrawing(reference: str) -> Dossier:
    """The family, for whoever may take back a yes in it; 403 for those who only read."""
    dossier = Dossier(open_family(principal(), reference))
    decision = dossier.access.decide(Action.WITHDRAW)
    if not decision:
        db.session.commit()
        abort(403)
    audit.because(decision.why)
    return dossier


def answer_ground_ended(reference: str, item: uuid.UUID) -> Response:
    """A legal ground is no longer needed. Who may not read it cannot tell it from one that never was: 404."""
    dossier = withdrawing(reference)
    if not any(row.id == item and rights.sees_ground(dossier, row) for row in dossier.legal_grounds):
        db.session.commit()
        abort(404)
    service.end_ground(dossier.access.id, item, dossier.access.reader)
    return answer_saved(GROUND, dossier, item, item)
