"""The whole page, read and logged in one transaction that is over before anything is rendered."""

from datetime import date

from hfi.access.terms import Action, Level, Why
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.family_page.dossier import Dossier
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.present import (
    present_agreements,
    present_goals,
    present_head,
    present_story,
)
from hfi.family_page.present_alerts import present_alerts, present_nav
from hfi.family_page.present_changes import present_changes
from hfi.family_page.present_confidences import present_confidences
from hfi.family_page.present_sections import present_sections
from hfi.family_page.present_week import present_week
from hfi.family_page.section_views import SectionView
from hfi.family_page.week_views import Week

CONFIDENCES_READ = "confidences"
"""What the log calls the reading of confidential notes; only for those who may know of them."""


def load_page(access: FamilyAccess, monday: date | None = None) -> FamilyPage:
    """The family page as this reader may see it; the reading is logged with the sections that were shown."""
    dossier = Dossier(access)
    page = present_page(dossier, monday)
    log_page(access, "page", page)
    db.session.commit()
    return page


def load_week(access: FamilyAccess, monday: date | None) -> Week:
    """One week of the family."""
    week = present_week(Dossier(access), monday)
    log_reading(access, "week")
    db.session.commit()
    return week


def present_page(dossier: Dossier, monday: date | None = None) -> FamilyPage:
    """All of the page's regions."""
    head = present_head(dossier)
    this_week = present_week(dossier)
    sections = present_sections(dossier)
    agreements = present_agreements(dossier)
    return FamilyPage(
        head=head,
        alerts=present_alerts(dossier, head, this_week, sections, agreements),
        changes=present_changes(dossier),
        goals=present_goals(dossier),
        story=present_story(dossier),
        week=present_week(dossier, monday) if monday else this_week,
        sections=sections,
        agreements=agreements,
        nav=present_nav(this_week, agreements),
        confidences=present_confidences(dossier),
    )


def log_page(access: FamilyAccess, what: str, page: FamilyPage) -> None:
    """The reading of the page's sections; and, as a reading of its own, that of confidential notes."""
    log_reading(access, what, page.sections)
    if page.confidences and page.confidences.notes:
        audit.read_family(access.reader, access.id, CONFIDENCES_READ, Why.NAMED)


def log_reading(access: FamilyAccess, what: str, sections: tuple[SectionView, ...] = ()) -> None:
    """One row: who read which sections of the family, and why they might."""
    shown = ",".join(one.id for one in sections if one.details)
    audit.read_family(access.reader, access.id, f"{what}:{shown}"[:400], access.decide(Action.READ, Level.PLAN).why)
