"""The consent form on paper: what holds today, what a no means, and where to sign."""

import io

import page as validator
import pypdf
import pytest
import sqlalchemy as sa

from hfi.audit.models import AuditEntry
from hfi.consent.models import Consent, Extent
from tests.consent.canary import change_consents
from tests.printing.test_route import printed_text


def paper(visitor, name=""):
    """The form of one person, or of everybody."""
    chosen = f"?for={visitor.world.people[name]}" if name else ""
    return visitor.open(f"{visitor.world.url}/consent.pdf{chosen}").response


def test_aminas_form_says_what_holds_what_a_no_means_and_where_to_sign(visit, world):
    response = paper(visit("Mette"), "Amina")
    text = printed_text(response)
    for words in ("Amina Solsikke", "Hvis du siger nej", "Du kan altid trække det tilbage", "Social", "Ingen andre"):
        assert words in text, words
    assert "Karim" not in text and response.headers["Cache-Control"] == "no-store"
    assert len(pypdf.PdfReader(io.BytesIO(response.data)).pages) == 2


def test_a_childs_form_is_signed_by_both_parents(visit, world):
    text = printed_text(paper(visit("Sanne"), "Lina"))
    assert "Amina Solsikke" in text and "Karim Solsikke" in text and "Yusuf" not in text


def test_the_familys_form_tells_nobodys_no(visit, world, store):
    change_consents(store, "BIF", "SOF", world.people["Karim"], extent=Extent.NONE)
    text = printed_text(paper(visit("Mette")))
    rows = text[text.index("Det gælder i dag") :]
    assert "Familien Solsikke" in text and "Job Skole og børn, Fritid og Tovholder" in " ".join(rows.split())
    assert text.count("Karim") == 1


def test_it_is_an_accessible_document(visit, world):
    report = validator.validate_pdf_bytes(paper(visit("Mette")).data, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_what_the_law_opens_is_not_on_paper(visit, world, store):
    store.run(sa.delete(Consent))
    assert printed_text(paper(visit("Mette"), "Amina")).count("Ingen andre") == 5


def test_printing_is_logged(visit, world, store):
    paper(visit("Mette"), "Amina")
    logged = store.list(sa.select(AuditEntry.what).where(AuditEntry.what.startswith("print")))
    assert logged == [f"print:consents:{world.people['Amina']}"]


@pytest.mark.parametrize(("name", "status"), [("Lis", 403), ("Dan", 403), ("Dorthe", 404)])
def test_others_do_not_get_it(visit, world, name, status):
    visit(name).open(f"{world.url}/consent.pdf", status=status)


@pytest.mark.parametrize("who", ["00000000-0000-4000-8000-000000000000", "x", "../../etc"])
def test_nobody_of_the_family_has_no_form(visit, world, who):
    visit("Mette").open(f"{world.url}/consent.pdf?for={who}", status=404)
