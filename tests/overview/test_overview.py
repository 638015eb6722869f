"""My overview, walked through by addresses: what is there, what is not, and what a click does."""

import re
from datetime import time, timedelta

import pytest

from hfi import clock
from hfi.access.models import AttachmentKind
from hfi.access.roles import Profession, Role
from hfi.consent.models import Extent
from hfi.plan.models import AgreementStatus, MeasureStatus
from hfi.schedule.models import Repeats
from tests.overview import builders as world
from tests.overview.builders import words


@pytest.fixture
def opened(enter):
    """Open the page as somebody, and give a region of it as text without tags."""
    return lambda one, region="": words(enter(one).get("/").text, region)


def test_today_has_my_families_meetings_and_my_appointments(app, mette, jonas, solsikke, havørn, opened):
    with app.app_context():
        amina = world.person(solsikke, "Amina Solsikke")
        world.meeting(solsikke, 0, hour=13, place="Eksempelhuset", interpreter_booked=True)
        world.meeting(havørn, 0, hour=11)
        world.appointment(solsikke, "Hjemmebesøg", mette, people=[amina])
        world.appointment(solsikke, "Jobsamtale", jonas, "employment/work")
        world.appointment(solsikke, "Afsluttet forløb", mette, status=MeasureStatus.ENDED)
        world.appointment(solsikke, "Sidste uges møde", mette, repeats=Repeats.ONCE, from_on=world.day(-7))
        world.appointment(solsikke, "Ophørt træning", mette, until_on=world.day(-1))
        world.appointment(solsikke, "I morgen", mette, from_on=world.day(-6))
    today = opened(mette, "today")
    assert today.index("Hjemmebesøg") < today.index("plan meeting")
    assert "09:00" in today and "until 10:00 · Amina" in today and "Eksempelhuset · interpreter booked" in today
    for other in ("Havørn", "Jobsamtale", "Afsluttet forløb", "Sidste uges møde", "Ophørt træning", "I morgen"):
        assert other not in today


def test_todays_meeting_is_one_click_away(app, mette, solsikke, enter):
    with app.app_context():
        meeting = world.meeting(solsikke, 0).id
        address = f"/families/{solsikke.reference}/meetings/{meeting}"
    visitor = enter(mette)
    assert f'href="{address}"' in visitor.get("/").text
    assert visitor.get(address).status_code == 200


def test_an_appointment_once_is_there_on_its_day_only(app, mette, solsikke, opened):
    with app.app_context():
        world.appointment(solsikke, "Besøg", mette, repeats=Repeats.ONCE, from_on=clock.today(), starts=time(8, 30))
    assert "08:30 Familien Solsikke · Besøg" in opened(mette, "today")


def test_an_appointment_of_another_departments_section_says_only_that_it_is_one(app, mette, solsikke, opened):
    with app.app_context():
        world.appointment(solsikke, "Samtale om sygdom", mette, "health/health", place="Klinikken")
    today = opened(mette, "today")
    assert "appointment until 10:00" in today
    assert "sygdom" not in today and "Klinikken" not in today


def test_a_sensitive_appointment_is_for_its_profession(app, solsikke, mette, opened):
    with app.app_context():
        visitor = world.user("Rikke Skitse", "BUF", profession=Profession.HEALTH_VISITOR)
        world.attach(visitor, solsikke, AttachmentKind.TEAM)
        world.appointment(solsikke, "Besøg om amning", visitor, "children/health-visiting")
        world.appointment(solsikke, "Samtale om angst", visitor, "children/wellbeing", sensitive=True)
    today = opened(visitor, "today")
    assert "Besøg om amning" in today and "angst" not in today


def test_overdue_has_mine_first_then_the_oldest(app, mette, jonas, solsikke, havørn, opened):
    with app.app_context():
        amina = world.person(solsikke, "Amina Solsikke")
        world.agreement(solsikke, "Undersøge ventetid", -9, user_id=jonas.id)
        world.agreement(solsikke, "Sende brev", -2, user_id=mette.id)
        world.agreement(solsikke, "Købe vækkeur", -1, person_id=amina.id)
        world.agreement(solsikke, "I dag", 0, user_id=mette.id)
        world.agreement(solsikke, "Gjort", -5, user_id=mette.id, status=AgreementStatus.DONE)
        world.agreement(havørn, "Ringe til skolen", -3, user_id=jonas.id)
    overdue = opened(mette, "overdue")
    assert "3 agreements in your families" in overdue
    assert overdue.index("Sende brev") < overdue.index("Undersøge ventetid") < overdue.index("Købe vækkeur")
    assert re.search(r"SOF You 2 days", overdue) and re.search(r"BIF Jonas Testrup 9 days", overdue)
    assert "Amina 1 day" in overdue
    for other in ("I dag", "Gjort", "Ringe"):
        assert other not in overdue


def test_done_is_for_who_keeps_the_plan_and_for_who_promised(app, client, solsikke, opened):
    with app.app_context():
        karla = world.user("Karla Kladde", "KFF", profession=Profession.LEISURE_WORKER)
        world.attach(karla, solsikke, AttachmentKind.TEAM)
        world.agreement(solsikke, "Finde boksehandsker", -2, user_id=karla.id)
        world.agreement(solsikke, "Bestille tolk", -2)
    assert "Done : Finde boksehandsker" in opened(karla, "overdue")
    assert "Done : Bestille tolk" not in opened(karla, "overdue")


def test_done_is_saved_and_the_agreement_is_gone(app, client, mette, solsikke, opened):
    with app.app_context():
        world.agreement(solsikke, "Sende brev", -2, user_id=mette.id)
    opened(mette, "overdue")
    action = re.search(r'<form class="done" method="post" action="([^"]+)"', client.get("/").text)[1]
    assert world.post(client, action).status_code == 303
    assert "Nothing is overdue" in words(client.get("/").text, "overdue")


def test_changes_are_the_colleagues_in_my_families(app, mette, jonas, solsikke, havørn, opened):
    with app.app_context():
        world.changed(solsikke, jonas, "goal", what="next_step")
        world.changed(solsikke, mette, "person", "create")
        world.changed(havørn, jonas, "agreement", "create")
    changes = opened(mette, "changed-by-others")
    assert "BIF Jonas Testrup changed the next small step of a goal" in changes
    assert "Familien Solsikke today at" in changes or "Familien Solsikke yesterday at" in changes
    assert "added somebody" not in changes and "agreement" not in changes


def test_the_same_thing_on_the_same_day_is_told_once(app, mette, jonas, solsikke, opened):
    with app.app_context():
        for minutes in (5, 6, 7):
            world.changed(solsikke, jonas, "agreement", "create", at=clock.now() - timedelta(minutes=minutes))
    assert opened(mette, "changed-by-others").count("made a new agreement") == 1


@pytest.mark.parametrize(
    ("consents", "told"),
    [
        ([], False),
        ([("Amina", {}), ("Yusuf", {})], True),
        ([("Amina", {})], False),
        ([("Amina", {}), ("Yusuf", {"extent": Extent.TIMES_ONLY})], False),
        ([("Amina", {}), ("Yusuf", {"withdrawn_on": world.day(0)})], False),
        ([("Amina", {}), ("Yusuf", {"days_left": -1})], False),
    ],
)
def test_another_departments_section_is_told_of_only_when_the_household_shares_it(
    app, mette, jonas, solsikke, opened, consents, told
):
    with app.app_context():
        people = {name: world.person(solsikke, name) for name in ("Amina", "Yusuf")}
        for name, more in consents:
            world.consent(people[name], "BIF", "SOF", **more)
        world.changed(solsikke, jonas, "measure", section="employment/work")
    changes = opened(mette, "changed-by-others")
    assert ("changed a measure in “Work and education”" in changes) is told
    assert ("Jonas" in changes) is told


def test_a_sensitive_section_is_not_told_of_outside_its_profession(app, mette, solsikke, opened):
    with app.app_context():
        amina = world.person(solsikke, "Amina")
        world.consent(amina, "BUF", "SOF")
        visitor = world.user("Rikke Skitse", "BUF", profession=Profession.HEALTH_VISITOR)
        world.changed(solsikke, visitor, "measure", "create", section="children/health-visiting")
    assert "Rikke" not in opened(mette, "changed-by-others")


def test_my_own_departments_section_is_told_of(app, mette, solsikke, opened):
    with app.app_context():
        colleague = world.user("Sofie Skabelon")
        world.changed(solsikke, colleague, "sectionrecord", section="social/support", what="assessment")
        world.changed(solsikke, colleague, "sectionrecord", section="social/support", what="confirmed_at,ready")
        world.changed(solsikke, colleague, "sectionrecord", section="gone/section")
    changes = opened(mette, "changed-by-others")
    assert "SOF Sofie Skabelon changed “Support" in changes and "confirmed “Support" in changes
    assert changes.count("Sofie") == 2


def test_marking_as_seen_hides_just_what_was_shown(app, client, mette, jonas, solsikke, opened):
    with app.app_context():
        world.changed(solsikke, jonas, "goal", "create")
    opened(mette)
    until = re.search(r'name="until" value="([^"]+)"', client.get("/").text)[1]
    with app.app_context():
        world.changed(solsikke, jonas, "agreement", "create", at=clock.now())
    answer = world.post(client, "/overview/seen", until=until)
    assert (answer.status_code, answer.location) == (303, "/")
    changes = words(client.get("/").text, "changed-by-others")
    assert "added a goal" not in changes and "made a new agreement" in changes


def test_marking_as_seen_swaps_the_card_alone(app, client, mette, jonas, solsikke, opened):
    with app.app_context():
        world.changed(solsikke, jonas, "goal", "create")
    opened(mette)
    answer = world.post(client, "/overview/seen", {"HX-Request": "true"}, until=clock.now().isoformat())
    assert answer.status_code == 200 and "<main" not in answer.text
    assert "Nobody else has changed anything" in words(answer.text, "changed-by-others")
    assert 'id="status"' in answer.text


@pytest.mark.parametrize("until", ["", "yesterday", "2026-11-21T10:00:00", "9" * 400])
def test_a_moment_that_cannot_be_read_is_refused(client, mette, solsikke, opened, until):
    opened(mette)
    assert world.post(client, "/overview/seen", until=until).status_code == 400


def test_nobody_can_have_seen_the_future(app, client, mette, jonas, solsikke, opened):
    opened(mette)
    world.post(client, "/overview/seen", until=(clock.now() + timedelta(days=9)).isoformat())
    with app.app_context():
        world.changed(solsikke, jonas, "goal", "create", at=clock.now())
    assert "added a goal" in opened(mette, "changed-by-others")


def test_coming_meetings_are_those_of_two_weeks(app, mette, solsikke, havørn, opened):
    with app.app_context():
        world.meeting(solsikke, 0, hour=9)
        world.meeting(solsikke, 3, hour=15)
        world.meeting(solsikke, 14, hour=16)
        world.meeting(solsikke, 15, hour=17)
        world.meeting(havørn, 4, hour=18)
    coming = opened(mette, "coming")
    assert "at 15:00" in coming and "at 16:00" in coming
    assert not re.search("at (09|17|18):00", coming)


def test_my_families_say_with_whom_when_next_and_what_waits(app, mette, jonas, solsikke, opened):
    with app.app_context():
        world.goal(solsikke, 1, 5)
        world.goal(solsikke, 2, None)
        world.agreement(solsikke, "Ringe", -3)
        world.consent(world.person(solsikke, "Amina"), "BIF", "SOF", days_left=14)
        late = world.family("Familien Ørn", mette, enrolled_on=world.day(-80))
        world.meeting(late, -60, held=True)
    families = opened(mette, "my-families")
    assert "2 families" in families and families.index("Solsikke") < families.index("Ørn")
    assert "Bispeparken · with Jonas Testrup Not agreed 5 · – " in families
    assert "1 agreement overdue" in families and "Consent until" in families
    assert families.count("Follow-up overdue") == 1


def test_a_meeting_in_time_or_a_new_family_is_no_late_follow_up(app, mette, solsikke, opened):
    with app.app_context():
        world.meeting(world.family("Familien Ørn", mette, enrolled_on=world.day(-80)), -56, held=True)
    assert "Follow-up overdue" not in opened(mette, "my-families")


def test_who_is_not_attached_any_longer_finds_no_trace(app, client, mette, solsikke, jonas, opened):
    with app.app_context():
        left = world.user("Tidligere Ansat")
        world.attach(left, solsikke, to_on=world.day(-1))
        world.meeting(solsikke, 0)
    assert "not attached to a family yet" in opened(left)
    assert "Solsikke" not in client.get("/").text


def test_a_closed_family_is_not_on_the_overview(app, client, mette, opened):
    with app.app_context():
        world.family("Familien Lukket", mette, closed_on=world.day(-2))
    opened(mette)
    assert "Lukket" not in client.get("/").text


def test_a_manager_begins_with_the_caseload(app, client):
    with app.app_context():
        world.log_in(client, world.user("Lis Leder", role=Role.MANAGER))
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/caseload")


@pytest.mark.parametrize("role", [Role.STEERING_GROUP, Role.ADMINISTRATOR, Role.EVALUATOR])
def test_roles_without_families_get_a_calm_page(app, client, solsikke, role):
    with app.app_context():
        world.log_in(client, world.user("Anne Anden", role=role, department=""))
    answer = client.get("/")
    assert answer.status_code == 200 and "Welcome, Anne" in answer.text and "Solsikke" not in answer.text
    assert client.get("/families").status_code == client.get("/search?q=sol").status_code == 403


def test_the_reading_is_logged_for_each_family_that_was_shown(app, mette, solsikke, havørn, opened):
    opened(mette)
    with app.app_context():
        assert world.log_of(mette, "overview") == [solsikke.id]


def test_the_number_of_queries_does_not_depend_on_the_families(app, client, mette, jonas, solsikke, enter, queries):
    def count():
        enter(mette)
        with queries:
            client.get("/")
        return len(queries)

    few = count()
    with app.app_context():
        for number in range(12):
            family = world.family(f"Familien {number}", mette, jonas)
            world.meeting(family, 2)
            world.agreement(family, "Ringe", -2)
            world.appointment(family, "Besøg", mette, people=[world.person(family, "Amina")])
            world.changed(family, jonas, "goal")
    # The login's own look-up, eleven queries of the page, two for notices, and the log's three.
    assert few == count() <= 20
