"""What is important now, worst first, each with the place to go to; and the counts of the page's own navigation."""

from collections.abc import Iterator
from datetime import timedelta

from hfi.family_page.dossier import Dossier
from hfi.family_page.section_views import SectionView
from hfi.family_page.views import AgreementView, Alert, Head, NavItem, Urgency
from hfi.family_page.week_views import Week
from hfi.filters import and_list, full_date, long_date
from hfi.texts import _, ngettext

NEAR = 30
"""Days before a deadline when the page begins to speak of it."""


def present_alerts(
    dossier: Dossier, head: Head, week: Week, sections: tuple[SectionView, ...], agreements: tuple[AgreementView, ...]
) -> tuple[Alert, ...]:
    """Everything that should not wait, the urgent first; in a closed family nothing does."""
    if head.closed_on:
        return ()
    found = [
        *clash_alerts(week),
        *agreement_alerts(agreements),
        *deadline_alerts(sections),
        *meeting_alerts(dossier, head),
        *consent_alerts(dossier),
        *contact_alerts(dossier, head),
    ]
    return tuple(sorted(found, key=lambda alert: alert.urgency is not Urgency.ERROR))


def clash_alerts(week: Week) -> Iterator[Alert]:
    """Somebody should be in two places at once."""
    if week.clashes:
        days = and_list(long_date(day.date).split()[0] for day in week.days if day.clashes)
        title = ngettext("%(num)d clash in the week", "%(num)d clashes in the week", week.clashes)
        text = _("Somebody should be in two places at once on %(days)s.", days=days)
        yield Alert(Urgency.ERROR, title, text, "week", _("See the week"))


def agreement_alerts(agreements: tuple[AgreementView, ...]) -> Iterator[Alert]:
    """Agreements whose day has passed."""
    late = sorted((one for one in agreements if one.days_over), key=lambda one: -one.days_over)
    if late:
        title = ngettext("%(num)d agreement is overdue", "%(num)d agreements are overdue", len(late))
        over = ngettext("%(num)d day", "%(num)d days", late[0].days_over)
        text = f"{late[0].text.rstrip('.')}. {late[0].who}, {over}."
        yield Alert(Urgency.WARNING, title, text, f"agreement-{late[0].id}", _("See the agreement"))


def deadline_alerts(sections: tuple[SectionView, ...]) -> Iterator[Alert]:
    """Deadlines of sections and of the departments' own plans that are near or passed."""
    for section in sections:
        for one in section.details.deadlines if section.details else ():
            if one.days_left <= NEAR:
                urgency = Urgency.ERROR if one.days_left < 0 else Urgency.WARNING
                text = _("By %(day)s (%(source)s).", day=full_date(one.due_on), source=one.source)
                yield Alert(urgency, one.title, text, section.anchor, _("See the section"))
        for plan in section.plans:
            if plan.overdue:
                text = _("It should have been ready by %(day)s.", day=full_date(plan.deadline_on))
                yield Alert(
                    Urgency.WARNING, f"{plan.kind_label} {plan.person}", text, section.anchor, _("See the plan")
                )


def meeting_alerts(dossier: Dossier, head: Head) -> Iterator[Alert]:
    """The next meeting is not agreed, or the last one is too long ago."""
    due = dossier.last_meeting_on + timedelta(weeks=dossier.programme.follow_up_weeks)
    if due < dossier.today:
        title = _("The follow-up is overdue")
        text = _("The plan meeting should have been held by %(day)s.", day=full_date(due))
        yield Alert(Urgency.ERROR, title, text, "overview", _("See the last meeting"))
    elif head.next_meeting is None:
        text = _("It should be held by %(day)s.", day=full_date(due))
        yield Alert(Urgency.WARNING, _("No plan meeting is agreed"), text, "overview", _("See the last meeting"))


def consent_alerts(dossier: Dossier) -> Iterator[Alert]:
    """Consents that run out soon."""
    for person_id, day in dossier.expiring_consents.items():
        name = dossier.names.get(person_id)
        if name:
            title = _("%(name)s's consent runs out on %(day)s", name=name, day=long_date(day))
            text = _("Talk with %(name)s about it.", name=name)
            yield Alert(Urgency.WARNING, title, text, "members", _("See the family"))


def contact_alerts(dossier: Dossier, head: Head) -> Iterator[Alert]:
    """The family has not the fixed contact persons that the programme promises."""
    missing = dossier.programme.contact_persons - len(head.contacts)
    if missing > 0:
        title = ngettext("%(num)d contact person is missing", "%(num)d contact persons are missing", missing)
        yield Alert(Urgency.ERROR, title, _("Talk with the coordinator."), "overview", _("See the overview"))


def present_nav(week: Week, agreements: tuple[AgreementView, ...]) -> tuple[NavItem, ...]:
    """The page's own navigation."""
    late = sum(1 for one in agreements if one.days_over)
    return (
        NavItem("overview", _("Overview"), 0),
        NavItem("goals", _("Shared goals"), 0),
        NavItem("week", _("The family's week"), week.clashes),
        NavItem("sections", _("Measures"), 0),
        NavItem("agreements", _("Agreements"), late),
        NavItem("members", _("The family"), 0),
        NavItem("story", _("The story"), 0),
    )
