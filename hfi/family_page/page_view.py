"""The whole family page as its templates get it."""

from dataclasses import dataclass

from hfi.deadlines.dues import Due
from hfi.emergency.glass import OpenGlass
from hfi.family_page.consent_views import Matrix
from hfi.family_page.contact_views import Contacts
from hfi.family_page.section_views import SectionView
from hfi.family_page.views import AgreementView, Alert, Change, Confidences, GoalView, Head, NavItem, Story
from hfi.family_page.week_views import Week
from hfi.family_page.who_views import WhoGets


@dataclass(frozen=True)
class FamilyPage:
    """The whole page. `glass` is the emergency in which the reader sees it, if it is one."""

    head: Head
    alerts: tuple[Alert, ...]
    changes: tuple[Change, ...]
    goals: tuple[GoalView, ...]
    story: Story
    week: Week
    sections: tuple[SectionView, ...]
    agreements: tuple[AgreementView, ...]
    consents: Matrix
    nav: tuple[NavItem, ...]
    confidences: Confidences | None = None
    glass: OpenGlass | None = None
    who: WhoGets | None = None
    deadlines: tuple[Due, ...] = ()
    contacts: Contacts | None = None
