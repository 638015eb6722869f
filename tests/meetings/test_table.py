"""The meeting's screen: six steps, what is written in them, and what the whole table may see."""

import copy
import uuid
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import LoginSession
from hfi.drafts.models import Draft
from hfi.families.models import Person
from hfi.meetings.models import GoalTalk, MeetingPerson, PlanMeeting
from hfi.plan.models import Agreement, AgreementKeptFrom, AgreementStatus, Goal
from tests.meetings.steps import at_table, coming
from tests.visitor import form_data
from tests.world import PASSWORD

STEPS = ("welcome", "since", "goals", "week", "agreements", "next")
TALK = "#table-form"
NOBODY = "user:7a1d0f5e-0000-4000-8000-000000000000"


@pytest.fixture
def item(world, store):
    """The id of the meeting to come."""
    return coming(world, store).id


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_a_page_of_its_own_that_leads_on(visit, world, item, step):
    mette = at_table(visit("Mette"), world, item, step)
    assert mette.find("[aria-current=step]")["href"].endswith(f"/{step}")
    assert len(mette.page.select("h1")) == 1
    assert bool(mette.page.select("[rel=prev]")) == (step != "welcome")
    assert mette.find("[rel=next]")


@pytest.mark.parametrize("step", STEPS)
def test_no_screen_shows_what_is_not_for_the_table(visit, world, item, store, step):
    store.rewrite(Person, Person.id == world.people["Amina"], phone="00 55 66 77", note="Går i terapi")
    words = at_table(visit("Mette"), world, item, step).text()
    for secret in ("140190", "00 55 66 77", "Går i terapi", "Prøvevej", "Eksempelskolen"):
        assert secret not in words


def test_who_is_here_is_ticked_and_stays_ticked(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "welcome")
    here = [str(world.people["Amina"]), str(world.people["Yusuf"])]
    mette.submit(mette.find(TALK), 303, person_ids=here, user_ids=[str(world.users["Mette"])])
    at_table(mette, world, item, "welcome")
    assert {one["value"] for one in mette.page.select("[name=person_ids][checked]")} == set(here)
    mette.submit(mette.find(TALK), 303, person_ids=here[:1])
    present = store.list(sa.select(MeetingPerson.person_id).where(MeetingPerson.present))
    assert present == [world.people["Amina"]]


def test_everybody_is_here_with_one_click(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "welcome")
    shown = {box["value"] for box in mette.page.select("[name=person_ids], [name=user_ids]")}
    mette.submit(mette.find(TALK), 303, everybody="yes")
    at_table(mette, world, item, "welcome")
    assert {box["value"] for box in mette.page.select("[type=checkbox][checked]")} == shown
    present = store.list(sa.select(MeetingPerson.person_id).where(MeetingPerson.present))
    assert {str(one) for one in present} <= shown and world.people["Amina"] in present


def test_a_goal_moves_and_what_is_said_of_it_is_kept(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "goals")
    form = mette.find(TALK)
    mette.swap(form, now="6", why="Rikke følger mig.", next_step="Læreren giver et tegn.")
    goal, talk = store.get(Goal, world.goal), store.only(GoalTalk)
    assert (goal.now, goal.last, goal.next_step) == (6, 4, "Læreren giver et tegn.")
    assert (talk.why, talk.before) == ("Rikke følger mig.", 5)
    assert mette.find("#version")["value"] == str(goal.version)
    mette.swap(mette.find(TALK), now="7", why="Rikke følger mig.", next_step="Læreren giver et tegn.")
    assert store.get(Goal, world.goal).now == 7 and store.only(GoalTalk).before == 5


def test_without_scripts_the_same_form_is_saved_and_shown_again(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "goals")
    mette.submit(mette.find(TALK), 303, now="6", why="Det hjælper.")
    at_table(mette, world, item, "goals")
    assert mette.find("[name=now][checked]")["value"] == "6"
    assert "Det hjælper." in mette.find("[name=why]").get_text() and mette.find(".saving--done")


@pytest.mark.parametrize(
    ("field", "text"),
    [("now", "11"), ("now", "fem"), ("why", "x" * 1001), ("next_step", "x" * 301), ("why", "a\u202e")],
)
@pytest.mark.parametrize("way", ["swap", "submit"])
def test_what_cannot_be_saved_is_said_and_not_lost(visit, world, item, store, field, text, way):
    mette = at_table(visit("Mette"), world, item, "goals")
    getattr(mette, way)(mette.find(TALK), 422, fields={"why": "Mine ord", field: text})
    assert mette.text(".alert-error")
    assert store.count(GoalTalk) == 0
    if way == "submit" and field != "why":
        assert "Mine ord" in mette.find("[name=why]").get_text()


def test_a_colleague_who_was_faster_is_not_written_over_by_itself(visit, world, item, store):
    mette, sanne = visit("Mette"), visit("Sanne")
    for one in (mette, sanne):
        at_table(one, world, item, "goals")
    sanne.swap(sanne.find(TALK), next_step="Vækkeuret står i køkkenet.")
    for _again in range(2):
        mette.swap(mette.find(TALK), 409, next_step="Yusuf går i seng.")
        assert "Vækkeuret" in mette.text(".conflict") and "Yusuf går i seng" in mette.text(".conflict")
    seen = mette.find("button[name=over]")["value"]
    mette.swap(mette.find(TALK), next_step="Yusuf går i seng.", over=seen)
    assert store.get(Goal, world.goal).next_step == "Yusuf går i seng."


def test_the_same_save_twice_is_one(visit, world, item, store):
    """The answer was lost on its way: the browser sends it once more, with the old version."""
    mette = at_table(visit("Mette"), world, item, "goals")
    form = copy.copy(mette.find(TALK))
    mette.swap(mette.find(TALK), now="6")
    version = store.get(Goal, world.goal).version
    mette.swap(form, now="6")
    assert store.get(Goal, world.goal).version == version and mette.find("#version")["value"] == str(version)


@pytest.mark.parametrize(
    ("step", "form", "field"),
    [("goals", TALK, "why"), ("agreements", "#new-agreement", "text"), ("next", TALK, "decisions")],
)
def test_what_comes_when_the_login_has_just_run_out_waits_behind_it(visit, world, item, store, app, step, form, field):
    mette = at_table(visit("Mette"), world, item, step)
    store.run(sa.update(LoginSession).values(last_seen_at=clock.now() - app.config["SESSION_IDLE"]))
    mette.swap(mette.find(form), 401, fields={field: "Vi sagde noget vigtigt"})
    mette.log_in("mette@demo.example", PASSWORD)
    at_table(mette, world, item, step)
    shown = mette.find(f"{form} [name={field}]")
    assert "Vi sagde noget vigtigt" in (shown.get("value") or shown.get_text()) and mette.find(".saving--not")
    mette.swap(mette.find(form))
    assert store.count(Draft) == 0
    assert not at_table(mette, world, item, step).page.select(".saving--not")


def test_a_new_agreement_is_written_as_it_is_said(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "agreements")
    karim = f"person:{world.people['Karim']}"
    form = copy.copy(mette.find("#new-agreement"))
    mette.swap(mette.find("#new-agreement"), who=karim, text="Går med til svømning", when="Hver lørdag")
    mette.swap(form, who=karim, text="Går med til svømning", when="Hver lørdag")
    made = store.only(Agreement, Agreement.text == "Går med til svømning")
    assert made.person_id == world.people["Karim"] and made.rhythm == "Hver lørdag" and made.due_on is None
    assert "Går med til svømning" in mette.text("#agreements")
    day = clock.today() + timedelta(days=5)
    mette.swap(mette.find("#new-agreement"), who=f"user:{world.users['Bo']}", text="Ringer", when=f"{day:%d.%m.%Y}")
    assert store.only(Agreement, Agreement.text == "Ringer").due_on == day


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("text", " "),
        ("text", "x" * 401),
        ("who", "person:x"),
        ("who", "user:7a1d0f5e-0000-4000-8000-000000000000"),
        ("when", "x" * 81),
    ],
)
def test_an_agreement_that_cannot_be_kept_stays_in_its_boxes(visit, world, item, store, field, text):
    mette = at_table(visit("Mette"), world, item, "agreements")
    before = store.count(Agreement)
    mette.swap(mette.find("#new-agreement"), 422, fields={"text": "Ringer til skolen", "when": "I morgen", field: text})
    assert mette.text("#new-agreement .form-error-message")
    if field != "when":
        assert mette.find("#new-agreement [name=when]")["value"] == "I morgen"
    assert store.count(Agreement) == before


def test_an_agreement_is_ticked_and_the_tick_taken_back(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "agreements")
    mette.swap(mette.find(f"#agreement-{world.agreement} form"))
    assert store.get(Agreement, world.agreement).status is AgreementStatus.DONE
    assert mette.find(f"#tick-{world.agreement}")["aria-pressed"] == "true"
    mette.swap(mette.find(f"#agreement-{world.agreement} form"))
    assert store.get(Agreement, world.agreement).status is AgreementStatus.OPEN


def test_an_agreement_is_called_off_with_its_reason(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "agreements")
    mette.swap(mette.find(".tdrop form"), 422, reason="")
    assert store.get(Agreement, world.agreement).status is AgreementStatus.OPEN and mette.find(".tdrop[open]")
    mette.swap(mette.find(".tdrop form"), reason="Skolen er flyttet")
    kept = store.get(Agreement, world.agreement)
    assert kept.status is AgreementStatus.DROPPED and kept.dropped_reason == "Skolen er flyttet"


def test_what_a_child_keeps_from_a_parent_is_not_on_the_screen(visit, world, item, store):
    secret = uuid.uuid4()
    about = {"person_id": world.people["Lina"], "created_at": clock.now()}
    store.add(Agreement(id=secret, family_id=world.family, text="Taler med Rikke alene", **about))
    store.add(AgreementKeptFrom(agreement_id=secret, person_id=world.people["Karim"], family_id=world.family))
    assert "Rikke alene" not in at_table(visit("Mette"), world, item, "agreements").text()


def test_decisions_and_the_next_day_are_kept_for_the_closing(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "next")
    day = clock.today() + timedelta(days=50)
    mette.swap(mette.find(TALK), decisions="Vi prøver igen.", next_on=f"{day:%d.%m.%Y}", next_time="14.30")
    row = store.get(PlanMeeting, item)
    assert row.decisions == "Vi prøver igen." and row.next_at == clock.at(day, 14, 30)
    for bad in ({"next_on": "i morgen"}, {"next_on": "01.01.2020"}, {"next_time": "30"}, {"next_place": "x" * 201}):
        mette.swap(mette.find(TALK), 422, fields=bad)
    assert at_table(mette, world, item, "next").find("[name=next_time]")["value"] == "14.30"


def test_a_team_member_shows_the_screen_and_writes_nothing(visit, world, item, store):
    bo = at_table(visit("Bo"), world, item, "goals")
    assert not bo.page.select("main button[type=submit]")
    for path in ("presence", f"goals/{world.goal}", "agreements", "decisions", "close"):
        token = {"csrf_token": "x"}
        assert bo.client.post(f"{world.url}/meetings/{item}/{path}", data=token).status_code in (400, 403)
    bo.open(f"{world.url}/meetings/{item}/close", status=403)


def test_who_may_not_print_for_the_household_gets_no_screen(visit, world, item):
    at = f"{world.url}/meetings/{item}/welcome"
    visit("Lis").open(at, status=403)
    visit("Dorthe").open(at, status=404)


def test_a_meeting_keeps_the_login_alive_only_in_its_own_time(visit, world, item, store):
    mette = at_table(visit("Mette"), world, item, "goals")
    assert not mette.page.select("#alive")
    store.run(sa.update(PlanMeeting).where(PlanMeeting.id == item).values(starts_at=clock.now() - timedelta(hours=2)))
    at_table(mette, world, item, "goals")
    alive = mette.find("#alive")
    send = partial(mette.client.post, alive["action"], data=form_data(alive))
    assert send().status_code == 204
    late = clock.now() - timedelta(hours=3, minutes=1)
    store.run(sa.update(PlanMeeting).where(PlanMeeting.id == item).values(starts_at=late))
    assert send().status_code == 286


@pytest.mark.parametrize("step", STEPS)
def test_a_step_takes_as_many_queries_however_much_there_is(visit, world, item, store, queries, step):
    mette = visit("Mette")
    with queries:
        at_table(mette, world, item, step)
    before = len(queries)
    for number in range(6):
        base = {"family_id": world.family, "title": f"Mål {number}", "words": "Vi vil.", "agreed_on": clock.today()}
        store.add(Goal(position=number + 2, **base))
        told = {"text": f"Aftale {number}", "created_at": clock.now(), "person_id": world.people["Karim"]}
        store.add(Agreement(family_id=world.family, **told))
    with queries:
        at_table(mette, world, item, step)
    assert len(queries) == before
