"""Somebody leaves a family: it is told on paper who goes, who comes, and whom to ring until then."""

import uuid

import page as validator
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, User
from hfi.audit.models import AuditEntry
from hfi.phases.models import Letter
from tests.printing.test_route import printed_text
from tests.team.steps import CONTACT, attach, day, end, tie_of

NOBODY = str(uuid.UUID(int=7))


@pytest.fixture
def ties(visit, store, world):
    """Mette leaves in a fortnight, and Dorthe has come beside her: their attachments."""
    store.rewrite(User, User.id == world.users["Mette"], phone="00 55 66 77")
    mette = tie_of(store, world, "Mette")[0].id
    end(visit("Sanne"), world, mette, day(14), sure="y")
    attach(visit("Sanne"), world, "Dorthe", CONTACT, start=0)
    new = store.only(Attachment, Attachment.user_id == world.users["Dorthe"], Attachment.family_id == world.family)
    return mette, new.id


def write(visitor, world, tie, status=303, **values):
    """Fill in the letter."""
    visitor.open(f"{world.url}/attachments/{tie}/letter")
    return visitor.submit(visitor.find("#letter"), status, values)


def test_it_is_offered_on_the_teams_page_of_whoever_leaves(ties, visit, world):
    links = visit("Jonas").open(f"{world.url}/team").page.select("a[href$='/letter']")
    assert [str(ties[0]) in one["href"] for one in links] == [True]


def test_who_comes_is_proposed_and_the_letter_is_kept(ties, visit, store, world):
    jonas = visit("Jonas").open(f"{world.url}/attachments/{ties[0]}/letter")
    assert jonas.find("[name=comes] option[selected]")["value"] == str(ties[1])
    write(jonas, world, ties[0], words="Tak for tre gode år.")
    row = store.only(Letter)
    assert (row.leaves_id, row.comes_id, row.person_id) == (*ties, None)
    assert (row.words, row.written_by_id) == ("Tak for tre gode år.", world.users["Jonas"])
    assert "Dorthe Prøvesen" in jonas.open(f"{world.url}/attachments/{ties[0]}/letter").find("#letters li").text


def test_the_paper_says_who_when_and_both_numbers(ties, visit, store, world):
    jonas = write(visit("Jonas"), world, ties[0], words="Dorthe kommer med på tirsdag.")
    response = jonas.open(f"{world.url}/letters/{store.only(Letter).id}.pdf").response
    text = " ".join(printed_text(response).split())
    for words in (
        "Mette Prøvesen",
        "Dorthe Prøvesen",
        "00 55 66 77",
        "Dorthe kommer med på tirsdag.",
        "Familien Solsikke",
    ):
        assert words in text, words
    report = validator.validate_pdf_bytes(response.data, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    assert store.count(AuditEntry, AuditEntry.what == "print:letter") == 1


def test_it_can_be_for_one_person_and_name_nobody_yet(ties, visit, store, world):
    jonas = write(visit("Jonas"), world, ties[0], recipient=str(world.people["Amina"]), comes="")
    text = " ".join(printed_text(jonas.open(f"{world.url}/letters/{store.only(Letter).id}.pdf").response).split())
    assert "Amina Solsikke" in text and "Familien Solsikke" not in text
    # Dorthe is one of those whom the family can ring, not the one who comes.
    assert text.count("Dorthe") == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("comes", NOBODY),
        ("comes", "nogen"),
        ("recipient", "professionals"),
        ("recipient", NOBODY),
        ("words", "x" * 1001),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_lost(ties, visit, store, world, field, value):
    jonas = write(visit("Jonas"), world, ties[0], 422, **{"words": "Farvel", field: value})
    assert jonas.find(f"#letter-errors a[href='#{field}']") and store.count(Letter) == 0
    if field != "words":
        assert jonas.find("[name=words]").text.strip() == "Farvel"


def test_sent_twice_it_is_kept_once(ties, visit, store, world):
    jonas = visit("Jonas").open(f"{world.url}/attachments/{ties[0]}/letter")
    form = jonas.find("#letter")
    for _click in range(2):
        jonas.submit(form, 303)
    assert store.count(Letter) == 1


@pytest.mark.parametrize(("name", "status"), [("Bo", 403), ("Ole", 403), ("Dan", 403), ("Stig", 403)])
def test_only_those_who_keep_the_plan_write_it(ties, visit, world, name, status):
    visit(name).open(f"{world.url}/attachments/{ties[0]}/letter", status)


def test_of_somebody_who_stays_there_is_no_letter(ties, visit, store, world):
    jonas = visit("Mette")
    for tie in (tie_of(store, world, "Jonas")[0].id, tie_of(store, world, "Bo")[0].id, uuid.uuid4()):
        jonas.open(f"{world.url}/attachments/{tie}/letter", 404)
    jonas.open(f"{world.url}/letters/{uuid.uuid4()}.pdf", 404)


def test_another_familys_letter_is_not_there(ties, visit, store, world):
    write(visit("Jonas"), world, ties[0])
    store.run(sa.update(Letter).values(family_id=world.other_family))
    visit("Jonas").open(f"{world.url}/letters/{store.only(Letter).id}.pdf", 404)


def test_who_has_left_already_can_be_told_of_too(visit, store, world):
    mette = tie_of(store, world, "Mette")[0].id
    store.run(sa.update(Attachment).where(Attachment.id == mette).values(to_on=day(-3)))
    jonas = visit("Jonas").open(f"{world.url}/team")
    assert jonas.page.select(f"#ties-earlier a[href*='{mette}']")
    write(jonas, world, mette)
    assert store.only(Letter).comes_id is None and store.only(Letter).written_at.date() <= clock.today()
