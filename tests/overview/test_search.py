"""The search: what finds a family, what it says of it, and that it tells nothing of families that are not mine."""

import re

import pytest

from hfi.access.models import AttachmentKind
from hfi.access.roles import Role
from hfi.families.models import PersonKind
from tests.overview import builders as world
from tests.overview.builders import words

NUMBER = "140190-1234"


@pytest.fixture
def ask(client, mette, enter):
    """Search as Mette, from the form, and give the answer's words."""

    def search(text, status=200):
        enter(mette)
        answer = world.post(client, "/search", q=text)
        assert answer.status_code == status
        return words(answer.text)

    return search


@pytest.fixture
def family(app, mette, jonas):
    """A family with people in it and around it; and another one, not Mette's, with the same names."""
    with app.app_context():
        mine = world.family("Familien Åkjær", mette)
        world.person(mine, "Ærma Åkjær", NUMBER.replace("-", ""), relation="mor")
        world.person(mine, "Lina Maria Åkjær", position=1)
        world.person(mine, "Øjvind 100% Larsen", relation="nabo", kind=PersonKind.NETWORK)
        other = world.family("Familien Åkjær", jonas)
        world.person(other, "Ærma Åkjær", "1501901235")
        return mine


@pytest.mark.parametrize("text", ["åkjær", "ÅKJÆR", "familien Åk", "kjæ", "åkjær familien"])
def test_the_familys_name_finds_it_in_whatever_case(family, ask, text):
    found = ask(text)
    assert "1 family for" in found and family.reference in found and "Bispeparken" in found


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("ærma", "Ærma Åkjær (mor)"),
        ("LINA ÅKJÆR", "Lina Maria Åkjær (datter)"),
        ("øjvind", "Øjvind 100% Larsen (nabo)"),
        ("100%", "Øjvind 100% Larsen (nabo)"),
    ],
)
def test_somebodys_name_finds_the_family_and_says_who(family, ask, text, match):
    found = ask(text)
    assert "1 family for" in found and match in found


def test_a_reference_finds_its_family(family, ask):
    assert "1 family for" in ask(family.reference.lower())


@pytest.mark.parametrize("text", ["%%", "__", "A_kjær", "\\%", "nobody", "150190-1235", "Familien Solsikke"])
def test_nothing_found_is_said_in_a_sentence(family, ask, text):
    assert "Nothing was found" in ask(text)


@pytest.mark.parametrize("number", [NUMBER, "1401901234", "140190 1234", " 140190-1234 "])
def test_a_whole_cpr_number_finds_its_person_and_is_shown_masked(app, client, mette, family, enter, number):
    enter(mette)
    page = world.post(client, "/search", q=number).text
    assert "CPR number of Ærma Åkjær (mor)" in words(page) and "1 family for “140190-••••”" in words(page)
    assert "1234" not in page


def test_a_cpr_number_in_an_address_is_not_looked_for(client, mette, family, enter):
    for number in (NUMBER, "1401901234", "990190-1234", "Ærma+140190-1234"):
        page = enter(mette).get(f"/search?q={number}")
        assert page.status_code == 422 and "1234" not in page.text
        assert "may not stand in an address" in words(page.text) and family.reference not in page.text


def test_words_may_stand_in_an_address(client, mette, family, enter):
    assert "1 family for “ærma”" in words(enter(mette).get("/search?q=ærma").text)


def test_one_family_has_one_line_whoever_matches(family, ask):
    found = ask("åkjær")
    assert found.count(family.reference) == 1
    assert "Ærma Åkjær (mor), Lina Maria Åkjær (datter)" in found


def test_twenty_are_shown_and_that_there_are_more_is_said(app, mette, ask):
    with app.app_context():
        for number in range(21):
            world.family(f"Familien Solsikke {number}", mette)
    found = ask("solsikke")
    assert "The first 20 families" in found and "There are more" in found
    assert len(re.findall(r"HFI-2026-\d+", found)) == 20


@pytest.mark.parametrize("text", ["a", "  ", "x" * 101, "a\u202eb"])
def test_what_cannot_be_looked_for_is_said_by_the_field(ask, solsikke, text):
    page = ask(text, status=422 if text.strip() else 200)
    assert "Nothing was found" not in page and "Solsikke" not in page


def test_the_page_without_a_question_has_the_form_alone(mette, solsikke, enter):
    page = enter(mette).get("/search")
    assert page.status_code == 200 and "Solsikke" not in page.text


def test_a_closed_family_is_found_by_its_coordinator_and_marked(app, enter, mette, ask):
    with app.app_context():
        sanne = world.user("Sanne Tovholder", role=Role.COORDINATOR)
        closed = world.family("Familien Lukket", mette, closed_on=world.day(-1))
        world.attach(sanne, closed, AttachmentKind.COORDINATOR)
    assert "Familien Lukket" not in ask("lukket")
    assert "Closed" in words(enter(sanne).get("/search?q=lukket").text)


def test_a_manager_finds_the_own_departments_families_only(app, client, family, enter):
    with app.app_context():
        lis = world.user("Lis Leder", role=Role.MANAGER)
    assert "1 family for" in words(enter(lis).get("/search?q=åkjær").text)


def test_the_families_that_were_shown_are_logged_as_read(app, mette, family, ask):
    ask("åkjær")
    ask("nobody")
    with app.app_context():
        assert world.log_of(mette, "search") == [family.id]


def test_a_strangers_search_leads_to_the_login(client, family):
    answer = client.get("/search?q=åkjær")
    assert answer.status_code == 303 and answer.location.startswith("/login")
