"""Closing a meeting: minutes, goals, the next meeting, and a version that stays as it was handed over."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.audit.models import AuditEntry
from hfi.meetings.models import GoalTalk, MeetingPerson, Outcome, PlanMeeting
from hfi.plan.models import Agreement, AgreementStatus, Goal
from hfi.printing import document
from hfi.versions.models import PlanVersion, VersionPaper
from tests.meetings.steps import at_table, close_meeting, coming, soon
from tests.printing.test_route import printed_text


@pytest.fixture
def item(world, store):
    """The id of the meeting to come."""
    return coming(world, store).id


def test_the_minutes_are_made_from_what_was_done(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "welcome")
    mette.submit(mette.find("#table-form"), 303, person_ids=[str(world.people["Amina"])])
    at_table(mette, world, item, "goals")
    mette.swap(mette.find("#table-form"), now="6", why="Vi sover bedre.", next_step="Sengetid klokken ni.")
    at_table(mette, world, item, "agreements")
    mette.swap(mette.find("#new-agreement"), text="Køber et vækkeur", when="På lørdag")
    mette.swap(mette.find(f"#agreement-{world.agreement} form"))
    at_table(mette, world, item, "next")
    mette.swap(mette.find("#table-form"), decisions="Vi prøver en måned til.")
    told = mette.open(f"{world.url}/meetings/{item}/close").find("[name=record]").get_text()
    for words in ("Amina", "5", "6", "Vi sover bedre.", "Sengetid klokken ni.", "Køber et vækkeur",
                  "Aftale fast plads i klassen", "Vi prøver en måned til."):  # fmt: skip
        assert words in told, words
    assert "Karim" not in told


def test_closing_makes_a_version_and_the_next_meeting(visit, world, item, store):
    mette = visit("Mette")
    close_meeting(mette, world, item, next_on=soon(56), next_time="14.15", next_place="Skolen")
    assert mette.response.location.endswith("/versions/5")
    held, version = store.get(PlanMeeting, item), store.only(PlanVersion)
    assert held.held and held.edition == version.number == 5 and held.revise is False
    following = coming(world, store)
    assert clock.local(following.starts_at).strftime("%H.%M") == "14.15" and following.place == "Skolen"
    page = mette.open(f"{world.url}/versions/5")
    assert "Vi talte om morgenerne." in page.text("main") and version.content_hash in page.text("main")


def test_the_goals_number_becomes_the_last_one_only_after_the_paper_is_made(visit, world, item, store):
    mette = visit("Mette")
    close_meeting(mette, world, item, **{f"outcome_{world.goal.hex}": "better"})
    goal, talk = store.get(Goal, world.goal), store.only(GoalTalk)
    assert goal.last == goal.now == 5 and talk.outcome is Outcome.BETTER
    with store.session() as session:
        kept = session.scalars(sa.select(PlanVersion)).one().snapshot
    assert kept["goals"][0]["last"] == 4 and kept["goals"][0]["now"] == 5


def test_at_the_first_meeting_a_goal_is_compared_with_its_start(visit, world, item, store):
    store.rewrite(Goal, Goal.id == world.goal, start=3, last=None)
    mette = at_table(visit("Mette"), world, item, "goals")
    mette.swap(mette.find("#table-form"), now="6", why="Det hjælper.")
    form = mette.open(f"{world.url}/meetings/{item}/close").find("#close-form")
    assert form.select_one(f"[name=outcome_{world.goal.hex}][checked]")["value"] == "better"
    mette.submit(form, 303, revise="no", revise_reason="Det går fremad.")
    words = mette.open(f"{world.url}/versions/5").text(".results .muted")
    assert [one for one in words.split() if one.isdigit()] == ["5", "6"]


def test_the_paper_is_the_same_every_time_and_is_logged(visit, world, item, store):
    mette = visit("Mette")
    close_meeting(mette, world, item, next_on=soon(56), next_place="Skolen")
    first = mette.open(f"{world.url}/versions/5/plan.pdf").response
    store.rewrite(Goal, title="Helt andre morgener")
    store.change(store.get(PlanMeeting, item), place="Et andet sted")
    second = visit("Bo").open(f"{world.url}/versions/5/plan.pdf").response
    assert first.data == second.data and first.mimetype == "application/pdf"
    words = printed_text(first)
    assert "Rolige morgener" in words and "Skolen" in words and "Udgave 5" in words
    logged = store.list(sa.select(AuditEntry.what).where(AuditEntry.actor_id == world.users["Bo"]))
    assert "version-print:5" in logged


def test_the_fingerprint_is_of_what_is_kept_and_shows_any_change(visit, world, item, store):
    mette = visit("Mette")
    close_meeting(mette, world, item)
    with store.session() as session:
        version = session.scalars(sa.select(PlanVersion)).one()
        text = json.dumps(version.snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert sha256(text.encode()).hexdigest() == version.content_hash
    assert not mette.open(f"{world.url}/versions/5").page.select(".fingerprint b")
    store.rewrite(PlanVersion, snapshot={"goals": []})
    assert mette.open(f"{world.url}/versions/5").page.select(".fingerprint b")


def test_open_agreements_go_on_and_say_how_often(visit, world, item, store):
    mette = visit("Mette")
    close_meeting(mette, world, item, next_on=soon(56))
    kept = store.get(Agreement, world.agreement)
    assert kept.status is AgreementStatus.OPEN and kept.carried == 1
    following = coming(world, store).id
    assert "1" in at_table(mette, world, following, "agreements").text(f"#agreement-{world.agreement} .soft")


def test_the_same_people_are_called_again_and_nobody_is_there_yet(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "welcome")
    mette.submit(mette.find("#table-form"), 303, person_ids=[str(world.people["Amina"])])
    close_meeting(mette, world, item, next_on=soon(56))
    called = store.only(MeetingPerson, MeetingPerson.meeting_id == coming(world, store).id)
    assert called.person_id == world.people["Amina"] and not called.present


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"record": " "}, "record"),
        ({"record": "x" * 6001}, "record"),
        ({"revise": ""}, "revise"),
        ({"revise": "maybe"}, "revise"),
        ({"revise_reason": ""}, "revise_reason"),
        ({"next_on": "snart"}, "next_on"),
        ({"next_on": "01.01.2001"}, "next_on"),
        ({"next_time": "99"}, "next_time"),
        ({"next_place": "x" * 201}, "next_place"),
        ({"outcome": "fine"}, "outcome"),
    ],
)
def test_a_closing_that_cannot_be_kept_closes_nothing(visit, world, item, store, typed, field):
    mette = visit("Mette").open(f"{world.url}/meetings/{item}/close")
    good = {"revise": "yes", "revise_reason": "Skoleskift", "record": "Vi talte sammen.", "next_on": soon(56)}
    name = f"outcome_{world.goal.hex}" if field == "outcome" else field
    mette.submit(mette.find("#close-form"), 422, fields={**good, name: typed[field]})
    assert mette.find("#close-errors")
    if field != "revise_reason":
        assert "Skoleskift" in mette.find("[name=revise_reason]").get_text()
    assert store.count(PlanVersion) == 0 and not store.get(PlanMeeting, item).held


def test_a_meeting_is_closed_once(visit, world, item, store):
    mette, sanne = visit("Mette"), visit("Sanne")
    for one in (mette, sanne):
        one.open(f"{world.url}/meetings/{item}/close")
    typed = {"revise": "no", "revise_reason": "Det går.", "record": "Kort."}
    sanne.submit(sanne.find("#close-form"), 303, fields=typed)
    mette.submit(mette.find("#close-form"), 303, fields=typed)
    assert mette.response.location.endswith("/versions/5") and store.count(PlanVersion) == 1
    mette.open(f"{world.url}/meetings/{item}/close", status=303)


def test_somebody_who_moved_the_meeting_meanwhile_is_asked_about(visit, world, item, store):
    mette = visit("Mette").open(f"{world.url}/meetings/{item}/close")
    store.change(store.get(PlanMeeting, item), decisions="Noget andet")
    typed = {"revise": "no", "revise_reason": "Det går.", "record": "Kort."}
    mette.submit(mette.find("#close-form"), 409, fields=typed)
    mette.submit(mette.find("#close-form"), 303)
    assert store.only(PlanVersion).number == 5


def test_a_machine_that_cannot_print_closes_the_meeting_all_the_same(visit, world, item, store, monkeypatch):
    def missing(_name):
        raise OSError("cannot load library")

    monkeypatch.setattr(document, "import_module", missing)
    mette = visit("Mette")
    close_meeting(mette, world, item)
    assert store.count(PlanVersion) == 1 and store.count(VersionPaper) == 0
    assert not mette.open(f"{world.url}/versions/5").page.select("a[href$='plan.pdf']")
    mette.open(f"{world.url}/versions/5/plan.pdf", status=404)


def test_what_was_written_before_the_closing_is_no_news_and_what_comes_after_is(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "goals")
    mette.swap(mette.find("#table-form"), now="7", why="Ja.", next_step="Et nyt trin.")
    close_meeting(mette, world, item, next_on=soon(56))
    assert not mette.open(world.url).page.select("#changes .changes li")
    store.run(sa.update(PlanMeeting).where(PlanMeeting.held).values(
        closed_at=clock.now() - timedelta(minutes=5)))  # fmt: skip
    mette.open(f"{world.url}/agreements/new")
    form = mette.find("form.editform")
    mette.submit(form, 303, text="Ringer til skolen", who="all")
    assert "Ringer til skolen" in mette.open(world.url).text("#changes")
