"""A word of its own in every text of two families: it appears to nobody to whom `decide()` does not show it."""

import io
from io import StringIO

import pytest
import sqlalchemy as sa
import structlog
from flask import Response
from pypdf import PdfWriter

from hfi.access.models import BreakGlass
from hfi.access.roles import Role
from hfi.access.terms import Action, Decision, Level, Why
from hfi.columns import SealedText
from hfi.extensions import db, system_session
from hfi.family_page import rights
from hfi.printing.document import pdf
from tests.proof.canaries import words, words_in
from tests.proof.field import plant_field
from tests.proof.sight import sheets
from tests.proof.states import STATES
from tests.proof.test_matrix import outcome
from tests.store import ON_POSTGRES
from tests.visitor import form_data, parse
from tests.world import PASSWORD, PERSONAS
from tests.young.family import give_pages

HTMX = {"HX-Request": "true"}
INSIDE = (Role.PROFESSIONAL, Role.COORDINATOR, Role.MANAGER)
AT_WORK = [name for name, (role, _, _) in PERSONAS.items() if role in INSIDE]
WITH_ALL = ("stranger", "glass broken")
"""States in which those are asked as well whom no state brings nearer to a family."""
SHARE = 6 if ON_POSTGRES else 3
"""One page of so many is asked for; whose turn it is changes with who asks, and in which state: each page is asked for
in four states of the twelve on SQLite, and in two on PostgreSQL."""
WHOLE = 4
"""And of those one of so many also without htmx."""


@pytest.fixture(autouse=True)
def log(caplog):
    """The program's own log, as it runs for users: it says nothing of anybody."""
    kept, stream = structlog.get_config(), StringIO()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(0), logger_factory=structlog.PrintLoggerFactory(stream)
    )
    yield stream
    structlog.configure(**kept)
    assert list(words(stream.getvalue() + caplog.text)) == []


@pytest.fixture
def planted(app, world, visit, monkeypatch):
    """The families, with young people's own pages, and everybody logged in; nobody needs a token."""
    give_pages(app, monkeypatch)
    field = plant_field(app, world)
    break_glass(field, visit("Vera"))
    field.clients = {name: visit(name).client for name in PERSONAS}
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return field


def break_glass(field, vera):
    """Vera opens both families, and says why."""
    for home in field.homes:
        reason = "Vagt i aften: " + field.aviary.word(f"{home.key} emergency", home.family, duty=Action.READ_LOG)
        typed = {"family": home.reference, "category": "duty", "reason": reason, "password": PASSWORD}
        vera.open("/emergency").submit(vera.find("main form"), status=303, fields=typed)
        with system_session() as session:
            opened = sa.select(BreakGlass.id).where(BreakGlass.family_id == home.family)
            field.items[home.key]["", "review"] = [session.scalars(opened).one()]


def look(field, name, urls, sights, every=1):
    """What this one is shown though they may not, and where htmx is let in and another is not."""
    wrong = []
    for place, url in enumerate(urls):
        part = field.clients[name].get(url, headers=HTMX)
        wrong += [(name, url, where) for where in field.leaks(part, sights)]
        if place % every == 0:
            whole = field.clients[name].get(url)
            wrong += [(name, url, where, "whole") for where in field.leaks(whole, sights)]
            if outcome(whole) != outcome(part):
                wrong.append((name, url, outcome(whole), outcome(part)))
    return wrong


def identities(field, name, home, sights):
    """The same where who somebody is is shown after a click."""
    wrong = []
    for person in home.people.values():
        url = f"/families/{home.reference}/people/{person}/identity"
        wrong += [(name, url, one) for one in field.leaks(field.clients[name].post(url, headers=HTMX), sights, person)]
    return wrong


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_shown_what_the_rule_does_not_show_them(planted, state):
    wrong, number = [], list(STATES).index(state)
    for turn, name in enumerate(PERSONAS if state in WITH_ALL else AT_WORK):
        home, other = planted.homes if (turn + number) % 2 else reversed(planted.homes)
        with planted.standing(name, home, state) as sights:
            pages = planted.pages(home, turn + number)
            wrong += look(planted, name, pages[(turn + number) % SHARE :: SHARE], sights, every=WHOLE)
            wrong += look(planted, name, [f"/families/{one.reference}" for one in (home, other)], sights)
            wrong += identities(planted, name, home, sights)
    assert wrong == []


@pytest.mark.parametrize("place", [0, 1], ids=["solsikke", "birkelov"])
def test_every_word_is_shown_to_somebody_who_may_read_it(planted, place):
    home = planted.homes[place]
    for name in [*AT_WORK, "Dan"]:
        sights = planted.sights(name)
        urls = dict.fromkeys(url for turn in range(turns(home, name)) for url in planted.pages(home, turn))
        assert look(planted, name, list(urls), sights, every=len(urls)) == []
        assert identities(planted, name, home, sights) == []
    assert [one.where for one in unseen(planted) if one.family == home.family] == []


def turns(home, name):
    """How many rows of a kind somebody is to ask for: a department's own people all forms of its measures."""
    return 2 * len(home.people) if PERSONAS[name][1] and name in home.team else 1


def unseen(field):
    """Words that somebody may read, and that nobody was shown."""
    sights = [field.sights(name) for name in PERSONAS]
    missing = [one for word, one in field.aviary.canaries.items() if word not in field.seen]
    return [one for one in missing if any(readable(all_[one.family], one) for all_ in sights)]


def readable(sight, one):
    """Whether somebody may read it anywhere."""
    return any(sight.reads(one, asked) for asked in (None, *one.leads_to, *one.people))


PAPER_STATES = ("team", "protected", "consent withdrawn")


class Draft:
    """A document that is not laid out: its HTML, which holds whatever the paper could."""

    pages = 1

    def __init__(self, html):
        self.html = html

    def pdf(self):
        """What would be laid out."""
        return self.html.encode()


@pytest.mark.parametrize("state", PAPER_STATES)
def test_nothing_gets_on_a_paper_that_is_not_for_its_reader(planted, monkeypatch, state):
    for module in ("document", "paper"):
        monkeypatch.setattr(f"hfi.printing.{module}.lay_out", Draft)
    wrong = []
    for turn, name in enumerate(AT_WORK):
        home = planted.homes[turn % 2]
        with planted.standing(name, home, state) as sights:
            for url, sheet in papers(home):
                answer = planted.clients[name].get(url)
                wrong += [(name, url, where) for where in planted.leaks(answer, sights, sheet=sheet)]
    assert wrong == []
    assert planted.seen


def papers(home):
    """The addresses of a family's papers, and whom each is for."""
    url = f"/families/{home.reference}"
    yield from ((f"{url}/plan.pdf?for={one.wanted}", one) for one in sheets(home))
    for one in sheets(home)[:2]:
        yield f"{url}/consent.pdf?for={one.person or ''}", one
    yield f"{url}/log.pdf", sheets(home)[0]


@pytest.mark.parametrize(("name", "key", "wanted"), [("Mette", 0, 0), ("Bo", 1, 1), ("Sanne", 0, -1)])
def test_the_laid_out_paper_says_no_more(planted, name, key, wanted):
    home, sights = planted.homes[key], planted.sights(name)
    sheet = sheets(home)[wanted]
    answer = planted.clients[name].get(f"/families/{home.reference}/plan.pdf?for={sheet.wanted}")
    assert answer.data.startswith(b"%PDF") and planted.leaks(answer, sights, sheet=sheet) == []
    assert len(planted.seen) > 10


@pytest.mark.parametrize("url", ["/families/HFI-2026-014/log.pdf", "/caseload.pdf"])
def test_what_is_printed_of_logs_and_figures_holds_none(planted, url):
    answer = planted.clients["Ole"].get(url)
    assert answer.data.startswith(b"%PDF") and words_in(answer) == set()


def test_a_search_says_no_more_than_that_somebody_asked(planted):
    wrong = []
    for name in AT_WORK:
        sights = planted.sights(name)
        for one in looked_for(planted):
            said, blank = (planted.clients[name].post("/search", data={"q": q}) for q in (one.word, unplanted(one)))
            wrong += [(name, where) for where in planted.leaks(said, sights) if where != one.where]
            if not sights[one.family].may(Action.READ, Level.PLAN):
                wrong += [(name, one.where)] * (quiet(said, one.word) != quiet(blank, unplanted(one)))
    assert wrong == []


def looked_for(field):
    """A word of each kind, and of each family a name and a CPR number."""
    ends = ("name", "cpr", "assessment", "note of SOF", "phone", "dream", "measure title")
    found = {
        (one.family, end): one for one in field.aviary.canaries.values() for end in ends if one.where.endswith(end)
    }
    return found.values()


def unplanted(one):
    """A word like it that stands nowhere."""
    return "kanarie99999" if one.word.startswith("kanarie") else "0101575999"


def quiet(response, word):
    """The answer without what was asked for."""
    return response.text.replace(word, "")


def test_a_form_that_comes_back_says_no_more(planted):
    wrong, statuses = [], []
    for name, home in (("Mette", planted.homes[0]), ("Sanne", planted.homes[0]), ("Dorthe", planted.homes[1])):
        sights = planted.sights(name)
        for url in planted.pages(home):
            if url.endswith(("/edit", "/new")):
                for answer in sent_back(planted.clients[name], url):
                    statuses.append(answer.status_code)
                    wrong += [(name, url, where) for where in planted.leaks(answer, sights)]
    assert wrong == []
    assert {409, 422} <= set(statuses)


def sent_back(client, url):
    """What comes of a form that somebody else has saved since, and of an empty one."""
    form = parse(client.get(url, headers=HTMX).text).select_one("form")
    stale = form_data(form) | {"version": "0"} if form else {}
    return [client.post(url, data=data, headers=HTMX) for data in (stale, {})]


@pytest.mark.parametrize("place", ["body", "header", "cookie"])
def test_the_search_finds_a_word_wherever_it_hides(place):
    answer = Response("<p>kanarie00007</p>" if place == "body" else "")
    if place == "header":
        answer.headers["X-Note"] = "kanarie00007"
    if place == "cookie":
        answer.set_cookie("note", "kanarie00007")
    assert words_in(answer) == {"kanarie00007"}


@pytest.mark.parametrize("place", ["page", "title", "attachment"])
def test_it_finds_it_in_a_pdf(place):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if place == "page":
        writer = PdfWriter(clone_from=io.BytesIO(pdf("<html lang=da><p>kana<wbr>-rie00007")))
    if place == "title":
        writer.add_metadata({"/Title": "kanarie00007"})
    if place == "attachment":
        writer.add_attachment("note.txt", b"kanarie00007")
    written = io.BytesIO()
    writer.write(written)
    assert words_in(Response(written.getvalue(), mimetype="application/pdf")) == {"kanarie00007"}


def test_a_leak_is_found(planted, monkeypatch):
    """If the rule were asked and not listened to, every word of the closed sections would be named."""
    monkeypatch.setattr(rights, "content_decision", lambda *_args, **_more: Decision(True, Why.SHARED))
    home = planted.homes[0]
    wrong = look(planted, "Emil", [f"/families/{home.reference}"], planted.sights("Emil"))
    assert any("health/health" in where for _name, _url, where, *_rest in wrong)


def test_what_is_sealed_stands_nowhere_in_the_database(planted):
    sealed = {word for word, one in planted.aviary.canaries.items() if one.level is not Level.PLAN and not one.duty}
    with db.engine.connect() as connection:
        rows = [str(row) for table in db.metadata.sorted_tables for row in connection.execute(raw(table))]
    assert {word for row in rows for word in words(row)} & sealed == set()


def raw(table):
    """The table's rows as the database holds them."""
    return sa.select(*(sa.type_coerce(one, sa.LargeBinary) if is_sealed(one) else one for one in table.columns))


def is_sealed(column):
    """Whether the column's text is encrypted."""
    return isinstance(column.type, SealedText)
