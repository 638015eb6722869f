"""Filling in any form of the site with anything, as a browser would, and reading what came of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bs4 import Tag
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.family_page.steps import HTMX
from tests.hostile.places import Place
from tests.page_audit import audit_page
from tests.visitor import Visitor, form_data, parse

NOT_TYPED = ("hidden", "checkbox", "radio", "submit")
EVIL = "script:not([src]), img, .kanarie, [onerror], [onload], [hx-trigger=load], [hx-get='/evil'], [hx-post='/logout']"
"""What would be there if a hostile text became part of a page."""
Shape = list[tuple[str, ...]]


def shape(page: Tag) -> Shape:
    """The page's elements and their attributes' names, without any text: markup that was typed would add to them."""
    return [(one.name, *sorted(one.attrs)) for one in page.find_all(True)]


class Walk:
    """One form, opened by somebody who may fill it in."""

    def __init__(self, visitor: Visitor, place: Place, ids: Mapping[str, Any]) -> None:
        self.visitor, self.place = visitor, place
        self.url = place.url.format_map(ids)
        self.shown = [one.format_map(ids) for one in place.shown]
        self.chosen = {name.format_map(ids): filled(value, ids) for name, value in place.chosen.items()}
        self.page = (place.page or place.url).format_map(ids)
        # A form on the meeting's screen answers htmx with what is wrong alone; a browser gets it again.
        self.headers = None if "/meetings/" in self.url else HTMX
        self.form = self.find(self.visitor.client.get(self.page, headers=HTMX))

    def find(self, answer: TestResponse) -> Tag:
        """The form in an answer: of those that are sent to the address the one in which most is typed."""
        found = [one for one in parse(answer.text).select("form") if self.is_sent_here(one)]
        assert found, (self.place.endpoint, answer.status_code, answer.text[:300])
        return max(reversed(found), key=lambda one: len(boxes(one)))

    def is_sent_here(self, form: Tag) -> bool:
        """Whether it is posted to the address."""
        return form.get("method") == "post" and str(form.get("action") or self.url).partition("?")[0] == self.url

    def reopen(self) -> "Walk":
        """The form as it is stored now."""
        self.form = self.find(self.visitor.client.get(self.page, headers=HTMX))
        return self

    def names(self) -> list[str]:
        """The boxes into which something is typed."""
        return boxes(self.form)

    def data(self, text: str | None = None, **more: Any) -> MultiDict[str, Any]:
        """What the browser would send, with this text in every box."""
        values = form_data(self.form) | self.chosen
        if text is not None:
            values |= {name: typed(values.get(name, ""), text) for name in self.names()}
        return MultiDict({**values, **more})

    def send(self, data: Any, **more: Any) -> TestResponse:
        """Send it; whatever was sent, the program does not break."""
        options = {"headers": self.headers, **more}
        answer = self.visitor.client.post(str(self.form.get("action") or self.url), data=data, **options)
        assert answer.status_code < 500, (self.place.endpoint, answer.status_code)
        return answer

    def refuse(self, text: str) -> Tag:
        """Send the text in every box; the form that comes back with messages."""
        answer = self.send(self.data(text))
        assert answer.status_code == 422, (self.place.endpoint, text[:20], answer.status_code)
        return self.find(answer)

    def store(self, candidates: Callable[[int], list[str]]) -> dict[str, str]:
        """Save the form with the first text in each box that it takes; which text that was, where it is one of ours."""
        before = form_data(self.form) | self.chosen
        free = [name for name in self.names() if not isinstance(before.get(name), list)]
        waiting = {name: [*candidates(n), before.get(name, "")] for n, name in enumerate(free)}
        for _round in range(5):
            answer = self.send(self.data(**{name: texts[0] for name, texts in waiting.items()}), headers=None)
            if answer.status_code != 422:
                break
            for name in refused(self.find(answer)):
                assert len(waiting[name]) > 1, (self.place.endpoint, name, message(self.find(answer), name))
                waiting[name].pop(0)
        assert answer.status_code in (200, 303), (self.place.endpoint, answer.status_code, words(answer))
        return {name: texts[0] for name, texts in waiting.items() if len(texts) > 1}

    def pages(self) -> Iterator[Tag]:
        """The pages that show what was stored."""
        for url in self.shown:
            answer = self.visitor.client.get(url)
            assert answer.status_code == 200, (url, answer.status_code)
            # The typed braces are no template.
            audit_page(answer.text.replace("{{", ""))
            yield parse(answer.text)


def typed(held: Any, text: str) -> Any:
    """The text in a box; in every box but the first of those that share a name, which says what they are about."""
    return [held[0], *[text] * (len(held) - 1)] if isinstance(held, list) else text


def filled(value: Any, ids: Mapping[str, Any]) -> Any:
    """The value with the scene's ids."""
    return [one.format_map(ids) for one in value] if isinstance(value, list) else value.format_map(ids)


def boxes(form: Tag) -> list[str]:
    """The names of the boxes into which something is typed."""
    typed = [one for one in form.select("input[name], textarea[name]") if one.get("type") not in NOT_TYPED]
    return list(dict.fromkeys(str(one["name"]) for one in typed))


def refused(form: Tag) -> list[str]:
    """The boxes that have a message."""
    return [name for name in boxes(form) if message(form, name)]


def message(form: Tag, name: str) -> str:
    """The message at the box."""
    box = form.select_one(f'[name="{name}"]:not([type=hidden])')
    assert box is not None, name
    tied = box if box.has_attr("aria-describedby") else box.find_parent(attrs={"aria-describedby": True})
    ids = str(tied["aria-describedby"]).split() if tied else []
    found = [form.select_one(f'[id="{one}"]') for one in ids if one.endswith("-error")]
    return " ".join(one.get_text(" ", strip=True) for one in found if one)


def words(answer: TestResponse) -> list[str]:
    """The messages of a refused form, for a failing test."""
    return [one.get_text(" ", strip=True) for one in parse(answer.text).select(".form-error-message, .alert")]
