"""A section on its own: its details as a fragment, the locked card, and saying that it is still right."""

from flask import Response, make_response, redirect, render_template, url_for

from hfi import hx
from hfi.access.principal import principal
from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.scope import open_family
from hfi.family_page import present_sections, rights, service
from hfi.family_page.dossier import Dossier
from hfi.family_page.pipeline import answer_saved
from hfi.family_page.section_editors import SectionEditor
from hfi.plan.section import Section


def answer_section(reference: str, section: Section) -> Response:
    """What the section itself says, for htmx; a browser is sent to its card. Not for this reader is 403 for both."""
    dossier = Dossier(open_family(principal(), reference))
    rights.refuse_unused(dossier, section)
    decision = rights.section_decision(dossier, section, Action.READ)
    if not decision:
        return answer_locked(dossier, section, decision.why)
    if not hx.wants_fragment():
        db.session.commit()
        return make_response(redirect(url_for("family_page.show", ref=reference, _anchor=section.anchor), 303))
    details = present_sections.present_details(dossier, section)
    audit.read_family(
        principal(),
        dossier.access.id,
        f"card:{section.id}",
        decision.why,
        section=section.id,
        level=section.level,
    )
    db.session.commit()
    return make_response(render_template("family_page/section_details.html", card=details, reference=reference))


def answer_locked(dossier: Dossier, section: Section, why: str) -> Response:
    """Whose the section is and how to ask; nothing of what it says, not even whether it says anything."""
    if not hx.wants_fragment():
        audit.refuse(principal(), dossier.access.id, f"card:{section.id}", why)
    view = present_sections.present_section(dossier, section)
    audit.note_refusal(principal(), dossier.access.id, f"card:{section.id}", why)
    return make_response(render_template("family_page/_locked.html", section=view), 403)


def answer_confirmed(reference: str, section: Section) -> Response:
    """Say that what the section says is still right."""
    dossier = Dossier(open_family(principal(), reference))
    rights.refuse_unused(dossier, section)
    decision = rights.section_decision(dossier, section, Action.WRITE)
    if not decision:
        audit.refuse(principal(), dossier.access.id, f"confirm:{section.id}", decision.why)
    audit.because(decision.why)
    service.confirm_section(dossier, section)
    return answer_saved(SectionEditor(section), dossier, None, dossier.access.id)
