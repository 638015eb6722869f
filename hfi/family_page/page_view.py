"""The whole family page as its templates get it."""

from dataclasses import dataclass

from hfi.family_page.section_views import SectionView
from hfi.family_page.views import AgreementView, Alert, Change, Confidences, GoalView, Head, NavItem, Story
from hfi.family_page.week_views import Week


@dataclass(frozen=True)
class FamilyPage:
    """The whole page."""

    head: Head
    alerts: tuple[Alert, ...]
    changes: tuple[Change, ...]
    goals: tuple[GoalView, ...]
    story: Story
    week: Week
    sections: tuple[SectionView, ...]
    agreements: tuple[AgreementView, ...]
    nav: tuple[NavItem, ...]
    confidences: Confidences | None = None
