"""What the stories of the family page do again and again: find a form, fill it in, compare what two pages show."""

import re
import uuid
from difflib import unified_diff
from typing import Any

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.visitor import Visitor, form_data, parse

HTMX = {"HX-Request": "true"}
NEVER_GIVEN = "HFI-2099-999"


def edit_link(visitor: Visitor, anchor: str) -> Tag:
    """The link in the element with this id that swaps it for its form."""
    return visitor.find(f'[id="{anchor}"] a[hx-get]')


def open_form(visitor: Visitor, link: Tag) -> Tag:
    """The form that the link swaps in."""
    target = str(link["hx-target"]).lstrip("#")
    visitor.swap(link)
    return visitor.find(f'[id="{target}"] form.editform')


def form_page(visitor: Visitor, url: str) -> Tag:
    """The same form on its page without htmx."""
    return visitor.open(url).find("form.editform")


def save(visitor: Visitor, form: Tag, htmx: bool, answer: int, **values: Any) -> Visitor:
    """Fill the form and send it, with htmx or without."""
    return visitor.swap(form, answer, values) if htmx else visitor.submit(form, answer, values)


def send(visitor: Visitor, form: Tag, headers: dict[str, str] | None = None, **values: Any) -> TestResponse:
    """Send the form and leave the page as it is."""
    return visitor.client.post(str(form["action"]), data=form_data(form) | values, headers=headers)


def box(form: Tag, name: str) -> Tag:
    """The form's field of this name."""
    found = form.select_one(f'[name="{name}"]')
    assert found is not None, f"the form has no {name}"
    return found


def held(form: Tag, name: str) -> Any:
    """What the form would send for the field."""
    return form_data(form).get(name)


def message_at(form: Tag, name: str) -> str:
    """The message that is tied to the field."""
    field = box(form, name)
    tied = field if field.has_attr("aria-describedby") else field.find_parent(attrs={"aria-describedby": True})
    assert tied is not None, f"no message is tied to {name}"
    errors = [one for one in str(tied["aria-describedby"]).split() if one.endswith("-error")]
    return " ".join(words(form.select_one(f'[id="{one}"]')) for one in errors)


def words(element: Tag | None) -> str:
    """The element's words, with single spaces."""
    return " ".join(element.get_text(" ").split()) if element else ""


def lines(page: BeautifulSoup) -> list[str]:
    """The page's content as lines that can be compared: no tokens, no announcement, no random ids of new items.

    What is new for a reader is no longer so when they look again.
    """
    calm = parse(str(page))
    for one in calm.select("input[name=csrf_token], input[name=item]"):
        one["value"] = ""
    for region in calm.select("#status, #error-region"):
        region.clear()
    for seen in calm.select("#changes .badge-info"):
        seen.decompose()
    return [" ".join(line.split()) for line in calm.body.prettify().splitlines() if line.strip()]


def assert_as_if_reloaded(visitor: Visitor) -> None:
    """What htmx made of the page is what a fresh page would be."""
    swapped = lines(visitor.page)
    fresh = lines(visitor.open(visitor.world.url).page)
    assert swapped == fresh, "\n".join(unified_diff(swapped, fresh, "swapped", "reloaded", n=2))


def anonymous(response: TestResponse) -> tuple[int, dict[str, str], str]:
    """An answer without what differs from one request to the next: its id, and tokens against forgery."""
    request_id = response.headers["X-Request-Id"]
    body = re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", response.text.replace(request_id, "-"))
    kept = {name: text for name, text in response.headers if name not in ("X-Request-Id", "Date", "Set-Cookie")}
    return response.status_code, kept, body


def elsewhere(url: str, reference: str = NEVER_GIVEN) -> str:
    """The same address of another family."""
    return re.sub(r"HFI-\d{4}-\d{3}", reference, url)


def unknown() -> uuid.UUID:
    """An id that nothing has."""
    return uuid.uuid4()
