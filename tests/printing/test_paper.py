"""The plan as a PDF: pages, words, accessibility, for ordinary and for odd households."""

import io
from dataclasses import replace

import page as validator
import pypdf
import pytest
from flask_babel import force_locale

from hfi.families.models import PersonKind
from hfi.family_page.views import Story
from hfi.printing.paper import plan_pdf
from hfi.printing.plan import printed_plan
from hfi.texts import _
from tests.printing import sample
from tests.printing.sample import PAGE, agreement, member, spot
from tests.printing.test_plan import PROGRAMME, allowed

pytestmark = pytest.mark.pure

LONG = ("Vi vil gerne have mere ro i hverdagen, så vi kan spise sammen uden at blive vrede på hinanden. " * 12)[:1000]
NAMES = ("Fatima", "Abdirahman", "Muhammad-Ali", "Zahra", "Ibrahim", "Ayaan", "Khadija", "Yasin", "Maryam", "Bilal")
TEN = tuple(
    member(f"{name} Eksempelsen", PersonKind.CHILD if place > 1 else PersonKind.ADULT, 40 - 4 * place)
    for place, name in enumerate(NAMES)
)
BUSY = tuple(
    (day, spot(day, f"{8 + place:02}:15", f"{9 + place:02}:00", "Svømmeundervisning", (name,), "leisure", "Hallen"))
    for day in range(6)
    for place, name in enumerate(NAMES)
    if (day + place) % 2
)
WHOLE = tuple(
    replace(
        one,
        preferred_future="Vi spiser morgenmad sammen, og alle kommer ud ad døren til tiden uden at råbe.",
        signs=(
            "Tasker og tøj ligger klar om aftenen",
            "Yusuf står selv op",
            "Vi siger godmorgen, før vi siger skynd dig",
        ),
    )
    for one in PAGE.goals
)
HOUSEHOLDS = {
    "ordinary": (PAGE, 5),
    "goals with all their words": (replace(PAGE, goals=WHOLE), 6),
    "ten people": (replace(PAGE, head=replace(PAGE.head, members=TEN), week=sample.week(BUSY)), 6),
    "alone": (replace(PAGE, head=replace(PAGE.head, members=TEN[:1], contacts=PAGE.head.contacts[:1])), 5),
    "nothing yet": (
        replace(
            PAGE,
            head=replace(PAGE.head, members=(), contacts=(), coordinator=None, next_meeting=None, last_meeting=None),
            goals=(),
            story=Story("", "", (), (), None, False),
            week=sample.week(()),
            sections=(),
            agreements=(),
        ),
        4,
    ),
    "long texts": (
        replace(
            PAGE,
            story=Story(LONG, "", (), (), None, False),
            goals=tuple(
                replace(one, words=LONG, next_step=LONG[:300], title=LONG[:80], preferred_future=LONG, signs=(LONG,))
                for one in PAGE.goals
            ),
            agreements=tuple(agreement(f"{n} {LONG[:400]}", "Amina", rhythm=LONG[:80]) for n in range(12)),
        ),
        15,
    ),
    "one endless word": (
        replace(
            PAGE,
            goals=(
                replace(
                    PAGE.goals[0], words="x" * 1000, next_step="y" * 300, preferred_future="z" * 500, signs=("æ" * 500,)
                ),
            ),
        ),
        7,
    ),
}


@pytest.fixture(scope="module")
def papers(app):
    """Every household's PDF, made once."""
    with app.test_request_context(), force_locale("da"):
        return {
            name: plan_pdf(printed_plan(page, allowed(page), PROGRAMME, sample.TODAY))
            for name, (page, _most) in HOUSEHOLDS.items()
        }


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_every_paper_passes_pdf_ua(papers, name):
    report = validator.validate_pdf_bytes(papers[name], profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.rules.failed == 0


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_plan_is_no_longer_than_it_has_to_be(papers, name):
    assert len(pypdf.PdfReader(io.BytesIO(papers[name])).pages) <= HOUSEHOLDS[name][1]


@pytest.mark.parametrize(("name", "sheets"), [("ordinary", 1), ("alone", 1), ("ten people", 2), ("nothing yet", 0)])
def test_each_week_sheet_stays_on_one_landscape_page(papers, name, sheets):
    pages = pypdf.PdfReader(io.BytesIO(papers[name])).pages
    assert sum(page.mediabox.width > page.mediabox.height for page in pages) == sheets


def test_the_paper_says_what_it_is_and_every_page_whom_to_call(papers):
    reader = pypdf.PdfReader(io.BytesIO(papers["ordinary"]))
    assert reader.metadata.title.endswith("Familien Solsikke")
    assert reader.metadata.author == "Københavns Kommune"
    for page in reader.pages:
        text = page.extract_text().replace("\u00a0", " ")
        assert "00 11 22 33" in text and "00 44 55 66" in text and "Familien Solsikke" in text


def test_goals_carry_all_that_was_said_of_them(papers):
    reader = pypdf.PdfReader(io.BytesIO(papers["goals with all their words"]))
    everything = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for one in WHOLE:
        for text in (one.title, one.words, one.whose, one.preferred_future, *one.signs, one.next_step):
            assert text in everything, text


def test_every_page_of_a_working_copy_says_so_and_on_which_edition_it_builds(app, papers):
    with app.test_request_context(), force_locale("da"):
        words = _("Working copy, builds on edition %(number)d", number=4)
        plan = replace(printed_plan(PAGE, allowed(PAGE), PROGRAMME, sample.TODAY), edition=5, builds_on=None)
        handed_over = plan_pdf(plan)
    for page in pypdf.PdfReader(io.BytesIO(papers["ordinary"])).pages:
        assert words in page.extract_text()
    assert all(words not in page.extract_text() for page in pypdf.PdfReader(io.BytesIO(handed_over)).pages)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_no_secret_of_the_family_is_anywhere_in_the_file(papers, name):
    reader = pypdf.PdfReader(io.BytesIO(papers[name]))
    assert not reader.attachments
    everything = str(reader.metadata) + " ".join(page.extract_text().replace("\u00a0", " ") for page in reader.pages)
    for secret in ("010190", "Prøvevej 12", "00 12 34 56", "Hemmeligt", "angst", "Mormor"):
        assert secret not in everything, secret
