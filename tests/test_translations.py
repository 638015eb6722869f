"""The Danish catalogue says everything that the program says, and no template has words that are in no catalogue."""

import re
from pathlib import Path

import pytest
from babel.messages import frontend, pofile
from bs4 import BeautifulSoup, NavigableString
from jinja2 import Environment

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "hfi" / "translations" / "da" / "LC_MESSAGES" / "messages.po"
TEMPLATES = sorted(ROOT.glob("hfi/**/templates/**/*.html"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[a-z]")
BODY_CLASS = re.compile(r"{% block body_class %}\w*{% endblock %}")
SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-label", "aria-description")


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """What stands in code and templates now, as the project's own settings find it."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    asked = ["extract", "-F", str(ROOT / "pyproject.toml"), "-k", "_l", "-k", "lazy_gettext", "-o", str(target)]
    frontend.CommandLineInterface().run(["pybabel", "--quiet", *asked, str(ROOT / "hfi")])
    with target.open("rb") as file:
        return {one.id: one for one in pofile.read_po(file) if one.id}


@pytest.fixture(scope="module")
def danish():
    """What the Danish catalogue has."""
    with CATALOGUE.open("rb") as file:
        return {one.id: one for one in pofile.read_po(file, locale="da") if one.id}


def forms(message):
    """The translated text, or both of them when there is one for many."""
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def test_there_is_something_to_translate(texts):
    assert len(texts) > 300 and "Log in" in texts


def test_nothing_is_missing(texts, danish):
    assert sorted(map(str, set(texts) - set(danish))) == []


def test_nothing_is_left_over(texts, danish):
    assert sorted(map(str, set(danish) - set(texts))) == []


def test_nothing_is_fuzzy_or_empty(danish):
    assert [one.id for one in danish.values() if one.fuzzy or not all(text.strip() for text in forms(one))] == []


def test_what_is_one_or_many_is_so_in_danish(danish):
    assert [one.id for one in danish.values() if one.pluralizable and len(forms(one)) != 2] == []


def test_the_same_values_are_filled_in(danish):
    wrong = []
    for one in danish.values():
        asked = set(PLACEHOLDER.findall(one.id[-1] if one.pluralizable else one.id))
        wrong += [one.id for text in forms(one) if set(PLACEHOLDER.findall(text)) != asked]
    assert wrong == []


def test_spaces_and_ends_are_kept(danish):
    ends = (str.startswith, str.endswith)
    wrong = [
        one.id
        for one in danish.values()
        if not one.pluralizable and any(end(one.id, " ") != end(one.string, " ") for end in ends)
    ]
    assert wrong == []


def own_words(path):
    """Words that the template says by itself, in its text or to a screen reader; every value counts as one letter."""
    source = BODY_CLASS.sub("", path.read_text())
    pieces = {"data": lambda text: text, "variable_begin": lambda _text: "x"}
    tokens = Environment(autoescape=True).lex(source)
    page = BeautifulSoup("".join(pieces[kind](text) for _line, kind, text in tokens if kind in pieces), "html.parser")
    spoken = [tag[name] for tag in page.find_all(True) for name in SPOKEN if tag.has_attr(name)]
    written = [text for text in page.find_all(string=True) if type(text) is NavigableString]
    return [text.strip() for text in [*spoken, *written] if re.search(r"[^\W\d_]{2}", text.replace("xx", ""))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "hfi")))
def test_a_template_has_no_words_of_its_own(path):
    assert own_words(path) == []
