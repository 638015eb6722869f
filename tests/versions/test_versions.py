"""Versions side by side, who agreed to them, and what people say after the meeting."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.families.models import Family
from hfi.plan.models import Agreement, AgreementStatus, Goal, GoalStatus
from hfi.versions.models import Approval, Consented, MeetingAnswer, PlanVersion, Side
from tests.meetings.steps import at_table, close_meeting, coming, soon
from tests.printing.test_route import printed_text
from tests.world import OTHER_REFERENCE


@pytest.fixture
def mette(visit, world, store):
    """Mette, who closed one meeting; version 5 is made."""
    mette = visit("Mette")
    close_meeting(mette, world, coming(world, store).id, next_on=soon(56), next_time="15.00")
    return mette


def live_on(world, store):
    """What happens in a family between two meetings."""
    store.change(store.get(Goal, world.goal), now=8, next_step="Vi holder fast.")
    new_goal = {"title": "Job til Karim", "words": "Jeg vil arbejde.", "position": 2, "agreed_on": clock.today()}
    store.add(Goal(family_id=world.family, **new_goal))
    store.change(store.get(Agreement, world.agreement), status=AgreementStatus.DONE, done_on=clock.today())
    about = {"person_id": world.people["Karim"], "created_at": clock.now()}
    store.add(Agreement(family_id=world.family, text="Søger job", rhythm="hver uge", **about))
    store.change(store.get(Family, world.family), dream="Vi vil have en have.")


def test_two_versions_stand_side_by_side_in_plain_words(mette, world, store):
    live_on(world, store)
    close_meeting(mette, world, coming(world, store).id)
    mette.open(f"{world.url}/versions/compare?old=5&new=6")
    rows = [[cell.get_text(" ", strip=True) for cell in row] for row in
            (row.select("td") for row in mette.page.select(".versus tbody tr")) if row]  # fmt: skip
    words = {tuple(row) for row in rows}
    assert any(row[0] == "Nyt" and "Job til Karim" in row[2] for row in words)
    assert any(row[0] == "Ændret" and "8" in row[2] and "5" in row[1] for row in words)
    assert any(row[0] == "Gjort" and "Aftale fast plads" in row[1] for row in words)
    assert any(row[0] == "Nyt" and "Karim: Søger job (hver uge)" in row[2] for row in words)
    assert any("Vi vil have en have." in row[2] for row in words)


def test_what_stopped_is_called_so_and_nothing_is_different_from_itself(mette, world, store):
    store.change(store.get(Goal, world.goal), status=GoalStatus.DROPPED)
    close_meeting(mette, world, coming(world, store).id)
    assert "Stoppet" in mette.open(f"{world.url}/versions/compare?old=6&new=5").text(".versus")
    assert not mette.open(f"{world.url}/versions/compare?old=5&new=5").page.select(".versus")


@pytest.mark.parametrize(
    "query", [f"?old=5&new={10**40}", "", "?old=5", "?old=5&new=99", "?old=x&new=y", "?old=-1&new=5"]
)
def test_versions_that_there_are_not_are_not_found(mette, world, query):
    mette.open(f"{world.url}/versions/compare{query}", status=404)


def test_what_is_printed_later_is_a_working_copy_and_leads_to_the_edition(mette, world):
    assert mette.open(f"{world.url}/print").page.select(f"main a[href='{world.url}/versions/5']")
    later = " ".join(printed_text(mette.client.get(f"{world.url}/plan.pdf")).split())
    handed_over = " ".join(printed_text(mette.client.get(f"{world.url}/versions/5/plan.pdf")).split())
    assert "Arbejdskopi" in later and "udgave 5" in later
    assert "Arbejdskopi" not in handed_over and "Udgave 5" in handed_over


def test_somebody_else_opens_neither_version_nor_paper(visit, mette, world):
    for path in ("versions/5", "versions/5/plan.pdf", "versions/compare?old=5&new=5"):
        visit("Hanne").open(f"{world.url}/{path}")
        visit("Lis").open(f"{world.url}/{path}", status=403)
        dorthe = visit("Dorthe")
        dorthe.open(f"{world.url}/{path}", status=404)
        dorthe.open(f"/families/{OTHER_REFERENCE}/{path}", status=404)


def test_who_agreed_and_how_is_written_down(mette, world, store):
    amina = f"person:{world.people['Amina']}"
    mette.open(f"{world.url}/versions/5")
    form = mette.find("#approval-form")
    for _twice in range(2):
        mette.submit(form, 303, who=amina, how="signed", kept_at="Sagen, dokument 12")
    kept = store.only(Approval)
    assert kept.how is Consented.SIGNED and kept.person_id == world.people["Amina"]
    assert kept.kept_at == "Sagen, dokument 12" and kept.said_on == clock.today()
    words = mette.open(f"{world.url}/versions/5").text("#approvals")
    assert "Amina Solsikke" in words and "dokument 12" in words


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"who": "person:x"}, "who"),
        ({"who": ""}, "who"),
        ({"how": "maybe"}, "how"),
        ({"how": ""}, "how"),
        ({"said_on": ""}, "said_on"),
        ({"said_on": "32.13.2026"}, "said_on"),
        ({"said_on": "FUTURE"}, "said_on"),
        ({"kept_at": "x" * 201}, "kept_at"),
    ],
)
def test_an_approval_that_cannot_be_kept_is_shown_again(mette, world, store, typed, field):
    typed = {name: soon(2) if text == "FUTURE" else text for name, text in typed.items()}
    good = {"who": f"user:{world.users['Bo']}", "how": "orally", "said_on": f"{clock.today():%d.%m.%Y}"}
    mette.open(f"{world.url}/versions/5")
    mette.submit(mette.find("#approval-form"), 422, fields={**good, **typed})
    assert mette.find("#approval-errors") and store.count(Approval) == 0


def test_the_team_reads_who_agreed_and_does_not_write_it(visit, mette, world, store):
    bo = visit("Bo").open(f"{world.url}/versions/5")
    assert not bo.page.select("#approval-form")


def test_answers_after_the_meeting_are_kept_without_a_name(visit, mette, world, store):
    item = store.only(PlanVersion).meeting_id
    bo = visit("Bo")
    for side, number in (("family", "8"), ("family", "6"), ("staff", "9")):
        bo.open(f"{world.url}/meetings/{item}/answers")
        bo.submit(bo.find("#answers-form"), 303, side=side, heard=number, words="Kortere møder")
    rows = store.all(sa.select(MeetingAnswer.side, MeetingAnswer.heard, MeetingAnswer.clear))
    assert sorted(tuple(row) for row in rows) == sorted(
        [(Side.FAMILY, 8, None), (Side.FAMILY, 6, None), (Side.STAFF, 9, None)]
    )
    words = mette.open(f"{world.url}/versions/5").text("[aria-labelledby=answers-h]")
    assert "7,0" in words and "9" not in words and "Kortere" not in words
    assert not bo.open(f"{world.url}/versions/5").page.select("[aria-labelledby=answers-h]")


@pytest.mark.parametrize(
    "typed",
    [
        {"heard": "11"},
        {"heard": "-1"},
        {"clear": "ja"},
        {"side": "neighbour"},
        {"side": ""},
        {"heard": ""},
        {"words": "x" * 1001},
    ],
)
def test_answers_that_are_none_are_not_kept(mette, world, store, typed):
    item = store.only(PlanVersion).meeting_id
    mette.open(f"{world.url}/meetings/{item}/answers")
    mette.submit(mette.find("#answers-form"), 422, fields={"side": "family", "heard": "5", **typed})
    assert mette.find("#answers-errors") and store.count(MeetingAnswer) == 0


def test_nobody_answers_about_a_meeting_that_is_not_held(mette, world, store):
    for item in (coming(world, store).id, uuid.uuid4()):
        mette.open(f"{world.url}/meetings/{item}/answers", status=404)


def test_the_questions_fit_on_half_a_page(mette, world, store):
    item = store.only(PlanVersion).meeting_id
    words = printed_text(mette.open(f"{world.url}/meetings/{item}/questions.pdf").response)
    assert words.count("Tre spørgsmål") == 2 and "Familien Solsikke" not in words


def test_a_closed_family_is_read_by_its_coordinator_and_changed_by_nobody(visit, mette, world, store):
    store.run(sa.update(Family).where(Family.id == world.family).values(closed_on=clock.today() - timedelta(days=1)))
    sanne = visit("Sanne").open(f"{world.url}/meetings")
    assert not sanne.page.select("a[href$='/meetings/new']")
    sanne.open(f"{world.url}/versions/5")
    assert not sanne.page.select("#approval-form")
    for path in ("meetings/new", f"meetings/{coming(world, store).id}/close"):
        sanne.open(f"{world.url}/{path}", status=403)


def test_a_version_takes_as_many_queries_however_much_it_holds(mette, world, store, queries):
    with queries:
        mette.open(f"{world.url}/versions/5")
    before = len(queries)
    version = store.only(PlanVersion)
    for name in ("Amina", "Karim", "Yusuf"):
        said = {"version_id": version.id, "person_id": world.people[name], "said_on": clock.today()}
        store.add(Approval(family_id=world.family, how=Consented.ORALLY, **said))
    with queries:
        mette.open(f"{world.url}/versions/5")
    assert len(queries) == before
    at_table(mette, world, coming(world, store).id, "since")
