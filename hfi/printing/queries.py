"""Reads a family for its paper, and logs it, in one transaction that is over before anything is laid out."""

from dataclasses import replace
from datetime import date, timedelta

from flask import abort

from hfi.access.terms import Action, Level
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.family_page.consent_views import Matrix
from hfi.family_page.dossier import Dossier
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.present import present_agreements, present_goals, present_head, present_story
from hfi.family_page.present_sections import present_sections
from hfi.family_page.present_week import present_week
from hfi.family_page.present_young import present_young
from hfi.family_page.queries import log_reading
from hfi.printing.allowed import allowed_on_paper
from hfi.printing.plan import printed_plan
from hfi.printing.recipient import Paper, find_paper, papers
from hfi.printing.summary import summarize
from hfi.printing.views import Choice, PrintedPlan, PrintPage
from hfi.printing.young import is_anything_kept, young_on_paper

AHEAD = timedelta(days=3)
"""From Friday on, the week sheet is for the coming week."""


def load_plan(access: FamilyAccess, wanted: str) -> PrintedPlan:
    """The recipient's paper, logged with whom it is for."""
    dossier, paper = open_paper(access, wanted)
    page = present_for_paper(dossier)
    allowed = replace(allowed_on_paper(dossier, paper), young=young_on_paper(dossier, paper, page.young))
    shown = tuple(one for one in page.sections if one.id in allowed.sections)
    log_reading(access, f"print:{paper.value}", shown)
    db.session.commit()
    return printed_plan(page, allowed, dossier.programme, dossier.today)


def load_choice(access: FamilyAccess, wanted: str) -> PrintPage:
    """The page before printing: whom a copy can be for, and what this one would show."""
    dossier, paper = open_paper(access, wanted)
    sections = present_sections(dossier)
    young = present_young(dossier)
    allowed = replace(allowed_on_paper(dossier, paper), young=young_on_paper(dossier, paper, young))
    page = PrintPage(
        reference=access.reference,
        family=dossier.family.name,
        choices=tuple(Choice(one.value, one.words, one.value == paper.value) for one in papers(dossier)),
        chosen=paper.value,
        recipient=paper.words,
        summary=summarize(dossier, sections, allowed, kept=is_anything_kept(paper, young)),
        handed_over=next((one.edition for one in reversed(dossier.meetings) if one.held and one.closed_at), None),
    )
    log_reading(access, f"print-choice:{paper.value}")
    db.session.commit()
    return page


def open_paper(access: FamilyAccess, wanted: str) -> tuple[Dossier, Paper]:
    """The family's rows and the recipient. 403 for those who may not print, 404 when nobody is called so."""
    decision = access.decide(Action.PRINT, Level.PLAN)
    if not decision:
        audit.refuse(access.reader, access.id, "print", decision.why)
    dossier = Dossier(access)
    paper = find_paper(dossier, wanted)
    if paper is None:
        db.session.commit()
        abort(404)
    return dossier, paper


def present_for_paper(dossier: Dossier) -> FamilyPage:
    """The regions of the family page that the paper is made of."""
    return FamilyPage(
        head=present_head(dossier),
        alerts=(),
        changes=(),
        goals=present_goals(dossier),
        story=present_story(dossier),
        week=present_week(dossier, sheet_monday(dossier.today)),
        sections=present_sections(dossier),
        agreements=present_agreements(dossier),
        consents=Matrix(),
        nav=(),
        young=present_young(dossier),
    )


def sheet_monday(today: date) -> date:
    """The Monday of the week that the sheet on the fridge is for."""
    day = today + AHEAD
    return day - timedelta(days=day.weekday())
