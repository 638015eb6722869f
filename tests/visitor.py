"""A person at a browser: opens pages, clicks, fills in forms, with htmx or without, and looks at what comes back."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hfi.forgery import sign
from tests.page_audit import audit_page
from tests.world import World


def parse(html: str) -> BeautifulSoup:
    """The HTML as a tree."""
    return BeautifulSoup(html, "html.parser")


class Visitor:
    """One logged-in person, and what their browser shows now."""

    def __init__(self, client: FlaskClient, world: World) -> None:
        self.client = client
        self.world = world
        self.response: TestResponse | None = None
        self.html = ""

    @cached_property
    def page(self) -> BeautifulSoup:
        """What the browser shows, as a tree; many stories only look for a word, and need none."""
        return parse(self.html)

    def log_in(self, email: str, password: str) -> Visitor:
        """Through the login page, like everybody."""
        self.open("/login")
        self.submit(self.find("form"), email=email, password=password)
        assert self.response is not None and self.response.status_code == 303, self.text()
        return self

    def open(self, url: str, status: int = 200) -> Visitor:
        """Open an address as a whole page."""
        self.response = self.client.get(urldefrag(url)[0])
        assert self.response.status_code == status, (url, self.response.status_code, self.response.text[:600])
        self.show()
        return self

    def show(self) -> None:
        """Take the answer as the page, and look for what no page may have."""
        assert self.response is not None
        if self.response.mimetype == "text/html":
            self.html = self.response.text
            self.__dict__.pop("page", None)
            if self.response.status_code not in (301, 302, 303):
                audit_page(self.html, lambda: self.page)

    def find(self, selector: str) -> Tag:
        """The one element that the selector names."""
        found = self.page.select_one(selector)
        assert found is not None, f"nothing on the page is {selector}"
        return found

    def text(self, selector: str = "body") -> str:
        """The words of an element, with single spaces."""
        found = self.page.select_one(selector)
        return " ".join(found.get_text(" ").split()) if found else ""

    def submit(
        self, form: Tag, status: int | None = None, fields: Mapping[str, Any] | None = None, **values: Any
    ) -> Visitor:
        """Fill the form and send it without htmx. `fields` are for names that cannot be keywords here."""
        data = form_data(form) | typed({**(fields or {}), **values})
        self.response = self.client.post(form_action(form, self), data=data)
        if status is not None:
            assert self.response.status_code == status, (self.response.status_code, self.response.text[:2000])
        self.show()
        return self

    def swap(self, element: Tag, status: int = 200, fields: Mapping[str, Any] | None = None, **values: Any) -> Visitor:
        """Click an htmx link, or send an htmx form, and do with the answer what htmx would."""
        url = str(element.get("hx-get") or element["hx-post"])
        headers = {"HX-Request": "true", "HX-Target": str(element["hx-target"]).lstrip("#")}
        if element.get("hx-post"):
            data = form_data(element) | typed({**(fields or {}), **values})
            self.response = self.client.post(url, data=data, headers=headers)
        else:
            self.response = self.client.get(urldefrag(url)[0], headers=headers)
        assert self.response.status_code == status, (url, self.response.status_code, self.response.text[:2000])
        if status in (200, 409, 422):
            inside = element.get("hx-swap") == "innerHTML"
            self.put(self.response.text, str(element["hx-target"]), str(element.get("hx-select") or ""), inside)
        return self

    def put(self, html: str, target: str, select: str, inside: bool = False) -> None:
        """Swap the answer in: the target, or what is inside it, and each out-of-band piece in its own place."""
        # htmx knows its target before the out-of-band pieces are put in place; one may replace what is around it.
        old = self.find(target)
        # The wrapper of out-of-band pieces goes, as in the browser: words in a <template> are no words of the page.
        answer = parse(html.replace("<template>", "").replace("</template>", ""))
        for piece in list(answer.select("[hx-swap-oob]")):
            self.put_out_of_band(piece.extract())
        new = answer.select(select) if select else [one for one in answer.contents if isinstance(one, Tag)]
        if inside:
            old.clear()
            old.extend([copy.copy(one) for one in new])
        elif old.parent is not None:
            for one in new:
                old.insert_before(copy.copy(one))
            old.decompose()

    def put_out_of_band(self, piece: Tag) -> None:
        """htmx's hx-swap-oob: `true`, `innerHTML` or `beforeend:#list`."""
        how = str(piece.attrs.pop("hx-swap-oob"))
        if how.startswith("beforeend:"):
            place = self.find(how.removeprefix("beforeend:"))
            for child in list(piece.children):
                place.append(child.extract())
            return
        old = self.find(f"#{piece['id']}")
        if how == "innerHTML":
            old.clear()
            old.append(piece.get_text())
        else:
            old.replace_with(piece)


def token_for(client: FlaskClient, url: str) -> dict[str, str]:
    """The token that a form to this address has in the client's browser."""
    with client.session_transaction() as session, client.application.app_context():
        return {"csrf_token": sign(session.setdefault("csrf_token", "of a test"), url)}


def form_action(form: Tag, visitor: Visitor) -> str:
    """Where the form goes; without an action to the page that it stands on."""
    assert visitor.response is not None
    return str(form.get("action") or visitor.response.request.full_path)


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """What a test fills in; lists stay lists."""
    return {name: value for name, value in values.items() if value is not None}


def form_data(form: Tag) -> dict[str, Any]:
    """What the browser would send if nobody touched the form."""
    data: dict[str, list[str]] = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        for value in box_values(box):
            data.setdefault(str(box["name"]), []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}


def box_values(box: Tag) -> list[str]:
    """What one box sends."""
    if box.name == "textarea":
        return [box.get_text().removeprefix("\r\n").removeprefix("\n")]
    if box.name == "select":
        chosen = box.select("option[selected]") or ([] if box.has_attr("multiple") else box.select("option")[:1])
        return [str(option.get("value", "")) for option in chosen]
    if box.get("type") in ("checkbox", "radio") and not box.has_attr("checked"):
        return []
    return [str(box.get("value", "on" if box.get("type") == "checkbox" else ""))]
