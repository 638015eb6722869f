"""Presenters of the head, the members, the goals, the agreements and the story."""

import uuid
from typing import Any

from hfi import clock
from hfi.access.models import AttachmentKind
from hfi.access.roles import PROFESSION_TITLES
from hfi.access.terms import Action, Level
from hfi.families import cpr
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present_goal_life import aims_of, contributing, way_of
from hfi.family_page.views import AgreementView, Contact, GoalView, Head, Helper, Meeting, Member, PauseNote, Story
from hfi.parameters.current import goal_scale
from hfi.plan.department import Mark, registry
from hfi.plan.models import AgreementStatus
from hfi.team.presence import present_absent
from hfi.texts import _

CALLED = (AttachmentKind.CONTACT_PERSON, AttachmentKind.COORDINATOR)
"""Whom a family rings instead of somebody who is away without a substitute."""


def present_head(dossier: Dossier) -> Head:
    """The top of the page."""
    family = dossier.family
    members = present_members(dossier)
    protected = address_protected(dossier)
    return Head(
        id=family.id,
        reference=family.reference,
        name=family.name,
        housing_area=family.housing_area,
        district=family.district,
        interpreter_language=family.interpreter_language,
        enrolled_on=family.enrolled_on,
        closed_on=family.closed_on,
        address="" if protected else family.address,
        address_protected=protected,
        members=members,
        contacts=present_contacts(dossier),
        coordinator=present_coordinator(dossier),
        absent=present_absent(dossier.absent, [row for row in dossier.team if row.kind in CALLED]),
        next_meeting=next((meeting(one) for one in dossier.meetings if coming(one)), None),
        last_meeting=next((meeting(one) for one in reversed(dossier.meetings) if one.held), None),
        may_edit_plan=rights.may_edit_plan(dossier),
        may_agree=rights.may_agree(dossier),
        may_schedule=any(rights.may_schedule(dossier, row) for row in dossier.live_measures),
        may_print=bool(dossier.access.decide(Action.PRINT, Level.PLAN)),
        may_name=rights.may_name(dossier),
        may_read_log=bool(dossier.access.decide(Action.READ_LOG)),
        erased=dossier.erased,
        may_declare=bool(dossier.access.decide(Action.BLOCK, oneself=True)),
        may_see_conflicts=bool(dossier.access.decide(Action.BLOCK)),
        pause=present_pause(dossier),
        may_close=bool(dossier.access.decide(Action.CLOSE)),
    )


def present_pause(dossier: Dossier) -> PauseNote | None:
    """That the work rests, and why."""
    row = dossier.pause
    return PauseNote(row.from_on, row.expected_until, row.reason) if row else None


def address_protected(dossier: Dossier) -> bool:
    """Whether anybody who lives at the family's address is protected: then nobody is shown it."""
    return any(one.protected and not one.lives_elsewhere for one in dossier.people)


def present_contacts(dossier: Dossier) -> tuple[Contact, ...]:
    """Those whom the family calls, as its programme promises."""
    return tuple(contact(dossier, row) for row in of_kind(dossier, dossier.programme.contact_kind))


def present_coordinator(dossier: Dossier) -> Contact | None:
    """Who gathers the plan, unless that is the very one whom the family calls."""
    if dossier.programme.contact_kind is AttachmentKind.COORDINATOR:
        return None
    return next((contact(dossier, row) for row in of_kind(dossier, AttachmentKind.COORDINATOR)), None)


def of_kind(dossier: Dossier, kind: AttachmentKind) -> list[Any]:
    """The team's members of one kind, in the order of the departments."""
    codes = [one.code for one in dossier.programme.departments]
    rows = [row for row in dossier.team if row.kind is kind]
    return sorted(rows, key=lambda row: codes.index(row.department) if row.department in codes else len(codes))


def contact(dossier: Dossier, row: Any) -> Contact:
    """A member of the team as a contact card."""
    programme = dossier.programme
    labels = {
        AttachmentKind.CONTACT_PERSON: programme.contact_title,
        AttachmentKind.COORDINATOR: programme.coordinator_title,
        AttachmentKind.TEAM: _("Team"),
    }
    mark = registry().mark_of_code(row.department, programme)
    title = str(PROFESSION_TITLES[row.profession]) if row.profession else labels[row.kind]
    return Contact(row.user_id, row.name, labels[row.kind], title, mark, row.phone, row.hours)


def coming(row: Any) -> bool:
    """Whether a meeting is still to be held, today's included."""
    return not row.held and row.cancelled_at is None and clock.local(row.starts_at).date() >= clock.today()


def meeting(row: Any) -> Meeting:
    """A meeting, with the days until it."""
    days = (clock.local(row.starts_at).date() - clock.today()).days
    return Meeting(row.starts_at, row.minutes, row.place, row.interpreter_booked, days, row.edition, row.id)


def present_members(dossier: Dossier) -> tuple[Member, ...]:
    """Everybody in the family and around it."""
    may_edit = rights.may_edit_plan(dossier)
    return tuple(present_member(dossier, row, may_edit) for row in dossier.people)


def present_member(dossier: Dossier, row: Any, may_edit: bool) -> Member:
    """One person; a protected person's phone and school could lead to where they live, so neither is shown."""
    return Member(
        id=row.id,
        name=row.name,
        kind=row.kind,
        relation=row.relation,
        age=cpr.age(row.born_on, dossier.today),
        expected_on=row.expected_on,
        cpr=cpr.masked(row.cpr),
        note="" if row.protected else row.note,
        phone="" if row.protected or dossier.erased else row.phone,
        address="" if row.protected or dossier.erased else row.address,
        lives_elsewhere=row.lives_elsewhere,
        protected=row.protected,
        may_edit=may_edit,
        may_reveal=may_reveal(dossier, row),
    )


def may_reveal(dossier: Dossier, row: Any) -> bool:
    """Whether the reader is named to see who and where somebody is, and there is something that is not shown."""
    named = rights.identity_decision(dossier, row.id)
    return bool(named) and (row.cpr or row.protected)


def present_goals(dossier: Dossier) -> tuple[GoalView, ...]:
    """The shared goals."""
    may_edit = rights.may_edit_plan(dossier)
    helpers = goal_helpers(dossier)
    return tuple(present_goal(dossier, row, helpers.get(row.id, []), may_edit) for row in dossier.goals)


def present_goal(dossier: Dossier, row: Any, helpers: list[Helper], may_edit: bool) -> GoalView:
    """One shared goal."""
    return GoalView(
        id=row.id,
        number=dossier.goal_numbers[row.id],
        title=row.title,
        words=row.words,
        whose=dossier.names.get(row.person_id, "") if row.person_id else _("The whole family"),
        start=row.start,
        last=row.last,
        now=row.now,
        good_enough=row.good_enough,
        next_step=row.next_step,
        status=row.status,
        helpers=tuple(helpers),
        may_edit=may_edit,
        preferred_future=row.preferred_future,
        signs=tuple(row.signs.splitlines()),
        way=way_of(dossier, row),
        contributing=contributing(helpers),
        aims=aims_of(dossier, row.id),
        scale=goal_scale(dossier.programme, row.scale),
        has_own_scale=bool(row.scale),
    )


def goal_helpers(dossier: Dossier) -> dict[uuid.UUID, list[Helper]]:
    """The measures that serve each goal, as far as the reader may see them."""
    found: dict[uuid.UUID, list[Helper]] = {}
    for row in dossier.live_measures:
        if rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, ids_of(row.person_ids)):
            helper = Helper(row.title, section_mark(dossier, row.section_id))
            for goal_id in ids_of(row.goal_ids):
                found.setdefault(goal_id, []).append(helper)
    return found


def section_mark(dossier: Dossier, section_id: str) -> Mark:
    """How the section's area is shown."""
    return registry().mark(section_id.partition("/")[0], dossier.programme)


def present_agreements(dossier: Dossier) -> tuple[AgreementView, ...]:
    """The agreements."""
    may_edit_plan = rights.may_edit_plan(dossier)
    return tuple(present_agreement(dossier, row, may_edit_plan) for row in dossier.agreements)


def present_agreement(dossier: Dossier, row: Any, may_edit_plan: bool) -> AgreementView:
    """One agreement; its own professional may change it without keeping the rest of the plan."""
    open_and_dated = row.status is AgreementStatus.OPEN and row.due_on
    number = dossier.goal_numbers.get(row.goal_id) if row.goal_id else None
    own = row.user_id == dossier.access.reader.user_id and rights.may_agree(dossier)
    return AgreementView(
        id=row.id,
        text=row.text,
        who=dossier.names.get(row.person_id, "") if row.person_id else row.user_name or _("Everybody"),
        mark=registry().mark_of_code(row.user_department, dossier.programme) if row.user_department else None,
        by_family=row.user_id is None,
        due_on=row.due_on,
        rhythm=row.rhythm,
        days_over=max((dossier.today - row.due_on).days, 0) if open_and_dated else 0,
        goal=(number, row.goal_id) if number else None,
        status=row.status,
        done_on=row.done_on,
        may_edit=may_edit_plan or own,
        kept_from=names_of(dossier, row.kept_from_ids),
        carried=row.carried if row.status is AgreementStatus.OPEN else 0,
    )


def names_of(dossier: Dossier, linked_ids: str | None) -> tuple[str, ...]:
    """First names of those whom a row points at, in the family's order."""
    chosen = ids_of(linked_ids)
    return tuple(name for one, name in dossier.names.items() if one in chosen)


def present_story(dossier: Dossier) -> Story:
    """What the family has told."""
    family = dossier.family
    return Story(
        dream=family.dream,
        story=family.story,
        what_works=tuple(family.what_works.splitlines()),
        do_not_ask_again=tuple(family.do_not_ask_again.splitlines()),
        told_on=family.story_told_on,
        may_edit=rights.may_edit_plan(dossier),
    )
