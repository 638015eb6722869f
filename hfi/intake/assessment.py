"""The joint assessment: what the family told, once, and beside it each department's short view.

All of it is plan level: everybody who works with the family reads the same page. What is closer than that stands in
the departments' own sections.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hfi import clock
from hfi.access.models import User
from hfi.access.terms import Action, Level
from hfi.audit import service as audit
from hfi.consent.forms import MANNER_TITLES
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.families.sealing import opened
from hfi.family_page.dossier import Dossier
from hfi.family_page.present import present_story
from hfi.family_page.views import Story
from hfi.filters import first_name
from hfi.intake.models import AssessmentApproval, DepartmentView, Telling, Theme
from hfi.intake.words import THEME_TITLES
from hfi.plan.department import Mark, registry


@dataclass(frozen=True)
class TellingView:
    """One thing that was told."""

    id: uuid.UUID
    theme: Theme
    words: str
    by: str
    told_on: date
    ask_not_again: bool
    may_edit: bool


@dataclass(frozen=True)
class ThemeView:
    """Everything that was told about one thing."""

    theme: Theme
    title: str
    tellings: tuple[TellingView, ...]


@dataclass(frozen=True)
class OwnView:
    """A department's short view; without a text it has not written one."""

    code: str
    mark: Mark | None
    text: str
    by: str
    at: datetime | None
    may_edit: bool

    @property
    def anchor(self) -> str:
        """The id of its card."""
        return f"view-{self.code}"


@dataclass(frozen=True)
class ApprovalView:
    """Who said that it is right, how and when; `changed` when something was written since."""

    who: str
    manner: str
    approved_on: date
    by: str
    changed: bool


@dataclass(frozen=True)
class Assessment:
    """The whole page."""

    reference: str
    family: str
    story: Story
    themes: tuple[ThemeView, ...]
    not_again: tuple[str, ...]
    views: tuple[OwnView, ...]
    approval: ApprovalView | None
    may_edit: bool


def load_assessment(access: FamilyAccess, also: str = "") -> Assessment:
    """The page, read and logged in one transaction. Five queries and the log's."""
    page = present_assessment(Dossier(access))
    what = f"assessment {also}".rstrip()
    audit.read_family(access.reader, access.id, what, access.decide(Action.READ).why)
    db.session.commit()
    return page


def present_assessment(dossier: Dossier) -> Assessment:
    """Everything on the page."""
    may_edit = bool(dossier.access.decide(Action.WRITE, Level.PLAN))
    tellings, views = load_tellings(dossier), load_views(dossier)
    told = [present_telling(dossier, row, may_edit) for row in tellings]
    story = present_story(dossier)
    last = max((row.updated_at for row in (*tellings, *views, dossier.family)), default=None)
    return Assessment(
        reference=dossier.access.reference,
        family=dossier.family.name,
        story=story,
        themes=tuple(ThemeView(one, str(THEME_TITLES[one]), of_theme(told, one)) for one in Theme),
        not_again=(*story.do_not_ask_again, *(one.words for one in told if one.ask_not_again)),
        views=present_views(dossier, views),
        approval=present_approval(dossier, last),
        may_edit=may_edit,
    )


def of_theme(told: list[TellingView], theme: Theme) -> tuple[TellingView, ...]:
    """What was told about it."""
    return tuple(one for one in told if one.theme is theme)


def load_tellings(dossier: Dossier) -> list[Any]:
    """What was told, the earliest first."""
    order = (Telling.told_on, Telling.created_at, Telling.id)
    return opened(Telling, db.session.execute(dossier.of_family(Telling).order_by(*order)))


def load_views(dossier: Dossier) -> list[Any]:
    """What the departments wrote, with who wrote it last."""
    statement = dossier.of_family(DepartmentView, User.name.label("by"))
    return opened(
        DepartmentView, db.session.execute(statement.outerjoin(User, User.id == DepartmentView.updated_by_id))
    )


def present_telling(dossier: Dossier, row: Any, may_edit: bool) -> TellingView:
    """One thing, with the first name of whoever in the family told it."""
    by = next((first_name(one.name) for one in dossier.everybody if one.id == row.person_id), "")
    return TellingView(row.id, row.theme, row.words, by or row.told_by, row.told_on, row.ask_not_again, may_edit)


def present_views(dossier: Dossier, rows: list[Any]) -> tuple[OwnView, ...]:
    """Every department of the programme, in its order."""
    written = {row.owner: row for row in rows}
    return tuple(present_view(dossier, one.code, written.get(one.code)) for one in dossier.programme.departments)


def present_view(dossier: Dossier, code: str, row: Any | None) -> OwnView:
    """One department's."""
    mark = registry().mark_of_code(code, dossier.programme)
    may_edit = bool(dossier.access.decide(Action.WRITE, Level.DEPARTMENT, owner=code))
    if row is None:
        return OwnView(code, mark, "", "", None, may_edit)
    return OwnView(code, mark, row.text, row.by or "", row.updated_at, may_edit)


def present_approval(dossier: Dossier, last: datetime | None) -> ApprovalView | None:
    """The family's latest word."""
    statement = dossier.of_family(AssessmentApproval, User.name.label("by")).join(
        User, User.id == AssessmentApproval.recorded_by_id
    )
    order = (AssessmentApproval.recorded_at.desc(), AssessmentApproval.id)
    row = next(iter(opened(AssessmentApproval, db.session.execute(statement.order_by(*order).limit(1)))), None)
    if row is None:
        return None
    changed = last is not None and last > row.recorded_at
    return ApprovalView(row.who, str(MANNER_TITLES[row.manner]), row.approved_on, row.by, changed)


def approve(access: FamilyAccess, form: Any) -> None:
    """Store that the family said that it is right."""
    db.session.add(
        AssessmentApproval(
            id=uuid.uuid4(),
            family_id=access.id,
            who=form.who.data,
            manner=form.manner.data,
            approved_on=form.approved_on.data,
            recorded_at=clock.now(),
            recorded_by_id=access.reader.user_id,
        )
    )
    db.session.commit()
