"""Presenters of the departments' own plans."""

from typing import Any

from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.section_views import SectorPlanView
from hfi.plan.department import registry
from hfi.plan.models import SECTOR_PLAN_STATUS_TITLES, SectorPlanStatus
from hfi.plan.section import Section
from hfi.texts import LazyString


def present_plans(dossier: Dossier, section: Section, may_edit: bool) -> tuple[SectorPlanView, ...]:
    """The department's own plans in this section."""
    labels = dict(section.plan_kinds)
    rows = [row for row in dossier.sector_plans if row.section_id == section.id]
    seen = [row for row in rows if rights.plan_decision(dossier, section, row.person_id)]
    return tuple(present_plan(dossier, row, str(labels.get(row.kind, row.kind)), may_edit) for row in seen)


def present_plan(dossier: Dossier, row: Any, label: str, may_edit: bool) -> SectorPlanView:
    """One of the department's own plans."""
    late = row.deadline_on is not None and row.deadline_on < dossier.today
    return SectorPlanView(
        id=row.id,
        section_id=row.section_id,
        kind_label=label,
        person=dossier.names.get(row.person_id, "") if row.person_id else "",
        status_label=str(SECTOR_PLAN_STATUS_TITLES[row.status]),
        dated_on=row.dated_on,
        deadline_on=row.deadline_on,
        overdue=late and row.status is SectorPlanStatus.PLANNED,
        reference=row.reference,
        lines=row.lines,
        may_edit=may_edit,
        owner=row.owner or "",
        decided_on=row.decided_on,
        followed_up_on=row.followed_up_on,
        replaces=replaced_labels(row),
    )


def plan_labels() -> dict[str, LazyString]:
    """What every kind of plan is called, of all sections."""
    return {key: label for section in registry().sections for key, label in section.plan_kinds}


def replaced_labels(row: Any) -> tuple[str, ...]:
    """What the plan stands for, in words."""
    labels = plan_labels()
    return tuple(str(labels.get(one, one)) for one in row.replaces.split(",") if one)
