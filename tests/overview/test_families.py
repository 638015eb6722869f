"""The list of families: whose, in what order, and how it is narrowed."""

import re

import pytest

from hfi.access.models import AttachmentKind
from hfi.access.roles import Role
from hfi.overview import lists
from tests.overview import builders as world
from tests.overview.builders import words

NAMES = ["Familien Ørn", "Familien Aagaard", "Familien Ærlig", "Familien birk", "Familien Zebra", "Familien Åkande"]


def listed(html):
    """The names in the list, in its order."""
    return re.findall(r'<th role="rowheader" scope="row"><a [^>]+>([^<]+)</a>', html)


def test_only_families_that_i_may_open_are_listed_and_counted(client, mette, solsikke, havørn, enter):
    page = enter(mette).get("/families")
    assert listed(page.text) == ["Familien Solsikke"] and "1 family" in words(page.text)


def test_the_order_is_the_danish_alphabet(app, mette, enter):
    with app.app_context():
        for name in NAMES:
            world.family(name, mette)
    assert listed(enter(mette).get("/families").text) == [
        "Familien birk", "Familien Zebra", "Familien Ærlig", "Familien Ørn", "Familien Aagaard", "Familien Åkande",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ærlig", ["Familien Ærlig"]),
        ("q=ÆRLIG", ["Familien Ærlig"]),
        ("q=FAMILIEN+Ør", ["Familien Ørn"]),
        ("q=%25", []),
        ("q=_", []),
        ("area=Mjølnerparken", ["Familien Ørn"]),
        ("area=Bispeparken&q=ørn", []),
        ("state=closed", ["Familien Lukket"]),
        ("state=all&q=fam", ["Familien Lukket", "Familien Ærlig", "Familien Ørn"]),
        ("state=waiting", ["Familien Ørn"]),
    ],
)
def test_the_address_holds_the_filter(app, mette, enter, query, found):
    with app.app_context():
        world.family("Familien Ærlig", mette)
        late = world.family("Familien Ørn", mette, housing_area="Mjølnerparken")
        world.agreement(late, "Ringe", -1)
        closed = world.family("Familien Lukket", mette, closed_on=world.day(-1))
        world.attach(mette, closed, AttachmentKind.COORDINATOR)
        world.agreement(closed, "Ringe", -1)
    page = enter(mette).get(f"/families?{query}")
    assert page.status_code == 200 and listed(page.text) == found


def test_a_reference_finds_its_family(app, mette, solsikke, enter):
    page = enter(mette).get(f"/families?q={solsikke.reference.lower()}")
    assert listed(page.text) == ["Familien Solsikke"]


@pytest.mark.parametrize("waits", ["agreement", "consent", "follow-up"])
def test_what_needs_an_answer_is_what_the_line_says(app, mette, solsikke, enter, waits):
    with app.app_context():
        waiting = world.family("Familien Venter", mette, enrolled_on=world.day(-80 if waits == "follow-up" else -5))
        if waits == "agreement":
            world.agreement(waiting, "Ringe", -1)
        if waits == "consent":
            world.consent(world.person(waiting, "Amina"), "SOF", "BIF", days_left=3)
    page = enter(mette).get("/families?state=waiting").text
    assert listed(page) == ["Familien Venter"]
    sign = {"agreement": "1 agreement overdue", "consent": "Consent until", "follow-up": "Follow-up overdue"}
    assert sign[waits] in words(page)


def test_consents_that_wait_for_nobody_are_left_out(app, mette, enter):
    with app.app_context():
        family = world.family("Familien Solsikke", mette)
        world.consent(world.person(family, "Amina"), "SOF", "BIF", days_left=31)
        world.consent(world.person(family, "Karim"), "SOF", "BIF", days_left=3, withdrawn_on=world.day(-1))
        world.consent(world.person(family, "Ali", left_on=world.day(-1)), "SOF", "BIF", days_left=3)
    assert listed(enter(mette).get("/families?state=waiting").text) == []


@pytest.mark.parametrize("query", ["area=Nowhere", "state=none", "q=" + "x" * 101, "q=a%00b", "area=&state="])
def test_a_filter_that_cannot_be_read_filters_nothing(mette, solsikke, enter, query):
    page = enter(mette).get(f"/families?{query}")
    assert page.status_code == 200 and listed(page.text) == ["Familien Solsikke"]


def test_a_cpr_number_does_not_stay_on_the_page(mette, solsikke, enter):
    page = enter(mette).get("/families?q=010190-1234").text
    assert "1234" not in page and "Use the search for a CPR number" in page


def test_pages_follow_each_other_without_gap_or_repetition(app, mette, enter, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 4)
    with app.app_context():
        for name in [*NAMES, "Familien Ærlig", "Familien Ærlig"]:
            world.family(name, mette)
    client, url, seen = enter(mette), "/families?q=familien", []
    for _ in range(2):
        page = client.get(url).text
        seen += re.findall(r"HFI-\d{4}-\d+", page[page.index("<tbody") : page.index("</tbody")])
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = following[1].replace("&amp;", "&") if following else ""
    assert not url
    assert len(seen[::2]) == len(set(seen)) == 8


def test_a_page_after_a_family_that_is_not_mine_begins_at_the_beginning(mette, solsikke, havørn, enter):
    for reference in (havørn.reference, "HFI-1999-001", "%00"):
        assert listed(enter(mette).get(f"/families?after={reference}").text) == ["Familien Solsikke"]


def test_a_department_manager_sees_the_families_of_the_own_people(app, mette, jonas, solsikke, havørn, enter):
    with app.app_context():
        lis = world.user("Lis Leder", role=Role.MANAGER)
    assert listed(enter(lis).get("/families").text) == ["Familien Solsikke"]


def test_a_programme_manager_and_a_coordinator_see_theirs(app, solsikke, havørn, enter):
    with app.app_context():
        ole = world.user("Ole Leder", "", role=Role.MANAGER)
        sanne = world.user("Sanne Tovholder", "", role=Role.COORDINATOR)
        world.attach(sanne, havørn, AttachmentKind.COORDINATOR)
    assert listed(enter(ole).get("/families").text) == ["Familien Havørn", "Familien Solsikke"]
    assert listed(enter(sanne).get("/families").text) == ["Familien Havørn"]


def test_the_reading_is_logged_for_what_was_shown(app, mette, solsikke, havørn, enter):
    enter(mette).get("/families")
    enter(mette).get("/families?q=nobody")
    with app.app_context():
        assert world.log_of(mette, "families") == [solsikke.id]


def test_the_number_of_queries_does_not_depend_on_the_families(app, client, mette, enter, queries):
    def count():
        enter(mette)
        with queries:
            client.get("/families?state=all")
        return len(queries)

    with app.app_context():
        world.family("Familien Solsikke", mette)
    few = count()
    with app.app_context():
        for number in range(12):
            world.agreement(world.family(f"Familien {number}", mette), "Ringe", -2)
    assert few == count() <= 9
