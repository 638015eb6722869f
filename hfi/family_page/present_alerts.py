"""What is important now, worst first, each with the place to go to; and the counts of the page's own navigation."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hfi.consent.rules import rules
from hfi.family_page import rights
from hfi.family_page.consent_views import Matrix
from hfi.family_page.dossier import Dossier
from hfi.family_page.section_views import SectionView
from hfi.family_page.views import AgreementView, Alert, Head, NavItem, Urgency
from hfi.family_page.week_views import Week
from hfi.family_page.young_views import YoungPage
from hfi.filters import and_list, full_date, long_date
from hfi.plan.department import registry
from hfi.texts import _, ngettext


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
        *law_alerts(dossier),
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
            if one.days_left <= one.warn_days:
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
    """The next meeting is not agreed, or the last one is too long ago; while the work rests neither matters."""
    if dossier.pause:
        return
    due = dossier.followed_up_from + timedelta(weeks=dossier.programme.follow_up_weeks)
    if due < dossier.today:
        title = _("The follow-up is overdue")
        text = _("The plan meeting should have been held by %(day)s.", day=full_date(due))
        yield Alert(Urgency.ERROR, title, text, "overview", _("See the last meeting"))
    elif head.next_meeting is None:
        text = _("It should be held by %(day)s.", day=full_date(due))
        yield Alert(Urgency.WARNING, _("No plan meeting is agreed"), text, "overview", _("See the last meeting"))


def consent_alerts(dossier: Dossier) -> Iterator[Alert]:
    """That nobody was asked yet; consents that run out soon, and young people who will answer for themselves."""
    if not dossier.shares.cells and not dossier.legal_grounds:
        text = _("Until the family has answered, each department sees its own part only.")
        yield Alert(Urgency.WARNING, _("Nobody was asked about sharing yet"), text, "consents", _("See consents"))
    for person in dossier.household:
        name = dossier.names[person.id]
        if birthday := own_answer_soon(dossier, person):
            title = _("%(name)s answers alone from %(day)s", name=name, day=long_date(birthday))
            text = _("Then the parents' yes ends. Ask %(name)s before.", name=name)
            yield consent_alert(dossier, birthday, title, text)
        elif ending := first_to_end(dossier, person.id):
            title = _("%(name)s's consent runs out on %(day)s", name=name, day=long_date(ending))
            yield consent_alert(dossier, ending, title, _("Talk with %(name)s about it.", name=name))


def law_alerts(dossier: Dossier) -> Iterator[Alert]:
    """Legal grounds that run out soon, for those who may read them."""
    for row in dossier.legal_grounds:
        if row.runs_out and rights.sees_ground(dossier, row):
            owner = registry().mark_of_code(row.owner, dossier.programme)
            title = _(
                "What %(department)s shares by law ends on %(day)s",
                department=owner.title if owner else row.owner,
                day=long_date(row.to_on),
            )
            text = _("Ask the family, or write down a new legal ground if one is needed.")
            yield consent_alert(dossier, row.to_on, title, text)


def consent_alert(dossier: Dossier, day: date, title: str, text: str) -> Alert:
    """A warning that leads to the consents; urgent when it is so by the rules."""
    urgent = rules(dossier.today).is_urgent(day, dossier.today)
    return Alert(Urgency.ERROR if urgent else Urgency.WARNING, title, text, "consents", _("See consents"))


def own_answer_soon(dossier: Dossier, person: Any) -> date | None:
    """The birthday from which the person answers alone, when it comes soon."""
    rule = rules(dossier.today)
    birthday = rule.own_answer_from(person.born_on) if person.born_on else dossier.today
    return birthday if dossier.today < birthday <= rule.warns_until(dossier.today) else None


def first_to_end(dossier: Dossier, person_id: uuid.UUID) -> date | None:
    """The first day on which a consent of the person runs out soon."""
    cells = (cell for (person, _owner, _reader), cell in dossier.shares.cells.items() if person == person_id)
    days = [cell.last_day for cell in cells if cell.last_day]
    return min((day for day in days if day <= rules(dossier.today).warns_until(dossier.today)), default=None)


def contact_alerts(dossier: Dossier, head: Head) -> Iterator[Alert]:
    """The family has not the fixed contact persons that the programme promises."""
    missing = dossier.programme.contacts_promised - len(head.contacts)
    if missing > 0:
        title = ngettext("%(num)d contact person is missing", "%(num)d contact persons are missing", missing)
        yield Alert(Urgency.ERROR, title, _("Talk with the coordinator."), "overview", _("See the overview"))


def present_nav(
    week: Week, agreements: tuple[AgreementView, ...], consents: Matrix, young: YoungPage | None
) -> tuple[NavItem, ...]:
    """The page's own navigation."""
    late = sum(1 for one in agreements if one.days_over)
    return (
        NavItem("overview", _("Overview"), 0),
        *([NavItem("young", and_list(one.name for one in young.people), 0)] if young else []),
        NavItem("goals", _("Shared goals"), 0),
        NavItem("week", _("The family's week"), week.clashes),
        NavItem("deadlines", _("Deadlines"), 0),
        NavItem("who", _("Who gets what"), 0),
        NavItem("sections", _("Measures"), 0),
        NavItem("agreements", _("Agreements"), late),
        NavItem("contacts", _("Contacts"), 0),
        NavItem("members", _("The family"), 0),
        NavItem("story", _("The story"), 0),
        NavItem("consents", _("Consents"), consents.ending),
    )
