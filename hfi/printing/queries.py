"""Reads a family for its paper, and logs it, in one transaction that is over before anything is laid out."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from hfi.access.terms import Action, Level
from hfi.audit import service as audit
from hfi.consent.models import Consent, Extent
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier, ids_of
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.present import contact, present_agreements, present_goals, present_head, present_story
from hfi.family_page.present_sections import present_sections
from hfi.family_page.present_week import present_week
from hfi.family_page.queries import log_reading
from hfi.plan.department import registry
from hfi.printing.plan import printed_plan
from hfi.printing.views import Allowed, PrintedPlan

AHEAD = timedelta(days=3)
"""From Friday on, the week sheet is for the coming week."""


def load_plan(access: FamilyAccess) -> PrintedPlan:
    """The household's paper; 403 for those who may read the family but not print it."""
    decision = access.decide(Action.PRINT, Level.PLAN)
    if not decision:
        audit.refuse(access.reader, access.id, "print", decision.why)
    dossier = Dossier(access)
    page = present_for_paper(dossier)
    allowed = allowed_on_paper(dossier)
    log_reading(access, "print", tuple(one for one in page.sections if one.id in allowed.sections))
    db.session.commit()
    return printed_plan(page, allowed, dossier.programme, dossier.today)


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
        nav=(),
    )


def sheet_monday(today: date) -> date:
    """The Monday of the week that the sheet on the fridge is for."""
    day = today + AHEAD
    return day - timedelta(days=day.weekday())


def allowed_on_paper(dossier: Dossier) -> Allowed:
    """What the rule lets this reader print for the whole household."""
    return Allowed(
        sections=frozenset(
            one.id for one in registry().sections if rights.section_decision(dossier, one, Action.PRINT)
        ),
        measures=frozenset(row.id for row in dossier.measures if may_print(dossier, row)),
        appointments=frozenset(appointments_on_paper(dossier)),
        team=tuple(contact(dossier, row) for row in dossier.team),
        sharing_owners=frozenset(sharing_owners(dossier)),
    )


def may_print(dossier: Dossier, row: Any) -> bool:
    """Whether a measure or an appointment may be on the paper: the rule, and that it is about somebody at home."""
    people = ids_of(row.person_ids)
    home = {one.id for one in dossier.household if not one.lives_elsewhere}
    about_home = not people or not home.isdisjoint(people)
    return about_home and bool(rights.item_decision(dossier, row.section_id, row.sensitive, Action.PRINT, people))


def appointments_on_paper(dossier: Dossier) -> Iterable[uuid.UUID]:
    """Appointments that may be printed themselves, and whose measure may."""
    measures = {row.id: row for row in dossier.measures}
    for row in dossier.appointments:
        measure = measures.get(row.measure_id)
        if may_print(dossier, row) and (measure is None or may_print(dossier, measure)):
            yield row.id


def sharing_owners(dossier: Dossier) -> Iterable[str]:
    """The departments of which somebody in the family lets others see more than times. One query."""
    return db.session.scalars(
        sa.select(Consent.owner)
        .distinct()
        .where(
            Consent.family_id == dossier.access.id,
            Consent.extent == Extent.FULL,
            Consent.given_on <= dossier.today,
            Consent.expires_on >= dossier.today,
            Consent.withdrawn_on.is_(None),
        )
    )
