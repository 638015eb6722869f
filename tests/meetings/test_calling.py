"""Calling a plan meeting: the day by the interval, who comes, who is not ready; moving it, calling it off."""

from datetime import timedelta

import pytest

from hfi import clock
from hfi.meetings.models import MeetingPerson, MeetingUser, PlanMeeting
from hfi.notices.models import Notice, NoticeKind
from hfi.plan.models import SectionRecord
from hfi.working_days import is_working_day
from tests.meetings.steps import FORM, call_meeting, coming, soon
from tests.world import OTHER_REFERENCE


def test_the_day_is_proposed_by_the_programmes_interval(visit, world, store):
    mette = visit("Mette").open(f"{world.url}/meetings/new")
    day = mette.find("[name=on]")["value"]
    proposed = clock.today() - timedelta(days=24) + timedelta(weeks=8)
    while not is_working_day(proposed):
        proposed += timedelta(days=1)
    assert day == f"{proposed:%d.%m.%Y}"
    assert mette.find("[name=place]")["value"] == "Eksempelhuset"


def test_the_family_and_the_team_are_ticked_beforehand(visit, world):
    mette = visit("Mette").open(f"{world.url}/meetings/new")
    assert len(mette.page.select("[name=person_ids][checked]")) == 5
    assert len(mette.page.select("[name=user_ids][checked]")) == 8


def test_mette_calls_a_meeting_and_its_page_says_who_when_and_why(visit, world, store):
    mette = visit("Mette")
    item = call_meeting(mette, world, question="Hvem følger Noor?", person_ids=[world.people["Amina"]])
    page = mette.open(f"{world.url}/meetings/{item}").text("main")
    assert "Hvem følger Noor?" in page and "Amina" in page and "Yusuf" not in page
    assert store.count(MeetingPerson, MeetingPerson.meeting_id == item) == 1
    assert store.count(MeetingUser, MeetingUser.meeting_id == item) == 8


def test_two_clicks_on_save_make_one_meeting(visit, world, store):
    mette = visit("Mette").open(f"{world.url}/meetings/new")
    form, before = mette.find(FORM), store.count(PlanMeeting)
    mette.submit(form, 303, place="Skolen")
    mette.submit(form, 303, place="Skolen")
    assert store.count(PlanMeeting) == before + 1


BAD = [
    ({"on": ""}, "on"),
    ({"on": "31.02.2027"}, "on"),
    ({"on": "01.01.2020"}, "on"),
    ({"on": "01.01.2090"}, "on"),
    ({"at": "kvart over tre"}, "at"),
    ({"at": "25.00"}, "at"),
    ({"minutes": "0"}, "minutes"),
    ({"minutes": "lang tid"}, "minutes"),
    ({"place": "   "}, "place"),
    ({"place": "x" * 201}, "place"),
    ({"question": "x" * 501}, "question"),
    ({"guests": "lærer\u202e"}, "guests"),
    ({"person_ids": ["7a1d0f5e-0000-4000-8000-000000000000"]}, "person_ids"),
    ({"user_ids": ["nobody"]}, "user_ids"),
]


@pytest.mark.parametrize(("typed", "field"), BAD)
def test_a_mistake_is_shown_at_its_field_and_nothing_typed_is_lost(visit, world, store, typed, field):
    mette = visit("Mette").open(f"{world.url}/meetings/new")
    before = store.count(PlanMeeting)
    good = {"on": soon(), "at": "15.00", "minutes": "60", "place": "Skolen", "question": "Skal vi flytte tiden?"}
    mette.submit(mette.find(FORM), 422, fields={**good, **typed})
    assert mette.page.select(f"[id$='-{field}-error']") or mette.page.select(f"#meeting-errors a[href$='-{field}']")
    if field != "question":
        assert "Skal vi flytte tiden?" in mette.find("[name=question]").get_text()
    assert store.count(PlanMeeting) == before


def test_a_meeting_is_moved_and_the_family_page_says_so(visit, world, store):
    item = coming(world, store).id
    mette = visit("Mette").open(f"{world.url}/meetings/{item}/edit")
    mette.submit(mette.find(FORM), 303, on=soon(12), at="9.15", place="Biblioteket")
    assert clock.local(store.get(PlanMeeting, item).starts_at).strftime("%H.%M") == "09.15"
    assert "Biblioteket" in visit("Bo").open(world.url).text(".nextmeet")


def test_two_who_move_it_at_once_see_both_texts(visit, world, store):
    item = coming(world, store).id
    mette, sanne = visit("Mette"), visit("Sanne")
    for one in (mette, sanne):
        one.open(f"{world.url}/meetings/{item}/edit")
    sanne.submit(sanne.find(FORM), 303, place="Biblioteket")
    mette.submit(mette.find(FORM), 409, place="Skolen")
    assert "Biblioteket" in mette.text(".conflict") and "Skolen" in mette.text(".conflict")
    mette.submit(mette.find(FORM), 303)
    assert store.get(PlanMeeting, item).place == "Skolen"


def test_a_meeting_is_called_off_with_a_reason(visit, world, store):
    item = coming(world, store).id
    mette = visit("Mette").open(f"{world.url}/meetings/{item}/cancel")
    mette.submit(mette.find("main form"), 422, reason="  ")
    assert store.get(PlanMeeting, item).cancelled_at is None
    mette.submit(mette.find("main form"), 303, reason="Noor er syg")
    bo = visit("Bo")
    assert "Noor er syg" in bo.open(f"{world.url}/meetings/{item}").text("main")
    assert f"/meetings/{item}" not in str(bo.open(world.url).find(".nextmeet"))


def test_what_was_called_off_or_held_can_be_neither_moved_nor_run(visit, world, store):
    item = coming(world, store).id
    mette = visit("Mette").open(f"{world.url}/meetings/{item}/edit")
    form = mette.find(FORM)
    mette.open(f"{world.url}/meetings/{item}/cancel")
    mette.submit(mette.find("main form"), 303, reason="Aflyst")
    mette.submit(form, 303)
    mette.open(f"{world.url}/meetings/{item}/welcome", status=404)
    mette.open(f"{world.url}/meetings/{item}/edit", status=303)
    assert store.get(PlanMeeting, item).cancelled_at


def test_who_is_not_ready_is_shown_and_reminded_without_content(visit, world, store):
    item = coming(world, store).id
    sanne = visit("Sanne").open(f"{world.url}/meetings/{item}")
    assert "Mette" in sanne.text("#ready")
    sanne.submit(sanne.find("#ready form"), 303)
    notice = store.only(Notice, Notice.user_id == world.users["Mette"])
    assert notice.kind == NoticeKind.NOT_READY and notice.detail == ""
    assert "Sanne" in visit("Mette").open("/").text("#notices")


def test_a_section_that_is_ready_is_not_reminded(visit, world, store):
    store.rewrite(SectionRecord, ready=True)
    page = visit("Sanne").open(f"{world.url}/meetings/{coming(world, store).id}")
    assert not page.page.select("#ready form") and page.page.select("#ready .badge-success")


@pytest.mark.parametrize("name", ["Bo", "Hanne"])
def test_the_team_reads_and_does_not_call(visit, world, store, name):
    item = coming(world, store).id
    reader = visit(name).open(f"{world.url}/meetings")
    assert not reader.page.select("a[href$='/meetings/new']")
    reader.open(f"{world.url}/meetings/{item}")
    for path in ("meetings/new", f"meetings/{item}/edit", f"meetings/{item}/cancel"):
        reader.open(f"{world.url}/{path}", status=403)


def test_a_manager_reads_and_a_stranger_finds_nothing(visit, world, store):
    item = coming(world, store).id
    visit("Lis").open(f"{world.url}/meetings/{item}")
    dorthe = visit("Dorthe")
    dorthe.open(f"{world.url}/meetings", status=404)
    dorthe.open(f"/families/{OTHER_REFERENCE}/meetings/{item}", status=404)


def test_pages_take_as_many_queries_whoever_comes(visit, world, store, queries):
    item = coming(world, store).id
    mette = visit("Mette")
    counts = []
    for people in (["Amina"], list(world.people)):
        store.run(MeetingPerson.__table__.delete())
        rows = [MeetingPerson(meeting_id=item, person_id=world.people[one], family_id=world.family) for one in people]
        store.add(*rows)
        with queries:
            mette.open(f"{world.url}/meetings/{item}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
