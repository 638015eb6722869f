"""Who and where somebody is, shown once to somebody who is named for it, after a click that is logged."""

import uuid
from typing import Any

from flask import Response, abort, make_response, render_template

from hfi import hx
from hfi.access.principal import principal
from hfi.access.terms import Action, Level
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.scope import open_family
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import present_member
from hfi.family_page.present_sections import is_current
from hfi.family_page.queries import log_page, present_page
from hfi.family_page.views import Identity


def answer_identity(reference: str, item: uuid.UUID) -> Response:
    """The member's card with everything on it, alone for htmx. 404 without such a person, 403 unless named."""
    dossier = Dossier(open_family(principal(), reference))
    person = next((one for one in dossier.people if one.id == item), None)
    decision = rights.identity_decision(dossier, item)
    if person is None:
        db.session.commit()
        abort(404)
    if not decision:
        audit.refuse(principal(), dossier.access.id, f"identity:{item}", decision.why)
    audit.read_family(
        principal(), dossier.access.id, f"identity:{item}", decision.why, person_id=item, level=Level.IDENTITY
    )
    revealed = reveal(dossier, person)
    return answer_card(dossier, person, revealed) if hx.wants_fragment() else answer_page(dossier, revealed)


def answer_card(dossier: Dossier, person: Any, revealed: Identity) -> Response:
    """The card alone."""
    card = present_member(dossier, person, rights.may_edit_plan(dossier))
    reference = dossier.access.reference
    db.session.commit()
    return make_response(render_template("family_page/member.html", card=card, revealed=revealed, reference=reference))


def answer_page(dossier: Dossier, revealed: Identity) -> Response:
    """The whole page with the one card opened."""
    page = present_page(dossier)
    log_page(dossier.access, "page", page)
    db.session.commit()
    return make_response(render_template("family_page/page.html", page=page, editing=None, revealed=revealed))


def reveal(dossier: Dossier, person: Any) -> Identity:
    """Everything that is not shown of this person otherwise."""
    at_home = "" if person.lives_elsewhere or betrays_others(dossier, person) else dossier.family.address
    return Identity(
        person_id=person.id,
        cpr=cpr.whole(person.cpr),
        address=person.address or at_home,
        phone=person.phone,
        note=person.note,
        places=tuple(places(dossier, person.id)) if person.protected else (),
    )


def betrays_others(dossier: Dossier, person: Any) -> bool:
    """Whether the family's address would lead to somebody protected for whom the reader is not named.

    Where the person is protected, it is their own that is asked for.
    """
    home = [one.id for one in dossier.people if one.protected and not one.lives_elsewhere]
    return not person.protected and not all(rights.identity_decision(dossier, one) for one in home)


def places(dossier: Dossier, person_id: uuid.UUID) -> list[tuple[str, str]]:
    """What the person attends and where, as far as the reader may see what it is."""
    rows = [row for row in dossier.appointments if person_id in ids_of(row.person_ids) and row.place]
    seen = [
        row
        for row in rows
        if is_current(dossier, row)
        and rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, ids_of(row.person_ids))
    ]
    return list(dict.fromkeys((row.title, row.place) for row in seen))
