"""What no page may have: invalid HTML, two things with one id, a box without a label, a dead control, inline code."""

import re
from collections import Counter
from collections.abc import Callable, Container

import html5lib
from bs4 import BeautifulSoup, Tag

from tests.store import ON_POSTGRES

INLINE = re.compile(r"\bon[a-z]+=|javascript:|style=|hx-on", re.I)
UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
WORDS = re.compile(r">[^<&]+")
TEMPLATE = re.compile(r"{{|{%")
BOXES = ("input", "select", "textarea")
passed: set[int] = set()


def audit_page(html: str, page: Callable[[], BeautifulSoup] | None = None) -> None:
    """Fail with a sentence that says what is wrong on the page; pages that differ in words alone count as one.

    The same pages come from both databases: they are looked at on SQLite.
    """
    known = hash(skeleton(html))
    if not ON_POSTGRES and (known not in passed or TEMPLATE.search(html)):
        audit(html, page() if page else BeautifulSoup(html, "html.parser"))
        passed.add(known)


def skeleton(html: str) -> str:
    """The page's markup without plain words and tokens, and random ids numbered in the order in which they come."""
    numbers: dict[str, str] = {}
    bare = WORDS.sub(">", TOKEN.sub("", html))
    return UUID.sub(lambda found: numbers.setdefault(found[0], str(len(numbers))), bare)


def audit(html: str, page: BeautifulSoup) -> None:
    """Look at the whole page."""
    html5lib.HTMLParser(strict=True).parse(html)
    tags = page.find_all(True)
    ids = Counter(str(one["id"]) for one in tags if one.has_attr("id"))
    assert not [one for one, times in ids.items() if times > 1], f"ids twice: {ids.most_common(3)}"
    assert [one.name for one in tags].count("h1") == 1, "a page has one h1"
    assert tags[0].get("lang"), "the page has no language"
    labelled = {one["for"] for one in tags if one.name == "label" and one.has_attr("for")}
    for one in tags:
        audit_box(one, labelled)
        audit_goals(one, ids)
        audit_inline(one)
        if one.has_attr("hx-get") or one.has_attr("hx-post"):
            audit_control(one)
        assert one.name != "form" or one.get("action"), f"a form without an action: {str(one)[:200]}"
    assert not TEMPLATE.search(page.get_text()), "a template is not rendered"


def audit_box(tag: Tag, labelled: set[str]) -> None:
    """Every box has a label."""
    if tag.name in BOXES and tag.get("type") != "hidden":
        named = tag.get("id") in labelled or tag.find_parent("label") or tag.get("aria-label")
        assert named, f"a box without a label: {tag}"


def audit_goals(tag: Tag, ids: Container[str]) -> None:
    """Every link inside the page, and every name or description by reference, leads to something."""
    if tag.name == "a" and str(tag.get("href", "")).startswith("#"):
        assert tag["href"][1:] in ids, f"a link to nowhere: {tag}"
    for name in f"{tag.attrs.get('aria-describedby', '')} {tag.attrs.get('aria-labelledby', '')}".split():
        assert name in ids, f"described by nothing: {name}"


def audit_control(tag: Tag) -> None:
    """Every htmx control works without htmx."""
    # What listens to another element is no control: without htmx the whole page comes anew anyway.
    form = tag.find_parent("form")
    serves = not tag.has_attr("hx-post") or (form is not None and form.get("action") == tag["hx-post"])
    listens = "from:" in str(tag.get("hx-trigger", "")) and serves
    sends = tag.name == "button" and tag.get("type") == "submit" and tag.has_attr("hx-post") and serves
    if not listens and not sends:
        assert tag.get("href") or tag.get("action"), f"an htmx control that is dead without htmx: {tag}"


def audit_inline(tag: Tag) -> None:
    """No code and no style in the page: the content security policy would stop it anyway."""
    for name in tag.attrs:
        assert not INLINE.match(f"{name}="), f"inline code: {name} in {tag.name}"
    assert tag.name != "style" and (tag.name != "script" or tag.get("src")), f"inline: {tag}"
