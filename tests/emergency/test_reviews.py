"""Dan looks at each emergency afterwards, within five working days."""

import pytest
import sqlalchemy as sa

from hfi.access.models import BreakGlass, Verdict
from hfi.access.terms import Action
from hfi.audit.models import AuditEntry
from hfi.notices.models import Notice
from tests.emergency.steps import REASON, ask, conflict, glass, keep
from tests.world import REFERENCE

QUEUE = "/emergency/reviews"


def review(dan, item, status=303, **typed):
    """Fill in the verdict."""
    dan.open(f"{QUEUE}/{item}")
    return dan.submit(dan.find("main form"), status, {"verdict": "justified", "note": "Skolen bekræfter.", **typed})


@pytest.fixture
def dorthes(world, store):
    """Dorthe opened the family yesterday."""
    return keep(store, glass(world, "Dorthe", 1))


def test_dan_sees_who_and_why_and_of_which_case_but_not_the_family(visit, dorthes):
    dan = visit("Dan").open(QUEUE)
    assert "Dorthe" in dan.text("#waiting") or "Dorthe" in dan.text("main")
    dan.open(f"{QUEUE}/{dorthes}")
    assert REASON in dan.text() and REFERENCE in dan.text() and "Solsikke" not in dan.response.text


def test_the_oldest_comes_first(visit, world, store):
    items = {days: keep(store, glass(world, "Dorthe", days)) for days in (2, 9, 5)}
    dan = visit("Dan").open(QUEUE)
    assert [row["id"] for row in dan.page.select("tbody tr")] == [f"emergency-{items[days]}" for days in (9, 5, 2)]


def test_how_often_it_was_read_is_counted(visit, world, store):
    ask(visit("Dorthe")).open(world.url).open(world.url)
    visit("Mette").open(world.url)
    dan = visit("Dan").open(f"{QUEUE}/{store.only(BreakGlass).id}")
    assert "2" in dan.text(".pairs dd:nth-of-type(6)")


def test_a_verdict_closes_it_and_is_logged(visit, world, store, dorthes):
    dan = visit("Dan")
    assert review(dan, dorthes).response.location == QUEUE
    row = store.get(BreakGlass, dorthes)
    assert (row.verdict, row.note, row.reviewed_by_id) == (
        Verdict.JUSTIFIED, "Skolen bekræfter.", world.users["Dan"],
    )  # fmt: skip
    assert not dan.open(QUEUE).page.select("tbody tr") and "Skolen bekræfter." in dan.text()
    logged = sa.select(AuditEntry.what).where(AuditEntry.action == Action.REVIEW.value)
    assert store.list(logged) == ["justified"] and store.count(Notice) == 0


def test_what_was_not_justified_goes_to_the_persons_manager(visit, world, store, dorthes):
    review(visit("Dan"), dorthes, verdict="unjustified", note="Ingen aktuel anledning.")
    assert store.list(sa.select(Notice.user_id)) == [world.users["Lis"]]
    text = visit("Lis").open("/caseload").text("#notices")
    assert "Dorthe" in text and REFERENCE not in text and "anledning" not in text


def test_what_a_manager_did_goes_to_the_programmes(visit, world, store):
    row = keep(store, glass(world, "Lis", 1))
    review(visit("Dan"), row, verdict="unjustified")
    assert store.list(sa.select(Notice.user_id)) == [world.users["Ole"]]


def test_a_verdict_is_given_once(visit, store, dorthes):
    dan = visit("Dan").open(f"{QUEUE}/{dorthes}")
    form = dan.find("main form")
    dan.submit(form, 303, verdict="justified", note="Den første.")
    dan.submit(form, 303, verdict="unjustified", note="Den anden.")
    assert store.get(BreakGlass, dorthes).note == "Den første." and store.count(Notice) == 0
    assert not dan.open(f"{QUEUE}/{dorthes}").page.select("main form")


def test_a_verdict_without_a_note_or_a_choice_is_not_saved(visit, store, dorthes):
    dan = review(visit("Dan"), dorthes, 422, note="  ")
    assert dan.find("#note-error")
    dan.submit(dan.find("main form"), 422, verdict=["perhaps"], note="Måske")
    assert dan.find("#verdict-error") and dan.text("#note") == "Måske"
    assert store.get(BreakGlass, dorthes).verdict is None


def test_nobody_reviews_their_own(visit, world, store):
    row = keep(store, glass(world, "Dan", 1))
    dan = visit("Dan").open(QUEUE)
    assert not dan.page.select(f'a[href$="{row}"]')
    dan.open(f"{QUEUE}/{row}", 403)


def test_an_officer_who_stands_too_near_finds_no_trace(visit, world, store, dorthes):
    store.add(conflict(world, "Dan"))
    dan = visit("Dan").open(QUEUE)
    assert not dan.page.select("tbody tr") and REFERENCE not in dan.response.text
    dan.open(f"{QUEUE}/{dorthes}", 404)
    assert "0" not in dan.open("/").text("#reviews") and not dan.page.select("#reviews .alert")


@pytest.mark.parametrize(("days", "late"), [(1, False), (14, True)])
def test_after_five_working_days_it_is_red_for_dan_and_for_ole(visit, world, store, days, late):
    store.add(glass(world, "Dorthe", days))
    dan = visit("Dan").open("/")
    assert bool(dan.page.select("#reviews .alert-error")) == late
    assert bool(dan.open(QUEUE).page.select("tbody .badge-error")) == late
    assert bool(visit("Ole").open("/caseload").page.select("main > .alert-error")) == late
    assert not visit("Lis").open("/caseload").page.select("main > .alert-error")


def test_only_the_officer_reviews(visit, dorthes):
    for name in ("Mette", "Sanne", "Lis", "Ole", "Ada", "Stig", "Eva"):
        visit(name).open(QUEUE, 403).open(f"{QUEUE}/{dorthes}", 403)
