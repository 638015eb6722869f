"""What a closing has to settle: the measures that this reader may see, and all open agreements."""

from collections.abc import Iterator
from typing import Any

from hfi import clock
from hfi.access.terms import Action, Decision
from hfi.audit import service as audit
from hfi.closing.views import ClosingDraft, Item
from hfi.extensions import db
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import present_agreements, present_coordinator, section_mark
from hfi.filters import and_list
from hfi.phases.rules import rules_on
from hfi.plan.models import AgreementStatus


def load_draft(dossier: Dossier, decision: Decision) -> ClosingDraft:
    """What the form begins with; the reading is logged."""
    held = [one.starts_at for one in dossier.meetings if one.held]
    draft = ClosingDraft(
        reference=dossier.access.reference,
        family=dossier.family.name,
        measures=tuple(measures(dossier)),
        agreements=tuple(agreements(dossier)),
        last_met_on=clock.local(held[-1]).date() if held else None,
        call_due_on=rules_on(dossier.today).call_due_on(dossier.today),
        coordinator=present_coordinator(dossier),
    )
    audit.read_family(dossier.access.reader, dossier.access.id, "form:closing", decision.why)
    db.session.commit()
    return draft


def measures(dossier: Dossier) -> Iterator[Item]:
    """The measures that have not ended, as far as the reader may see them."""
    for row in dossier.live_measures:
        if sees_measure(dossier, row):
            people = ids_of(row.person_ids)
            names = and_list(name for one, name in dossier.names.items() if one in people)
            whom = ", ".join(filter(None, (row.responsible, row.provider)))
            yield Item(row.id, row.title, names, section_mark(dossier, row.section_id), False, whom)


def sees_measure(dossier: Dossier, row: Any) -> bool:
    """Whether the reader may see the measure."""
    people = ids_of(row.person_ids)
    return bool(rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, people))


def agreements(dossier: Dossier) -> Iterator[Item]:
    """The agreements that are open."""
    for one in present_agreements(dossier):
        if one.status is AgreementStatus.OPEN:
            yield Item(one.id, one.text, one.who, one.mark, True)
