"""The address of the plan: who gets it, what it carries, and what is logged."""

import io
import re
import uuid
from datetime import timedelta

import pypdf
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import User
from hfi.audit.models import AuditEntry
from hfi.consent.models import Consent
from hfi.families.models import Person
from hfi.plan.models import Measure, MeasurePerson, MeasureStatus
from hfi.printing import document
from hfi.printing.queries import sheet_monday
from tests.world import OTHER_REFERENCE


def printed_text(response) -> str:
    """All words of the PDF."""
    pages = pypdf.PdfReader(io.BytesIO(response.data)).pages
    return " ".join(page.extract_text().replace("\u00a0", " ") for page in pages)


def add_measure(store, world, section: str, title: str, people, **more) -> None:
    """A running measure."""
    key = uuid.uuid4()
    values = {"status": MeasureStatus.RUNNING, "type_key": "x", "created_at": clock.now(), **more}
    store.add(Measure(id=key, family_id=world.family, section_id=section, title=title, **values))
    store.add(*(MeasurePerson(measure_id=key, person_id=world.people[one], family_id=world.family) for one in people))


def test_the_plan_opens_in_the_browser_and_stays_in_no_cache(visit, world):
    response = visit("Mette").open(f"{world.url}/plan.pdf").response
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="HFI-2026-014-plan.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    text = printed_text(response)
    for words in ("Familien Solsikke", "Rolige morgener", "Familiebehandling", "Aftale fast plads i klassen", "Sanne"):
        assert words in text, words
    for secret in ("Eksempelskolen", "Prøvevej", "140190"):
        assert secret not in text, secret


def test_printing_is_logged_as_such_with_the_sections_on_the_paper(visit, world, store):
    visit("Mette").open(f"{world.url}/plan.pdf")
    rows = store.list(
        sa.select(AuditEntry.what).where(AuditEntry.family_id == world.family, AuditEntry.action == "read")
    )
    assert len(rows) == 1 and rows[0].startswith("print:") and "social/support" in rows[0]
    assert "health" not in rows[0]


@pytest.mark.parametrize("name", ["Mette", "Jonas", "Hanne", "Sanne"])
def test_everybody_at_work_with_the_family_may_print_it(visit, world, name):
    visit(name).open(f"{world.url}/plan.pdf")


@pytest.mark.parametrize("name", ["Ole", "Lis", "Stig", "Ada", "Eva", "Dan"])
def test_those_who_do_not_work_with_families_may_not(visit, world, name):
    visit(name).open(f"{world.url}/plan.pdf", status=403)


def test_a_stranger_cannot_tell_the_family_from_none(visit, world):
    dorthe = visit("Dorthe")
    dorthe.open(f"{world.url}/plan.pdf", status=404)
    dorthe.open("/families/HFI-2019-999/plan.pdf", status=404)
    visit("Mette").open(f"/families/{OTHER_REFERENCE}/plan.pdf", status=404)


def test_the_health_workers_own_sensitive_measure_is_not_on_the_households_paper(visit, world, store):
    """She reads it on the page; the paper lies on the kitchen table."""
    add_measure(store, world, "health/health", "Samtale om angst", ["Amina"], plain_words="Hanne taler med Amina.")
    add_measure(store, world, "social/support", "Krisesamtale", ["Amina"], sensitive=True)
    for name in ("Hanne", "Mette"):
        text = printed_text(visit(name).open(f"{world.url}/plan.pdf").response)
        assert "angst" not in text and "Krisesamtale" not in text and "Hanne taler" not in text


def test_a_department_without_consent_is_not_on_another_departments_print(visit, world, store):
    assert "Familiebehandling" in printed_text(visit("Jonas").open(f"{world.url}/plan.pdf").response)
    withdrawn = sa.update(Consent).where(Consent.person_id == world.people["Lina"], Consent.owner == "SOF")
    store.run(withdrawn.values(withdrawn_on=clock.today()))
    assert "Familiebehandling" not in printed_text(visit("Jonas").open(f"{world.url}/plan.pdf").response)
    assert "Familiebehandling" in printed_text(visit("Mette").open(f"{world.url}/plan.pdf").response)


def test_what_is_only_about_somebody_who_lives_elsewhere_is_not_on_the_paper(visit, world, store):
    add_measure(store, world, "social/support", "Fars eget forløb", ["Karim"])
    assert "Fars eget" in printed_text(visit("Mette").open(f"{world.url}/plan.pdf").response)
    store.run(sa.update(Person).where(Person.id == world.people["Karim"]).values(lives_elsewhere=True))
    assert "Fars eget" not in printed_text(visit("Mette").open(f"{world.url}/plan.pdf").response)


def test_a_protected_person_takes_the_places_off_the_paper(visit, world, store):
    assert "Eksempelhuset" in printed_text(visit("Mette").open(f"{world.url}/plan.pdf").response)
    store.run(sa.update(Person).where(Person.id == world.people["Lina"]).values(protected=True))
    assert "Eksempelhuset" not in printed_text(visit("Mette").open(f"{world.url}/plan.pdf").response)


def test_the_paper_is_danish_whatever_its_reader_works_in(visit, world, store):
    danish = without_minute(printed_text(visit("Mette").open(f"{world.url}/plan.pdf").response))
    store.run(sa.update(User).values(language="en"))
    mette = visit("Mette").open(world.url)
    assert mette.page.html["lang"] == "en"
    assert without_minute(printed_text(mette.open(f"{world.url}/plan.pdf").response)) == danish


def without_minute(text):
    """The words without when it was printed: the clock goes on between two prints."""
    return re.sub(r"kl\. \d\d\.\d\d", "", text)


def test_a_print_takes_as_many_queries_as_ever_whatever_the_family_does(visit, world, store, queries):
    mette = visit("Mette")
    with queries:
        mette.open(f"{world.url}/plan.pdf")
    before = len(queries)
    for number in range(12):
        add_measure(store, world, "social/support", f"Tiltag {number}", ["Amina", "Lina"])
    with queries:
        mette.open(f"{world.url}/plan.pdf")
    assert len(queries) == before


def test_a_machine_that_cannot_print_says_what_it_lacks(visit, world, monkeypatch):
    def missing(_name):
        raise OSError("cannot load library")

    monkeypatch.setattr(document, "import_module", missing)
    mette = visit("Mette").open(f"{world.url}/plan.pdf", status=503)
    assert "libpango-1.0-0" in mette.text("main")


def test_from_friday_the_sheet_is_for_the_coming_week():
    monday = clock.today() - timedelta(days=clock.today().weekday())
    mondays = [sheet_monday(monday + timedelta(days=n)) for n in range(7)]
    assert mondays == [monday] * 4 + [monday + timedelta(days=7)] * 3
