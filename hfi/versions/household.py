"""The plan as the household may see it: at the meeting's screen, on paper, and in a version. One rule for all three."""

from dataclasses import dataclass, replace
from functools import cached_property

from hfi.access.terms import Recipient
from hfi.family_page.dossier import Dossier
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.section_views import SectionView
from hfi.family_page.views import AgreementView, GoalView
from hfi.family_page.week_views import Week
from hfi.plan.models import AgreementStatus, GoalStatus
from hfi.printing.allowed import allowed_on_paper
from hfi.printing.plan import printed_plan, printed_sections, printed_week
from hfi.printing.queries import present_for_paper
from hfi.printing.recipient import HOUSEHOLD, Paper
from hfi.printing.views import Allowed, PrintedPlan
from hfi.programmes.model import Programme
from hfi.texts import _


@dataclass(frozen=True)
class Household:
    """The presented page, and what of it the household may see."""

    page: FamilyPage
    allowed: Allowed
    programme: Programme

    @cached_property
    def places(self) -> bool:
        """Whether places may be named: not when they could lead to somebody protected."""
        return not (self.page.head.address_protected or any(one.protected for one in self.page.head.members))

    @cached_property
    def goals(self) -> tuple[GoalView, ...]:
        """The goals that the family works on."""
        return tuple(one for one in self.page.goals if one.status is GoalStatus.ACTIVE)

    @cached_property
    def agreements(self) -> tuple[AgreementView, ...]:
        """Agreements that are open, and those done since the last meeting."""
        return tuple(one for one in self.page.agreements if one.id in self.allowed.agreements)

    @cached_property
    def open_agreements(self) -> tuple[AgreementView, ...]:
        """The open ones."""
        return tuple(one for one in self.agreements if one.status is AgreementStatus.OPEN)

    @cached_property
    def done_agreements(self) -> tuple[AgreementView, ...]:
        """Those done since the last meeting."""
        return tuple(one for one in self.agreements if one.status is AgreementStatus.DONE)

    @cached_property
    def sections(self) -> tuple[SectionView, ...]:
        """The departments' sections, with only the measures and texts that may be shown."""
        return printed_sections(self.page.sections, self.allowed)

    @cached_property
    def week(self) -> Week:
        """The week, with only the appointments that may be shown."""
        return printed_week(self.page.week, self.allowed)

    def paper(self, number: int) -> PrintedPlan:
        """The printed plan, as version `number`."""
        plan = printed_plan(self.page, self.allowed, self.programme, self.allowed.printed_at.date())
        return replace(plan, edition=number, builds_on=None)


def present_household(dossier: Dossier) -> Household:
    """The household's view of the family, for somebody who may print it."""
    paper = Paper(Recipient.HOUSEHOLD, HOUSEHOLD, _("The whole household"))
    return Household(present_for_paper(dossier), allowed_on_paper(dossier, paper), dossier.programme)
