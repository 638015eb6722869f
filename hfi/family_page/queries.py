"""The whole page, read and logged in one transaction that is over before anything is rendered."""

from datetime import date

from hfi.access.terms import Action, Level, Why
from hfi.audit import service as audit
from hfi.emergency.glass import load_glass
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
from hfi.family_page.present_consents import present_matrix
from hfi.family_page.present_contacts import present_contacts
from hfi.family_page.present_deadlines import present_deadlines
from hfi.family_page.present_sections import present_sections
from hfi.family_page.present_week import present_week
from hfi.family_page.present_who import present_who
from hfi.family_page.section_views import SectionView
from hfi.family_page.week_views import Week
from hfi.plan.department import registry

CONFIDENCES_READ = "confidences"
"""What the log calls the reading of confidential notes; only for those who may know of them."""


def load_page(access: FamilyAccess, monday: date | None = None, also: str = "") -> FamilyPage:
    """The family page as this reader may see it; the reading is logged with the sections that were shown.

    `also` names what else the answer shows, such as an open form.
    """
    dossier = Dossier(access)
    page = present_page(dossier, monday)
    log_page(access, "page", page, also)
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
    consents = present_matrix(dossier)
    return FamilyPage(
        head=head,
        alerts=present_alerts(dossier, head, this_week, sections, agreements),
        changes=present_changes(dossier),
        goals=present_goals(dossier),
        story=present_story(dossier),
        week=present_week(dossier, monday) if monday else this_week,
        sections=sections,
        agreements=agreements,
        consents=consents,
        nav=present_nav(this_week, agreements, consents),
        who=present_who(dossier),
        contacts=present_contacts(dossier),
        deadlines=present_deadlines(dossier, sections),
        confidences=present_confidences(dossier),
        glass=load_glass(dossier.access),
    )


def log_page(access: FamilyAccess, what: str, page: FamilyPage, also: str = "") -> None:
    """The reading of the page's sections; and, beside it, that of confidential notes."""
    log_reading(access, what, page.sections, also)
    if page.confidences and page.confidences.notes:
        audit.read_family(access.reader, access.id, CONFIDENCES_READ, Why.NAMED)


def log_reading(access: FamilyAccess, what: str, sections: tuple[SectionView, ...] = (), also: str = "") -> None:
    """One row: who read which sections of the family, the closest of their levels, and why they might."""
    shown = [one.id for one in sections if one.details]
    told = f"{what}:{','.join(shown)} {also}".rstrip()
    why = access.decide(Action.READ, Level.PLAN).why
    audit.read_family(access.reader, access.id, told, why, level=closest_level(shown))


def closest_level(sections: list[str]) -> Level:
    """The level of the section that is closest to a person; of none, the plan's."""
    levels = [registry().by_id[one].level for one in sections]
    return max(levels, key=list(Level).index, default=Level.PLAN)
