"""Every page and every paper, with hostile text in everything that is stored: it is read there, and nothing else."""

import io

import pypdf
import pytest

from tests.family_page.steps import HTMX
from tests.hostile.places import ENDED, MEETINGS, Place
from tests.hostile.scene import scene
from tests.hostile.walk import EVIL, Walk
from tests.hostile.written import WRITTEN, overwrite, records, text_columns, written_models
from tests.meetings.steps import call_meeting
from tests.page_audit import audit_page
from tests.proof.addresses import addresses
from tests.visitor import parse

BEGINNING = "</textarea></p>\"'><script>"
READERS = ("Sanne", "Mette", "Ole", "Dan", "Ada", "Jonas", "Bo", "Rikke", "Ditte", "Emil", "Hanne")
SILENT = {
    "AuditEntry",
    "AuditHead",
    "AuditSeal",
    "Revision",
    "LoginSession",
    "Draft",
    "Notice",
    "FamilyKey",
    "ServiceKey",
    "StandingConflict",
    "PlanVersion",
    "VersionPaper",
}
"""What the program writes itself, what is sealed as a whole, and what nobody is ever shown."""
MADE = 5
"""The version that follows the last one of the stories' family."""
AFTER = ("versions.answers", "versions.thanks")
NOT_SEEN = {
    "closing.call",
    "closing.reopen",
    "closing.resume",
    "closing.write_letter",
    "intake.enrol",
    "team.hand_over",
    "users.choose_password",
    "access.enter_code",
    "account.set_up_code",
    "account.remove_code",
    "account.end_logins",
}
"""Addresses that lead on, or are about nothing here; the forms among them are walked in `test_forms.py`."""


class Items(dict):
    """The scene's ids, as the list of addresses asks for them."""

    def __missing__(self, key):
        return self["/".join(key).strip("/")]


@pytest.fixture
def stored(app, world, store, visit):
    """Everything overwritten, and a version of the plan made of it; the ids of what addresses are about."""
    ids = Items(scene(app, world, store))
    store.add(*records(world, list(app.extensions["hfi.registry"].by_id)))
    sanne = visit("Sanne")
    ids["another"] = call_meeting(sanne, world)
    overwrite(world, store)
    close = Walk(sanne, Place("meeting_mode.close", "Sanne", f"{MEETINGS}/{{another}}/close", {"revise": "no"}), ids)
    assert close.send(close.data()).status_code == 303
    return ids


@pytest.fixture
def answers(app, visit, stored):
    """What each address that is read says to the first who may read it."""
    visitors = [visit(name) for name in READERS]

    def ask(papers):
        for one in addresses(app, stored):
            if one.method == "GET" and one.url.endswith(".pdf") == papers:
                yield one, first_answer(visitors, one, stored)

    return ask


def first_answer(visitors, one, ids):
    """The first that is a page; a form alone, as htmx asks for it. None when nobody gets one."""
    ways = (HTMX,) if one.url.endswith(("/edit", "/new")) else (None, HTMX)
    found = (visitor.client.get(about(one, ids), headers=way) for way in ways for visitor in visitors)
    return next((answer for answer in found if answer.status_code == 200), None)


def about(one, ids):
    """The address, of the version that was made of the text, and of the meeting that was held."""
    if one.endpoint == "closing.farewell":
        return f"{ENDED}/farewell.pdf"
    if one.endpoint == "versions.compare":
        return f"{one.url}?old=1&new={MADE}"
    url = one.url.replace("/versions/1", f"/versions/{MADE}")
    return url.replace(str(ids["meeting"]), str(ids["held"])) if one.endpoint in AFTER else url


def test_every_page_shows_it_as_letters(answers):
    missing, shown = set(), set()
    for one, answer in answers(papers=False):
        if answer is None:
            missing.add(one.endpoint)
            continue
        page = parse(answer.text)
        assert not page.select(EVIL) and len(page.select("#status")) <= 1, one.url
        if page.select_one("html"):
            # The braces that were written are no template.
            audit_page(answer.text.replace("{{", ""))
        if BEGINNING in page.get_text():
            shown.add(one.endpoint)
    assert missing <= NOT_SEEN, missing - NOT_SEEN
    assert shown >= {
        "overview.show", "overview.families", "overview.consents", "overview.grounds", "family_page.show", "team.show",
        "team.show_family", "team.away", "conflicts.of_family", "emergency.queue", "emergency.review", "naming.show",
        "access_log.show", "access_log.check", "users.show", "users.show_user", "users.waiting", "printing.choose",
    }  # fmt: skip


def test_every_paper_shows_it_as_letters_and_carries_nothing_else(answers):
    for one, answer in answers(papers=True):
        assert answer is not None and answer.mimetype == "application/pdf", one.url
        paper = pypdf.PdfReader(io.BytesIO(answer.data))
        assert not paper.attachments and "/AF" not in paper.root_object, one.url
        assert not [note for page in paper.pages for note in page.annotations or () if "/URI" in str(note.get_object())]
        text = "".join("".join(page.extract_text().split()) for page in paper.pages)
        assert one.endpoint not in ("printing.plan", "printing.consent") or BEGINNING.replace(" ", "") in text, one.url


def test_every_column_that_somebody_writes_is_overwritten():
    models = {one for one in written_models() if one.__name__ not in SILENT}
    assert {one.__name__: left for one in models if (left := text_columns(one) - set(WRITTEN.get(one, ())))} == {}
