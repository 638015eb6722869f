"""`flask hfi keys shred`: what the family's key sealed is gone, and the pages say so."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from pypdf import PdfReader

from hfi import vault
from hfi.audit.models import AuditEntry, Revision
from hfi.families.keys import ErasedError, family_key
from hfi.families.models import Family, FamilyKey, Person
from hfi.keys.service import SHRED
from tests.family_page.steps import HTMX
from tests.page_audit import audit_page
from tests.visitor import token_for
from tests.world import OTHER_REFERENCE, REFERENCE

CONTENT = ("Familiebehandling", "Det går bedre hjemme.", "Eksempelskolen", "Prøvevej", "140190")


@pytest.fixture
def flask(app):
    """`flask("shred", …)` runs a command of the keys."""
    return lambda *words: app.test_cli_runner().invoke(args=["hfi", "keys", *words])


@pytest.fixture
def shredded(world, store, flask):
    """Familien Solsikke's key is gone."""
    assert flask("shred", REFERENCE, "--yes").exit_code == 0


@pytest.mark.parametrize("name", ["Sanne", "Lis", "Ole"])
def test_the_page_opens_and_says_that_the_content_is_erased(visit, world, shredded, name):
    visitor = visit(name).open(world.url)
    audit_page(visitor.response.text)
    assert not [word for word in CONTENT if word in visitor.response.text]
    assert "Slettet" in visitor.text("#members") and "Indholdet er slettet" in visitor.text("#head-facts")
    assert "Rolige morgener" in visitor.text("#goals")


@pytest.mark.parametrize("path", ["/social/support", "/week"])
def test_neither_does_a_part_of_it(visit, world, shredded, path):
    answer = visit("Sanne").client.get(world.url + path, headers=HTMX)
    assert answer.status_code == 200
    assert not [word for word in CONTENT if word in answer.text]


def test_the_plan_can_still_be_printed(visit, world, shredded):
    answer = visit("Sanne").client.get(f"{world.url}/plan.pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    assert "Rolige morgener" in text and not [word for word in CONTENT if word in text]


def test_the_overview_and_the_search_still_work(visit, world, shredded):
    sanne = visit("Sanne")
    for address in ("/", "/families?state=all", "/search?q=Solsikke"):
        assert sanne.client.get(address).status_code == 200
    token = token_for(sanne.client, "/search")
    answer = sanne.client.post("/search", data=token | {"q": "1401901234"})
    assert "Solsikke" not in answer.text


def test_nobody_can_open_what_is_left(app, world, store, shredded):
    row = store.all(sa.select(Revision.id, Revision.content).where(Revision.family_id == world.family))[0]
    with app.app_context():
        with pytest.raises(ErasedError):
            family_key(world.family)
        for one in (family_key(world.other_family), *map(vault.service_key, vault.SERVICES)):
            with pytest.raises(InvalidTag):
                one.unseal(row.content, f"revisions|content|{row.id}")
    assert store.count(Person, Person.family_id == world.family, Person.cpr_index.is_not(None)) == 0


def test_another_family_is_as_it_was(visit, world, store, shredded):
    assert store.get(Family, world.other_family).address.startswith("Prøvevej")
    assert visit("Dorthe").client.get(f"/families/{OTHER_REFERENCE}").status_code == 200
    assert store.list(sa.select(FamilyKey.family_id)) == [world.other_family]


def test_it_is_in_the_log_and_closes_the_family(world, store, shredded):
    entry = store.only(AuditEntry, AuditEntry.action == SHRED)
    assert entry.family_id == world.family and store.get(Family, world.family).closed_on


@pytest.mark.parametrize("words", [["HFI-1999-001", "--yes"], [OTHER_REFERENCE]], ids=["unknown", "not confirmed"])
def test_what_is_not_meant_is_not_done(world, store, flask, words):
    said = flask("shred", *words)
    assert said.exit_code == 1 and store.count(FamilyKey) == 2


def test_a_second_time_there_is_nothing_to_delete(shredded, flask):
    assert flask("shred", REFERENCE, "--yes").exit_code == 1
