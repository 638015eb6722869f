"""The departments' sections as the templates get them: frozen values that hold just what this reader may see."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hfi.family_page.goal_views import DepartmentGoalView
from hfi.family_page.views import Contact
from hfi.plan.department import Mark
from hfi.plan.models import MeasureStatus


@dataclass(frozen=True)
class MeasureView:
    """A measure."""

    id: uuid.UUID
    section_id: str
    type_label: str
    title: str
    plain_words: str
    people: tuple[str, ...]
    everybody: bool
    responsible: str
    responsible_first: str
    starts_on: date | None
    ends_on: date | None
    status: MeasureStatus
    status_label: str
    status_reason: str
    next_step: str
    legal_ground: str
    goals: tuple[tuple[int, uuid.UUID], ...]
    when: tuple[str, ...]
    sensitive: bool
    is_new: bool
    may_edit: bool
    kept_from: tuple[str, ...] = ()
    outcome_label: str = ""
    ends_by_law: date | None = None


@dataclass(frozen=True)
class SectorPlanView:
    """A department's own plan, by reference."""

    id: uuid.UUID
    section_id: str
    kind_label: str
    person: str
    status_label: str
    dated_on: date | None
    deadline_on: date | None
    overdue: bool
    reference: str
    lines: str
    may_edit: bool
    owner: str = ""
    decided_on: date | None = None
    followed_up_on: date | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One of a section's own fields, filled in, as shown text."""

    label: str
    value: str


@dataclass(frozen=True)
class PersonDetails:
    """A section's own fields about one person. `readings`: (month, number) of each indicator, oldest first."""

    person_id: uuid.UUID
    name: str
    facts: tuple[Fact, ...]
    own: Mapping[str, Any]
    readings: Mapping[str, tuple[tuple[date, int], ...]]


@dataclass(frozen=True)
class DeadlineView:
    """Something that must be done by a day, by which rule."""

    title: str
    due_on: date
    days_left: int
    source: str
    warn_days: int = 30


@dataclass(frozen=True)
class SectionDetails:
    """What a section itself says: its assessment, its own fields, and when it was confirmed."""

    anchor: str
    section_id: str
    title: str
    template: str
    printout: str
    may_edit: bool
    assessment: str
    own: Mapping[str, Any]
    facts: tuple[Fact, ...]
    persons: tuple[PersonDetails, ...]
    deadlines: tuple[DeadlineView, ...]
    confirmed_at: datetime | None
    confirmed_by: str
    ready: bool
    concerns: tuple[str, ...] = ()
    kept_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A section's card. Without `details` it holds only whose it is and whom to ask: the reader may not read it."""

    id: str
    anchor: str
    title: str
    mark: Mark
    why: str
    reason: str
    missing: tuple[str, ...]
    people: tuple[Contact, ...]
    ask: Contact | None
    details: SectionDetails | None = None
    measures: tuple[MeasureView, ...] = ()
    plans: tuple[SectorPlanView, ...] = ()
    may_edit: bool = False
    may_plan: bool = False
    aims: tuple[DepartmentGoalView, ...] = ()
    may_aim: bool = False
    changed_at: datetime | None = None
