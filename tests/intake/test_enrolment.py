"""A family that was offered a place gets its people, its first meeting, and a plan."""

from datetime import timedelta

import msgspec
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.access.roles import Profession, Role
from hfi.families.models import Person, Phase
from hfi.meetings.models import MeetingPerson, MeetingUser, PlanMeeting
from hfi.notices.models import Notice, NoticeKind
from hfi.programmes.parts import ContactScheme
from hfi.working_days import working_day_after
from tests.intake.steps import refer, referred, url_of, user_id
from tests.intake.test_visitation import decide
from tests.team.steps import add_families, add_user, conflict, day, typed

CONTACT = AttachmentKind.CONTACT_PERSON


@pytest.fixture
def dorthe(visit):
    return refer(visit("Dorthe"))


@pytest.fixture
def sanne(dorthe, visit, store, world):
    """Sanne, who offered the family a place. Somebody else coordinates as well."""
    return decide(visit("Sanne"), store, "enrol")


def enrol(visitor, store, status=303, **more):
    """Fill in the enrolment."""
    visitor.open(url_of(store, "enrolment"))
    return visitor.submit(visitor.find("main form"), status, more)


def chosen(visitor, name):
    """Who is chosen in the list."""
    found = visitor.find(f"[name={name}]").select_one("option[selected]")
    return found["value"] if found else ""


def people_of(store, kind):
    """Who is attached in this way today, or from now on."""
    today = clock.today()
    rows = store.all(
        sa.select(Attachment.user_id).where(
            Attachment.family_id == referred(store).id, Attachment.kind == kind,
            sa.or_(Attachment.to_on.is_(None), Attachment.to_on >= today),
        )
    )  # fmt: skip
    return {row.user_id for row in rows}


def test_two_people_of_two_departments_that_know_the_family_are_proposed(sanne, store, world):
    sanne.open(url_of(store, "enrolment"))
    pair = {chosen(sanne, "contact_1"), chosen(sanne, "contact_2")}
    assert pair == {user_id(world, "Dorthe"), user_id(world, "Jonas")} or pair == {
        user_id(world, "Mette"),
        user_id(world, "Jonas"),
    }
    assert chosen(sanne, "coordinator") == user_id(world, "Sanne")


def test_the_family_has_a_plan_from_now_on(sanne, store, world):
    enrol(sanne, store, contact_1=user_id(world, "Mette"), contact_2=user_id(world, "Jonas"))
    found = referred(store)
    assert (found.phase, found.enrolled_on, found.expected_end_on) == (Phase.ENROLLED, clock.today(), None)
    assert people_of(store, CONTACT) == {world.users["Mette"], world.users["Jonas"]}
    sanne.open(sanne.response.headers["Location"])
    assert "Pilfinger" in sanne.open("/families").response.text


def test_its_contact_persons_open_it_and_read_why(sanne, store, world, visit):
    enrol(sanne, store, contact_1=user_id(world, "Mette"), contact_2=user_id(world, "Jonas"))
    mette = visit("Mette").open(url_of(store, "").rstrip("/"))
    assert not mette.open(url_of(store)).page.select("main form")


def test_the_others_who_looked_at_it_go(dorthe, visit, store, world):
    add_user(store, world, "Sara", Role.COORDINATOR)
    refer(visit("Dorthe"), name="Familien Nummerto", **{"people-0-cpr": ""})
    second = store.only(Attachment, Attachment.user_id == world.users["Sara"]).family_id
    sanne = visit("Sanne")
    reference = store.list(sa.text(f"SELECT reference FROM families WHERE id = '{second.hex}'")) or store.list(
        sa.text(f"SELECT reference FROM families WHERE id = '{second}'")
    )
    url = f"/families/{reference[0]}"
    sanne.open(f"{url}/referral")
    sanne.submit(sanne.find("#decision form"), 303, outcome="enrol", reason="Passer")
    sanne.open(f"{url}/enrolment")
    sanne.submit(sanne.find("main form"), 303)
    visit("Sara").open(f"{url}/referral", 404)
    sanne.open(url)


def test_the_referrer_is_told(sanne, store, world, dorthe):
    enrol(sanne, store)
    assert store.only(Notice, Notice.kind == NoticeKind.ANSWERED).user_id == world.users["Dorthe"]
    assert dorthe.open("/referrals").find("tbody .badge-success")


def test_the_first_meeting_is_called(sanne, store):
    when = working_day_after(clock.today(), 10)
    enrol(
        sanne, store, meeting_on=typed(when), meeting_at="15.30", meeting_place="Eksempelhuset", interpreter_booked="y"
    )
    meeting = store.only(PlanMeeting, PlanMeeting.family_id == referred(store).id)
    assert meeting.starts_at == clock.at(when, 15, 30) and not meeting.held and meeting.interpreter_booked
    assert meeting.place == "Eksempelhuset"
    called = store.list(sa.select(MeetingPerson.person_id).where(MeetingPerson.meeting_id == meeting.id))
    assert set(called) == set(store.list(sa.select(Person.id).where(Person.family_id == referred(store).id)))
    staff = store.list(sa.select(MeetingUser.user_id).where(MeetingUser.meeting_id == meeting.id))
    attached = sa.select(Attachment.user_id).where(Attachment.family_id == referred(store).id)
    assert len(staff) == 3 and set(staff) <= set(store.list(attached))


def test_a_meeting_is_within_fifteen_working_days_unless_the_family_wants_it_later(sanne, store):
    late = typed(working_day_after(clock.today(), 16))
    enrol(sanne, store, 422, meeting_on=late, meeting_at="10")
    assert sanne.find("#enrolment-errors a[href='#meeting_on']")
    enrol(sanne, store, 303, meeting_on=late, meeting_at="10", later="y")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact_1", ""),
        ("contact_2", ""),
        ("contact_1", "nobody"),
        ("contact_1", "00000000-0000-4000-8000-000000000001"),
        ("coordinator", ""),
        ("enrolled_on", ""),
        ("enrolled_on", "i morgen"),
        ("enrolled_on", typed(clock.today() - timedelta(days=1))),
        ("enrolled_on", typed(clock.today() + timedelta(days=91))),
        ("expected_end_on", "om et år"),
        ("expected_end_on", typed(clock.today())),
        ("meeting_on", "snart"),
        ("meeting_on", typed(clock.today() - timedelta(days=1))),
        ("meeting_at", "25"),
        ("meeting_place", "x" * 201),
    ],
)
def test_what_is_wrong_is_said_by_its_field(sanne, store, field, value):
    more = {"meeting_on": typed(working_day_after(clock.today(), 5)), "meeting_at": "9"}
    enrol(sanne, store, 422, **{**more, field: value})
    assert any(one.select_one(f"[name='{field}']") for one in sanne.page.select(".form-error"))
    assert referred(store).phase is Phase.REFERRED


def test_a_meeting_has_a_time(sanne, store):
    enrol(sanne, store, 422, meeting_on=typed(working_day_after(clock.today(), 5)))
    assert sanne.find("#enrolment-errors a[href='#meeting_at']")


def test_the_teams_rules_hold(sanne, store, world):
    conflict(store, world, "Jonas", referred(store).id)
    for second in ("Jonas", "Dorthe", "Mette", "Ole"):
        enrol(sanne, store, 422, contact_1=user_id(world, "Mette"), contact_2=user_id(world, second))
        assert sanne.find("#enrolment-errors a[href='#contact_2']"), second
    assert people_of(store, CONTACT) == set()


def test_who_stands_too_near_is_not_proposed(sanne, store, world):
    conflict(store, world, "Jonas", referred(store).id)
    sanne.open(url_of(store, "enrolment"))
    assert user_id(world, "Jonas") not in {chosen(sanne, "contact_1"), chosen(sanne, "contact_2")}


def test_whom_the_referrer_suggested_comes_first_but_not_who_is_full(visit, store, world):
    add_user(store, world, "Karla", Role.PROFESSIONAL, "SUF", Profession.HEALTH_WORKER)
    names = {"contact_1": user_id(world, "Karla"), "contact_2": user_id(world, "Rikke")}
    refer(visit("Dorthe"), **names)
    ole = visit("Ole")
    decide(ole, store, "enrol")
    ole.open(url_of(store, "enrolment"))
    assert {chosen(ole, "contact_1"), chosen(ole, "contact_2")} == set(names.values())
    add_families(store, world, 8, ("Karla", CONTACT))
    ole.open(url_of(store, "enrolment"))
    assert names["contact_1"] not in {chosen(ole, "contact_1"), chosen(ole, "contact_2")}


@pytest.mark.parametrize(("scheme", "number"), [("coordinator", 0), ("mentor", 0), ("caseworker", 1)])
def test_a_programme_has_as_many_contact_persons_as_it_says(sanne, store, world, app, monkeypatch, scheme, number):
    known = app.extensions["hfi.programmes"]
    mine = msgspec.structs.replace(known["hfi"], contact_scheme=ContactScheme(scheme), enrolment_months=12)
    monkeypatch.setitem(known, "hfi", mine)
    sanne.open(url_of(store, "enrolment"))
    assert len(sanne.page.select("[name^=contact_]")) == number
    sanne.submit(sanne.find("main form"), 303)
    assert len(people_of(store, CONTACT)) == number and people_of(store, AttachmentKind.COORDINATOR)
    assert referred(store).expected_end_on == clock.months_after(clock.today(), 12)


def test_a_family_that_was_not_offered_a_place_is_not_enrolled(dorthe, visit, store):
    sanne = visit("Sanne").open(url_of(store, "enrolment"), 303)
    assert sanne.response.headers["Location"].endswith("/referral")


def test_two_clicks_enrol_once(sanne, store, world):
    sanne.open(url_of(store, "enrolment"))
    form = sanne.find("main form")
    sanne.submit(form, 303)
    sanne.submit(form, 303)
    assert store.count(Attachment, Attachment.family_id == referred(store).id, Attachment.kind == CONTACT) == 2


def test_a_manager_enrols_and_keeps_no_way_of_their_own(dorthe, visit, store, world):
    ole = decide(visit("Ole"), store, "enrol")
    enrol(ole, store)
    assert people_of(store, AttachmentKind.COORDINATOR) == {world.users["Sanne"]}


def test_only_those_whose_office_it_is_enrol(sanne, store, visit):
    visit("Mette").open(url_of(store, "enrolment"), 403)
    visit("Lis").open(url_of(store, "enrolment"), 404)


def test_the_follow_up_clock_starts(sanne, store, world, visit):
    enrol(sanne, store)
    ole = visit("Ole")
    assert referred(store).reference not in ole.open("/caseload").response.text
    store.rewrite(type(referred(store)), type(referred(store)).id == referred(store).id, enrolled_on=day(-60))
    assert referred(store).reference in ole.open("/caseload").response.text
