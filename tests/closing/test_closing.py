"""The work with a family ends: what is settled, who goes, what is kept, and what the family gets."""

import io

import page as validator
import pypdf
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.families.models import Family, Phase
from hfi.meetings.models import PlanMeeting
from hfi.phases.models import Becomes, Closing, ClosingLine, Ending, Retention
from hfi.plan.models import Agreement, AgreementKeptFrom, AgreementStatus, Measure, MeasureStatus
from tests.closing.steps import SUMMARY, WHOM, close, closing_values, family, fill
from tests.printing.test_route import printed_text
from tests.team.steps import day, typed
from tests.visitor import token_for


@pytest.fixture
def sanne(visit, world):
    """Sanne, who closed the family."""
    return close(visit("Sanne"), world)


def test_the_family_is_closed_today_and_nothing_waits(sanne, store, world):
    found = family(store, world)
    assert (found.phase, found.closed_on) == (Phase.CLOSED, clock.today())
    closing = store.only(Closing)
    assert (closing.ending, closing.summary, closing.whom_to_call) == (Ending.PLANNED, SUMMARY, WHOM)
    assert closing.call_due_on == clock.months_after(clock.today(), 3) and closing.called_on is None
    meeting = store.only(PlanMeeting, ~PlanMeeting.held)
    assert meeting.cancelled_at and meeting.cancel_reason


def test_every_agreement_is_settled_and_every_measure_stays_its_departments(sanne, store, world):
    agreement, measure = store.get(Agreement, world.agreement), store.get(Measure, world.measure)
    assert (agreement.status, agreement.done_on) == (AgreementStatus.DONE, clock.today())
    assert measure.status is MeasureStatus.RUNNING
    lines = {row.measure_id or row.agreement_id: row for row in (store.only(ClosingLine, one) for one in tied(world))}
    assert lines[world.measure].becomes is Becomes.GOES_ON and lines[world.measure].words == "Mette i Familiehuset"
    assert lines[world.agreement].becomes is Becomes.DONE


def tied(world):
    """The conditions on the two lines."""
    return ClosingLine.measure_id == world.measure, ClosingLine.agreement_id == world.agreement


@pytest.mark.parametrize(
    ("becomes", "words", "status"),
    [("dropped", "Vi nåede det ikke", AgreementStatus.DROPPED), ("goes_on", "Bo på skolen", AgreementStatus.OPEN)],
)
def test_an_agreement_is_dropped_with_a_reason_or_goes_on_with_somebody(visit, store, world, becomes, words, status):
    close(visit("Sanne"), world, **{f"becomes_{world.agreement}": becomes, f"words_{world.agreement}": words})
    found = store.get(Agreement, world.agreement)
    assert found.status is status and found.dropped_reason == (words if becomes == "dropped" else "")
    assert words in visit("Sanne").open(f"{world.url}/phase").response.text


def test_everybodys_work_ends_but_the_coordinators(sanne, store, world):
    rows = store.all(sa.select(Attachment.kind, Attachment.to_on).where(Attachment.family_id == world.family))
    assert {row.kind: row.to_on for row in rows} == {
        AttachmentKind.CONTACT_PERSON: clock.today(),
        AttachmentKind.TEAM: clock.today(),
        AttachmentKind.COORDINATOR: None,
    }


@pytest.mark.parametrize("name", ["Mette", "Jonas", "Bo"])
def test_for_those_who_worked_there_it_is_gone(sanne, visit, world, name):
    visit(name).open(world.url, 404)


@pytest.mark.parametrize("name", ["Sanne", "Ole", "Lis"])
def test_coordinator_and_managers_read_it_and_change_nothing(sanne, visit, world, name):
    visitor = visit(name)
    visitor.open(world.url)
    assert not visitor.page.select("main a[href$='/edit'], main a[href$='/new']")
    assert visitor.open(f"{world.url}/phase").find("#closing")
    assert visitor.client.get(f"{world.url}/goals/new").status_code == 403


def test_what_is_sent_after_the_closing_is_refused(sanne, visit, world, store):
    url = f"{world.url}/goals/{world.goal}/edit"
    data = {**token_for(sanne.client, url), "title": "Nyt", "version": "1", "item": str(world.goal)}
    assert sanne.client.post(url, data=data).status_code == 403


def test_sent_twice_it_is_closed_once(visit, store, world):
    sanne = visit("Sanne").open(f"{world.url}/close")
    form = sanne.find("#close")
    for _click in range(2):
        sanne.submit(form, 303, closing_values(world))
    assert store.count(Closing) == 1


BAD = [
    ("ending", ""), ("ending", "sovet"), ("summary", ""), ("summary", "x" * 2001), ("whom_to_call", ""),
    ("last_met_on", "i går"), ("last_met_on", typed(day(1))), ("call_due_on", ""),
    ("call_due_on", typed(clock.today())),
    ("call_due_on", typed(day(400))), ("municipality", "x" * 201), ("hand_over", "x" * 2001),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), BAD)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_lost(visit, store, world, field, value):
    sanne = close(visit("Sanne"), world, 422, **{field: value})
    assert sanne.find(f"#close-errors a[href='#{field}']") and family(store, world).closed_on is None
    if field != "summary":
        assert SUMMARY in sanne.find("[name=summary]").text
    assert sanne.find(f"[name='words_{world.measure}']")["value"] == "Mette i Familiehuset"


@pytest.mark.parametrize(
    ("kind", "becomes", "words"),
    [("measure", "goes_on", ""), ("measure", "done", "x"), ("agreement", "", ""), ("agreement", "dropped", " "),
     ("agreement", "goes_on", ""), ("agreement", "ends", "x"), ("measure", "goes_on", "x" * 401)],
)  # fmt: skip
def test_nothing_is_left_unsettled(visit, store, world, kind, becomes, words):
    item = getattr(world, kind)
    close(visit("Sanne"), world, 422, **{f"becomes_{item}": becomes, f"words_{item}": words})
    assert store.count(Closing) == 0


def test_an_agreement_that_came_meanwhile_is_asked_about(visit, store, world):
    sanne = visit("Sanne").open(f"{world.url}/close")
    form = sanne.find("#close")
    store.add(Agreement(family_id=world.family, text="Ny aftale", created_at=clock.now()))
    sanne.submit(form, 422, closing_values(world))
    assert "Ny aftale" in sanne.find("#close").text and family(store, world).closed_on is None


def test_who_moves_gets_a_note_to_take_along(visit, store, world):
    moved = {"ending": "moved", "municipality": "", "hand_over": "Yusuf har brug for en fast voksen."}
    sanne = close(visit("Sanne"), world, 422, **moved)
    close(sanne, world, **{**moved, "municipality": "Prøvested Kommune"})
    text = printed_text(sanne.open(f"{world.url}/farewell.pdf").response)
    assert "Prøvested Kommune" in text and "Yusuf har brug for en fast voksen." in text


def test_a_note_is_kept_only_of_a_family_that_moves(visit, store, world):
    close(visit("Sanne"), world, municipality="Prøvested", hand_over="Til jer")
    closing = store.only(Closing)
    assert (closing.municipality, closing.hand_over) == ("", "")


@pytest.mark.parametrize(
    ("name", "status"), [("Mette", 403), ("Bo", 403), ("Dorthe", 403), ("Dan", 403), ("Stig", 403)]
)
def test_only_the_coordinator_and_managers_close(visit, world, name, status):
    visit(name).open(f"{world.url}/close", status)


@pytest.mark.parametrize("name", ["Ole", "Lis"])
def test_a_manager_closes_too(visit, store, world, name):
    visitor = visit(name).open(f"{world.url}/close")
    shown = visitor.page.select(f"[name='words_{world.measure}']")
    # Ole leads the programme, and no department: what social writes is not his to read.
    assert bool(shown) is (name == "Lis")
    values = closing_values(world) if shown else {**closing_values(world), f"becomes_{world.measure}": None}
    visitor.submit(visitor.find("#close"), 303, values)
    assert family(store, world).phase is Phase.CLOSED


def test_each_person_has_a_day_until_which_content_is_kept(sanne, store, world):
    rows = store.all(sa.select(Retention.person_id, Retention.keep_until, Retention.archive))
    kept = {row.person_id: row.keep_until for row in rows}
    for name, years in (("Amina", 5), ("Karim", 5), ("Yusuf", 10), ("Lina", 10), ("Noor", 10)):
        assert kept[world.people[name]] == clock.months_after(clock.today(), 12 * years), name
    assert not any(row.archive for row in rows)
    assert len(sanne.open(f"{world.url}/phase").page.select("#retention tbody tr")) == 5


def test_who_was_placed_goes_to_the_archive_and_only_who_may_know_reads_of_it(visit, store, world):
    store.rewrite(Measure, type_key="placement", sensitive=True)
    sanne = visit("Sanne").open(f"{world.url}/close")
    sanne.submit(sanne.find("#close"), 303, {**closing_values(world), f"becomes_{world.measure}": None})
    assert all(store.list(sa.select(Retention.archive)))
    assert not sanne.open(f"{world.url}/phase").page.select("#retention .badge")


def test_the_farewell_paper_says_what_we_did_what_goes_on_and_whom_to_ring(sanne, world):
    response = sanne.open(f"{world.url}/farewell.pdf").response
    text = printed_text(response)
    for words in ("Familien Solsikke", "Rolige morgener", "Familiebehandling", "Mette i Familiehuset", "00 44 55 66"):
        assert words in text, words
    assert " ".join(SUMMARY.split()) in " ".join(text.split())
    assert len(pypdf.PdfReader(io.BytesIO(response.data)).pages) <= 2
    report = validator.validate_pdf_bytes(response.data, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_what_a_child_keeps_from_a_parent_is_not_on_the_farewell_paper(visit, store, world):
    kept_from = {"agreement_id": world.agreement, "person_id": world.people["Karim"]}
    store.add(AgreementKeptFrom(family_id=world.family, **kept_from))
    text = printed_text(close(visit("Sanne"), world).open(f"{world.url}/farewell.pdf").response)
    assert "fast plads" not in text and "Familiebehandling" in text


def test_there_is_no_farewell_paper_before(visit, world):
    visit("Sanne").open(f"{world.url}/farewell.pdf", 404)


def test_a_manager_prints_nothing(sanne, visit, world):
    visit("Ole").open(f"{world.url}/farewell.pdf", 403)


def test_the_call_is_noted_and_nothing_else_is_written(sanne, store, world):
    fill(sanne, world, "call", called_on=typed(clock.today()), call_note="Det går godt. Yusuf er startet i 9.")
    closing = store.only(Closing)
    assert closing.called_on == clock.today() and closing.called_by_id == world.users["Sanne"]
    assert "Yusuf er startet i 9." in sanne.open(f"{world.url}/phase").find("#call").text


@pytest.mark.parametrize(
    ("field", "value"), [("called_on", ""), ("called_on", typed(day(1))), ("called_on", "aldrig"), ("call_note", " ")]
)
def test_a_call_has_a_day_and_some_words(sanne, world, field, value):
    fill(sanne, world, "call", 422, **{"called_on": typed(clock.today()), "call_note": "Godt", field: value})
    assert sanne.find(f"#call-errors a[href='#{field}']")


def test_a_family_is_opened_again_with_a_reason(sanne, store, world):
    fill(sanne, world, "reopen", 422, reason="")
    fill(sanne, world, "reopen", reason="Yusuf er væk fra skolen igen")
    found = family(store, world)
    assert (found.phase, found.closed_on) == (Phase.ENROLLED, None) and store.count(Retention) == 0
    closing = store.only(Closing)
    assert closing.reopened_on == clock.today() and closing.reopened_by_id == world.users["Sanne"]
    sanne.open(f"{world.url}/phase")
    assert "Yusuf er væk fra skolen igen" in sanne.find("main").text and not sanne.page.select("#closing")
    sanne.open(f"{world.url}/goals/new")


def test_it_can_be_closed_a_second_time(sanne, store, world):
    fill(sanne, world, "reopen", reason="En fejl")
    sanne.open(f"{world.url}/close")
    sanne.submit(sanne.find("#close"), 303, closing_values(world))
    assert store.count(Closing) == 2 and len(sanne.open(f"{world.url}/phase").page.select("[id^=closing-]")) >= 1


@pytest.mark.parametrize("what", ["call", "reopen"])
def test_what_comes_after_the_closing_comes_after_it(visit, world, what):
    assert visit("Sanne").client.get(f"{world.url}/{what}").headers["Location"].endswith("/phase")


@pytest.mark.parametrize("what", ["close", "pause", "resume"])
def test_a_closed_family_is_not_closed_again(sanne, world, what):
    assert sanne.client.get(f"{world.url}/{what}").headers["Location"].endswith("/phase")


def test_a_family_that_was_closed_in_another_way_has_a_page_and_is_opened_again(visit, store, world):
    store.run(sa.update(Family).where(Family.id == world.family).values(closed_on=day(-400), phase=Phase.CLOSED))
    sanne = visit("Sanne").open(f"{world.url}/phase")
    assert not sanne.page.select("#closing")
    assert sanne.client.get(f"{world.url}/call").headers["Location"].endswith("/phase")
    sanne.open(f"{world.url}/farewell.pdf", 404)
    fill(sanne, world, "reopen", reason="Familien ringede")
    assert family(store, world).closed_on is None
