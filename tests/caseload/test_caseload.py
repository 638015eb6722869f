"""The manager's page: what is counted, over which families, and what is never shown."""

import io
import uuid
from datetime import timedelta

import page as validator
import pypdf
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.audit.models import AuditEntry
from hfi.families.models import Family
from hfi.meetings.models import PlanMeeting
from hfi.plan.models import Agreement, AgreementStatus, Measure, MeasureStatus
from tests.world import OTHER_REFERENCE, REFERENCE


def add_families(store, number: int, area: str = "Mjølnerparken", **more) -> list[uuid.UUID]:
    """So many more families, enrolled a short while ago."""
    ids = [uuid.uuid4() for _ in range(number)]
    values = {"programme": "hfi", "housing_area": area, "enrolled_on": clock.today() - timedelta(days=5), **more}
    store.add(
        *(Family(id=one, reference=f"HFI-2025-{one.hex[:6]}", name=f"Familien {one.hex}", **values) for one in ids)
    )
    return ids


def attach(store, world, name: str, families, kind=AttachmentKind.CONTACT_PERSON) -> None:
    start = clock.today() - timedelta(days=5)
    store.add(*(Attachment(family_id=one, user_id=world.users[name], kind=kind, from_on=start) for one in families))


def words(element) -> str:
    """The element's text with single spaces."""
    return " ".join(element.get_text(" ").split())


def table_rows(table) -> list[list[str]]:
    """The table's cells as words."""
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def rows(visitor, section: str) -> list[list[str]]:
    """The rows of the first table in this card."""
    return table_rows(visitor.find(f'section[aria-labelledby="{section}-h"] table'))


def figures(visitor) -> list[str]:
    """The key figures in their order."""
    return [words(number).split()[0] for number in visitor.page.select(".kpi__n")]


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Stig", "Ada", "Eva", "Dan"])
def test_it_is_for_managers(visit, world, name):
    visitor = visit(name)
    visitor.open("/caseload", status=403)
    visitor.open("/caseload.pdf", status=403)


def test_the_key_figures(visit, world, store):
    late = add_families(store, 2, enrolled_on=clock.today() - timedelta(weeks=9))
    add_families(store, 1, closed_on=clock.today())
    attach(store, world, "Mette", late)
    attach(store, world, "Jonas", late[:1])
    numbers = figures(visit("Ole").open("/caseload"))
    # Solsikke and the family next door, and the two: three have no meeting in time, none of the three has a next one,
    # and only Solsikke and the first of the two have both contact persons. One agreement is open.
    assert numbers == ["4", "3", "3", "1", "2"]


def test_a_follow_up_is_overdue_the_day_after_eight_weeks(visit, world, store):
    store.run(sa.delete(PlanMeeting))
    for reference, weeks_ago in ((REFERENCE, timedelta(weeks=8)), (OTHER_REFERENCE, timedelta(weeks=8, days=3))):
        family = store.list(sa.select(Family.id).where(Family.reference == reference))[0]
        held = clock.at(clock.today() - weeks_ago, 14)
        store.add(PlanMeeting(family_id=family, starts_at=held, held=True, edition=1))
    listed = rows(visit("Ole").open("/caseload"), "overdue")
    assert [(row[0], row[1]) for row in listed] == [(OTHER_REFERENCE, "Prøvesen")]
    assert listed[0][3].split()[0] == "3"


def test_contact_persons_with_their_families_and_agreements(visit, world, store):
    attach(store, world, "Mette", add_families(store, 8))
    family = world.family
    for due, status in ((-1, AgreementStatus.OPEN), (5, AgreementStatus.OPEN), (-9, AgreementStatus.DONE)):
        store.add(
            Agreement(
                family_id=family, text="Ringe", user_id=world.users["Mette"], status=status, created_at=clock.now(),
                due_on=clock.today() + timedelta(days=due),
            )
        )  # fmt: skip
    ole = visit("Ole").open("/caseload")
    found = {row[0].split()[1]: row[2:] for row in rows(ole, "workers")}
    assert found["Mette"][0].startswith("9 ") and found["Mette"][1:] == ["2", "1"]
    assert found["Jonas"] == ["1", "0", "0"] and "Bo" not in found
    assert len(ole.page.select("#workers-h")) == 1 and ole.page.select(".full")


def test_every_department_is_counted_and_small_ones_are_not_shown(visit, world, store):
    for one in add_families(store, 12):
        for title in ("Boksning", "Svømning"):
            store.add(
                Measure(
                    family_id=one, section_id="leisure/leisure", type_key="x", title=title, created_at=clock.now(),
                    status=MeasureStatus.RUNNING if title == "Boksning" else MeasureStatus.ENDED,
                )
            )  # fmt: skip
    found = rows(visit("Ole").open("/caseload"), "areas")
    assert len(found) == 5
    leisure = next(row for row in found if row[0].startswith("KFF"))
    assert leisure[2:] == ["10+", "12"]
    assert all(row[2:] == ["<5", "–"] for row in found if row is not leisure)


def test_housing_areas_hide_what_is_small(visit, world, store):
    add_families(store, 9)
    add_families(store, 6, "Lundtoftegade")
    add_families(store, 3, "Blågården")
    places = {row[0]: row[2] for row in rows(visit("Ole").open("/caseload"), "places")}
    assert places["Mjølnerparken"] == "9" and places["Lundtoftegade"] == "6"
    assert {number for name, number in places.items() if name not in ("Mjølnerparken", "Lundtoftegade")} == {"<5"}


def test_no_family_is_named_and_no_person(visit, world, store):
    text = visit("Ole").open("/caseload").page.get_text()
    for name in ("Solsikke", "Birkeløv", "Amina", "Yusuf", "Eksempelhuset"):
        assert name not in text, name


def test_a_departments_manager_counts_the_departments_own_families_and_people(visit, world, store):
    """A family that only another department works with changes nothing on the page."""
    lis = visit("Lis")
    before = lis.open("/caseload").page.select_one("main").get_text()
    foreign = add_families(store, 7, enrolled_on=clock.today() - timedelta(weeks=30))
    attach(store, world, "Jonas", foreign)
    store.add(Agreement(family_id=foreign[0], text="x", user_id=world.users["Jonas"], created_at=clock.now()))
    after = lis.open("/caseload").page.select_one("main").get_text()
    assert after == before
    assert {row[0].split()[1] for row in rows(lis, "workers")} == {"Mette", "Dorthe"}


def test_the_families_on_the_list_are_logged_and_no_others(visit, world, store):
    visit("Ole").open("/caseload")
    logged = store.all(
        sa.select(AuditEntry.family_id, AuditEntry.what, AuditEntry.why).where(AuditEntry.action == "read")
    )
    assert [tuple(row) for row in logged] == [(world.other_family, "caseload", "manager")]


def test_the_number_of_queries_does_not_grow(visit, world, store, queries):
    ole = visit("Ole")
    with queries:
        ole.open("/caseload")
    before = len(queries)
    attach(store, world, "Mette", add_families(store, 60, enrolled_on=clock.today() - timedelta(weeks=20)))
    with queries:
        ole.open("/caseload")
    assert len(queries) == before


def test_an_empty_programme_has_a_page(visit, world, store):
    store.run(sa.delete(Attachment))
    store.run(sa.update(Family).values(closed_on=clock.today()))
    assert set(figures(visit("Ole").open("/caseload"))) == {"0"}


@pytest.mark.parametrize("name", ["Ole", "Lis"])
def test_the_paper_is_one_accessible_page(visit, world, store, name):
    attach(store, world, "Mette", add_families(store, 40, enrolled_on=clock.today() - timedelta(weeks=20)))
    response = visit(name).open("/caseload.pdf").response
    assert response.mimetype == "application/pdf" and response.headers["Cache-Control"] == "no-store"
    reader = pypdf.PdfReader(io.BytesIO(response.data))
    assert len(reader.pages) == 1
    assert validator.validate_pdf_bytes(response.data, profile="ua1").is_compliant
    assert "Solsikke" not in reader.pages[0].extract_text()
