"""The paper that a family gets when the work ends: what we did, what goes on, whom to ring."""

from typing import Any

from flask import abort

from hfi import clock
from hfi.access.terms import Action, Level, Recipient
from hfi.audit import service as audit
from hfi.closing.queries import load_closings, load_line_rows, load_retentions, present_line
from hfi.closing.views import ClosingView, Farewell, LineView
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import present_contacts, present_coordinator, present_goals
from hfi.phases.models import Becomes
from hfi.printing.allowed import Judge
from hfi.printing.document import pdf
from hfi.printing.paper import render
from hfi.printing.recipient import HOUSEHOLD, Paper


def farewell_pdf(paper: Farewell) -> bytes:
    """The paper as PDF/UA-1. Raises PrintUnavailableError."""
    return pdf(render("print/farewell.html", paper=paper))


def load_farewell(access: FamilyAccess) -> Farewell:
    """The household's paper; 403 for those who may not print, 404 for a family that is not closed. It is logged."""
    decision = access.decide(Action.PRINT, Level.PLAN)
    if not decision:
        audit.refuse(access.reader, access.id, "print:farewell", decision.why)
    dossier = Dossier(access)
    closing = next((one for one in load_closings(dossier) if one.reopened_on is None), None)
    if closing is None or not access.closed:
        db.session.commit()
        abort(404)
    paper = present_farewell(dossier, closing)
    audit.read_family(access.reader, access.id, "print:farewell", decision.why)
    db.session.commit()
    return paper


def present_farewell(dossier: Dossier, closing: ClosingView) -> Farewell:
    """The paper, with only what may lie on the family's kitchen table."""
    settled = paper_lines(dossier, closing)
    at_home = {one.id for one in dossier.household if not one.lives_elsewhere}
    callable_ = present_coordinator(dossier) or next(iter(present_contacts(dossier)), None)
    return Farewell(
        family=dossier.family.name,
        municipality=dossier.programme.municipality_name,
        programme=dossier.programme.name,
        closed_on=closing.closed_on,
        summary=closing.summary,
        goals=present_goals(dossier),
        ended=tuple(line for becomes, line in settled if becomes in (Becomes.ENDS, Becomes.DONE)),
        goes_on=tuple(line for becomes, line in settled if becomes is Becomes.GOES_ON),
        whom_to_call=closing.whom_to_call,
        coordinator=callable_,
        call_due_on=closing.call_due_on,
        called_on=closing.called_on,
        new_municipality=closing.municipality,
        hand_over=closing.hand_over,
        keep_until=tuple(one for one in load_retentions(dossier) if one.person_id in at_home),
        printed_by=dossier.access.reader.name,
        printed_at=clock.now(),
    )


def paper_lines(dossier: Dossier, closing: ClosingView) -> list[tuple[Becomes, LineView]]:
    """What was settled, as far as the rule lets it onto the household's paper."""
    judge = Judge(dossier, Paper(Recipient.HOUSEHOLD, HOUSEHOLD, ""))
    rows = [row for row in load_line_rows(dossier) if row.closing_id == closing.id and is_allowed(judge, row)]
    found = [(row.becomes, present_line(dossier, row)) for row in rows]
    return [(becomes, line) for becomes, line in found if line]


def is_allowed(judge: Judge, row: Any) -> bool:
    """Whether what the line is about may be on the household's paper."""
    if row.agreement_id:
        agreement = next((one for one in judge.dossier.agreements if one.id == row.agreement_id), None)
        return agreement is not None and judge.allows_agreement(agreement)
    measure = next((one for one in judge.dossier.measures if one.id == row.measure_id), None)
    return measure is not None and judge.allows_item(measure, ids_of(measure.kept_from_ids))
