"""What no page may have: invalid HTML, two things with one id, a box without a label, a dead control, inline code."""

import re

import html5lib
from bs4 import BeautifulSoup

INLINE = re.compile(r"\bon[a-z]+=|javascript:|style=|hx-on", re.I)


UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
passed: set[int] = set()


def audit_page(html: str) -> None:
    """Fail with a sentence that says what is wrong; a page that only differs in its ids is looked at once."""
    known = hash(without_chance(html))
    if known not in passed:
        audit(html)
        passed.add(known)


def without_chance(html: str) -> str:
    """The page with tokens left out, and random ids numbered in the order in which they come."""
    numbers: dict[str, str] = {}
    return UUID.sub(lambda found: numbers.setdefault(found[0], str(len(numbers))), TOKEN.sub("", html))


def audit(html: str) -> None:
    """Look at the whole page."""
    html5lib.HTMLParser(strict=True).parse(html)
    page = BeautifulSoup(html, "html.parser")
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({one for one in ids if ids.count(one) > 1})}"
    assert len(page.select("h1")) == 1, "a page has one h1"
    assert page.select_one("html[lang]"), "the page has no language"
    audit_controls(page)
    audit_inline(page)


def audit_controls(page: BeautifulSoup) -> None:
    """Every box has a label, every link inside the page a goal, every htmx control works without htmx."""
    ids = {one["id"] for one in page.select("[id]")}
    labelled = {one["for"] for one in page.select("label[for]")}
    for box in page.select("input:not([type=hidden]), select, textarea"):
        named = box.get("id") in labelled or box.find_parent("label") or box.get("aria-label")
        assert named, f"a box without a label: {box}"
    for form in page.select("form"):
        assert form.get("action"), f"a form without an action: {str(form)[:200]}"
    for link in page.select("a[href^='#']"):
        assert link["href"][1:] in ids, f"a link to nowhere: {link}"
    # What listens to another element is no control: without htmx the whole page comes anew anyway.
    for one in page.select("[hx-get]:not([hx-trigger*='from:']), [hx-post]"):
        assert one.get("href") or one.get("action"), f"an htmx control that is dead without htmx: {one}"
    for described in page.select("[aria-describedby], [aria-labelledby]"):
        for name in f"{described.get('aria-describedby', '')} {described.get('aria-labelledby', '')}".split():
            assert name in ids, f"described by nothing: {name}"


def audit_inline(page: BeautifulSoup) -> None:
    """No code and no style in the page: the content security policy would stop it anyway."""
    for tag in page.find_all(True):
        for name in tag.attrs:
            assert not INLINE.match(f"{name}="), f"inline code: {name} in {tag.name}"
    assert not [one for one in page.select("script") if not one.get("src")], "an inline script"
    assert not page.select("style"), "an inline style"
    assert "{{" not in page.get_text() and "{%" not in page.get_text(), "a template is not rendered"
