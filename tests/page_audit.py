"""What no page may have: invalid HTML, two things with one id, a box without a label, a dead control, inline code."""

import re
from collections import Counter
from collections.abc import Container

import html5lib
from bs4 import BeautifulSoup, Tag

INLINE = re.compile(r"\bon[a-z]+=|javascript:|style=|hx-on", re.I)
UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
BOXES = ("input", "select", "textarea")
passed: set[int] = set()


def audit_page(html: str, page: BeautifulSoup | None = None) -> None:
    """Fail with a sentence that says what is wrong on the page; pages that differ in random ids alone count as one."""
    known = hash(without_chance(html))
    if known not in passed:
        audit(html, BeautifulSoup(html, "html.parser") if page is None else page)
        passed.add(known)


def without_chance(html: str) -> str:
    """The page with tokens left out, and random ids numbered in the order in which they come."""
    numbers: dict[str, str] = {}
    return UUID.sub(lambda found: numbers.setdefault(found[0], str(len(numbers))), TOKEN.sub("", html))


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
        audit_control(one)
        audit_inline(one)
    assert "{{" not in page.get_text() and "{%" not in page.get_text(), "a template is not rendered"


def audit_box(tag: Tag, labelled: set[str]) -> None:
    """Every box has a label."""
    if tag.name in BOXES and tag.get("type") != "hidden":
        named = tag.get("id") in labelled or tag.find_parent("label") or tag.get("aria-label")
        assert named, f"a box without a label: {tag}"


def audit_goals(tag: Tag, ids: Container[str]) -> None:
    """Every link inside the page, and every name or description by reference, leads to something."""
    if tag.name == "a" and str(tag.get("href", "")).startswith("#"):
        assert tag["href"][1:] in ids, f"a link to nowhere: {tag}"
    for name in f"{tag.get('aria-describedby', '')} {tag.get('aria-labelledby', '')}".split():
        assert name in ids, f"described by nothing: {name}"


def audit_control(tag: Tag) -> None:
    """Every form has an address, and every htmx control works without htmx."""
    assert tag.name != "form" or tag.get("action"), f"a form without an action: {str(tag)[:200]}"
    # What listens to another element is no control: without htmx the whole page comes anew anyway.
    form = tag.find_parent("form")
    serves = not tag.has_attr("hx-post") or (form is not None and form.get("action") == tag["hx-post"])
    listens = "from:" in str(tag.get("hx-trigger", "")) and serves
    sends = tag.name == "button" and tag.get("type") == "submit" and tag.has_attr("hx-post") and serves
    if (tag.has_attr("hx-get") or tag.has_attr("hx-post")) and not listens and not sends:
        assert tag.get("href") or tag.get("action"), f"an htmx control that is dead without htmx: {tag}"


def audit_inline(tag: Tag) -> None:
    """No code and no style in the page: the content security policy would stop it anyway."""
    for name in tag.attrs:
        assert not INLINE.match(f"{name}="), f"inline code: {name} in {tag.name}"
    assert tag.name != "style" and (tag.name != "script" or tag.get("src")), f"inline: {tag}"
