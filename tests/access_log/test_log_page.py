"""Who has opened this case: those who look after the family see it, with everything that was done, and no content."""

import io
import uuid
from datetime import timedelta

import pypdf
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import BreakGlass, BreakGlassCategory
from hfi.access.terms import Why
from hfi.audit.models import AuditEntry
from hfi.audit.notes import Note, note
from hfi.extensions import db
from tests.family_page.steps import HTMX, edit_link, form_page, open_form, save
from tests.world import OTHER_REFERENCE, REFERENCE

REASON = "Vikar for Jonas i dag, familien ringer om mødet."
CANARY = "KANARIEFUGL"


@pytest.fixture
def url(world):
    """The log of Familien Solsikke."""
    return f"{world.url}/log"


@pytest.fixture
def past(app, world):
    """`past("Mette", days=3, what="page:")`: it is in the log that somebody did this so many days ago."""

    def write(name, days=0, action="read", what="page:", why=Why.ATTACHED, reason=""):
        values = {"actor_id": world.users[name], "role": "professional", "department": "SOF"}
        row = values | {"what": what, "why": why, "reason": reason}
        with app.app_context():
            note(db.session(), Note(world.family, action, row, at=clock.now() - timedelta(days=days)))
            db.session.commit()

    return write


def rows(visitor):
    """The rows of the table, as words."""
    return [" ".join(one.get_text(" ").split()) for one in visitor.page.select("table.log tbody tr")]


def test_the_coordinator_sees_who_opened_and_who_changed_what(visit, world, url):
    mette = visit("Mette").open(world.url)
    save(mette, form_page(mette, f"{world.url}/story/edit"), False, 303, dream=CANARY)
    visit("Emil").client.get(f"{world.url}/health/health", headers=HTMX)
    found = rows(visit("Sanne").open(url))
    refused, changed, form, opened, *_made = found
    assert "Emil" in refused and "Mette" in changed and "Mette" in form and "Mette" in opened
    assert CANARY not in " ".join(found)


@pytest.mark.parametrize(
    ("name", "status"),
    [("Sanne", 200), ("Ole", 200), ("Lis", 200), ("Dan", 200), ("Dorthe", 403), ("Mette", 403), ("Stig", 403)],
)
def test_it_is_for_those_who_look_after_the_family(visit, url, name, status):
    visit(name).open(url, status)
    visit(name).open(f"{url}.pdf", status)


@pytest.mark.parametrize("reference", [OTHER_REFERENCE, "HFI-1999-999"])
def test_a_coordinator_cannot_tell_anothers_family_from_none(visit, reference):
    visit("Sanne").open(f"/families/{reference}/log", 404)
    visit("Sanne").open(f"/families/{reference}/log.pdf", 404)


def test_the_officer_meets_references_and_no_names_of_families(visit, world, url):
    dan = visit("Dan").open("/")
    assert dan.find("nav a[href='/log']")
    dan.open("/log")
    assert REFERENCE in dan.text("main") and "Solsikke" not in dan.text()
    dan.open(f"/log?reference={REFERENCE.lower()}", 303)
    dan.open(dan.response.location)
    assert rows(dan) and "Solsikke" not in dan.text() and "Amina" not in dan.text()
    dan.open("/log?reference=HFI-1999-999", 422)
    assert dan.find(".form-error")
    dan.open("/families/HFI-1999-999/log", 404)
    dan.open(world.url, 403)


def test_looking_into_the_log_is_logged_as_well(visit, world, url, store):
    visit("Sanne").open(url)
    visit("Sanne").open(f"{url}.pdf")
    found = store.list(
        sa.select(AuditEntry.what).where(AuditEntry.actor_id == world.users["Sanne"]).order_by(AuditEntry.seq)
    )
    assert found == ["log", "log-print"]


def test_the_filter_finds_what_somebody_did_in_some_days(visit, world, url, past):
    past("Mette", days=20)
    past("Bo", days=10, what="print:")
    past("Mette", days=2, what="week")
    sanne = visit("Sanne")
    assert len(rows(sanne.open(f"{url}?person={world.users['Mette']}"))) == 2
    assert len(rows(sanne.open(f"{url}?action=printed"))) == 1
    assert len(rows(sanne.open(f"{url}?person={world.users['Mette']}&action=printed"))) == 0
    day = clock.today() - timedelta(days=10)
    assert len(rows(sanne.open(f"{url}?from={day:%d.%m.%Y}&to={day:%d.%m.%Y}"))) == 1
    assert len(rows(sanne.open(f"{url}?to={day:%d.%m.%Y}"))) == 2


@pytest.mark.parametrize(("query", "field"), [("from=x", "from"), ("to=31.02.2026", "to"), ("person=x", "person")])
def test_a_filter_that_cannot_be_read_says_so(visit, url, query, field):
    sanne = visit("Sanne").open(f"{url}?{query}", 422)
    assert sanne.page.select_one(f'.form-error [name="{field}"]') and rows(sanne)


def test_the_log_is_read_a_page_at_a_time(visit, url, past, queries):
    sanne = visit("Sanne")
    sanne.open(url)
    with queries:
        sanne.open(url)
    before = len(queries)
    for _ in range(60):
        past("Mette", days=1)
    with queries:
        first = rows(sanne.open(url))
    assert len(queries) == before and len(first) == 50
    sanne.open(sanne.find("a[rel=next]")["href"])
    assert 10 <= len(rows(sanne)) < 50


def test_an_emergency_opening_stands_out_with_its_reason(visit, url, past):
    sanne = visit("Sanne").open(url)
    assert not sanne.page.select(".alert-warning")
    past("Dorthe", days=1, action="break_glass", what="page:", why=Why.BROKEN_GLASS, reason=REASON)
    past("Dorthe", days=1, why=Why.BROKEN_GLASS)
    sanne.open(url)
    assert "Dorthe" in sanne.text(".alert-warning")
    assert len(sanne.page.select("tr.log--flag")) == 2 and REASON in sanne.text("table.log")
    sanne.open(sanne.find(".alert-warning a")["href"])
    assert len(rows(sanne)) == 2


def test_what_somebody_did_behind_broken_glass_is_in_the_log(visit, world, url, store):
    now = clock.now()
    values = {"category": BreakGlassCategory.ABSENCE, "reason": REASON, "opened_at": now}
    until = now + timedelta(hours=1)
    store.add(BreakGlass(family_id=world.family, user_id=world.users["Dorthe"], until=until, **values))
    visit("Dorthe").open(world.url)
    assert "Dorthe" in visit("Sanne").open(url).text("tr.log--flag")


def test_the_family_gets_functions_and_no_names(visit, world, url, past):
    for _ in range(3):
        past("Mette", days=3)
    past("Dorthe", days=1, action="break_glass", why=Why.BROKEN_GLASS, reason=REASON)
    answer = visit("Sanne").open(f"{url}.pdf").response
    pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Sagsbehandler" in text and "(3 gange)" in text and "Hele planen" in text
    assert not [one for one in ("Mette", "Dorthe", "Prøvesen", REASON, str(uuid.UUID(int=0))) if one in text]


def test_the_coordinator_finds_it_from_the_family_page_and_the_contact_person_does_not(visit, world, url):
    link = f'#family-head a[href="{url}"]'
    assert visit("Sanne").open(world.url).find(link)
    assert not visit("Mette").open(world.url).page.select(link)


@pytest.fixture
def noted(visit, world):
    """Bo wrote a confidential note without leaving the page, then opened the page anew."""
    bo = visit("Bo").open(world.url)
    form = open_form(bo, edit_link(bo, "confidence-new"))
    save(bo, form, True, 200, text=CANARY, person_ids=[str(world.people["Lina"])])
    bo.open(world.url)


@pytest.mark.parametrize("name", ["Sanne", "Ole", "Lis"])
def test_that_there_are_confidential_notes_is_not_told_to_those_who_look_after_the_family(
    visit, world, url, name, noted
):
    log = visit(name).open(f"{url}?person={world.users['Bo']}")
    assert len(rows(log)) == 2 and all("Hele planen" in one for one in rows(log))
    assert "ortrolig" not in log.text("main") and "2" in log.text("main .log__card")


def test_the_officer_sees_that_they_were_written_and_read_and_nothing_of_them(visit, world, url, noted):
    found = rows(visit("Dan").open(f"{url}?person={world.users['Bo']}"))
    assert sum("Fortrolige notater" in one for one in found) == 3 and len(found) == 4
    assert CANARY not in " ".join(found)


@pytest.fixture
def near(visit, world):
    """Emil stands too near, and a manager looked at it."""
    emil = visit("Emil").open(f"{world.url}/conflict")
    emil.submit(emil.find("main form"), 303, kind="neighbour", reason=CANARY)
    visit("Ole").open(f"{world.url}/conflicts")


@pytest.mark.parametrize(("name", "told"), [("Sanne", False), ("Ole", True), ("Dan", True)])
def test_who_stands_too_near_is_told_to_managers_and_the_officer(visit, world, url, name, told, near):
    log = visit(name).open(url)
    assert any("nteressekonflikt" in one for one in rows(log)) == told and CANARY not in log.text("main")


def test_the_familys_paper_tells_of_neither(visit, url, noted, near):
    data = visit("Dan").open(f"{url}.pdf").response.data
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).lower()
    assert "hele planen" in " ".join(text.split())
    assert "fortrolig" not in text and "inhabil" not in text and "konflikt" not in text
