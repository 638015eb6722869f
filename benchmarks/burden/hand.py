"""Somebody at a screen: whatever they do goes through here and is counted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import perf_counter

from playwright.sync_api import BrowserContext, Page, Response

from benchmarks.burden.screen import FIELDS, QUIET, STEPS
from hfi.demo.service import PASSWORD

NEAR = 3
"""Who writes goes on with the tab key when the next box is so near, and takes the mouse otherwise."""


@dataclass
class Counts:
    """What a task cost so far."""

    fields: int = 0
    clicks: int = 0
    keys: int = 0
    pages: int = 0
    seconds: float = 0.0


@dataclass
class Hand:
    """One person after the other at a screen, each in a browser of their own.

    `seconds` is what the machine takes: from a click or a key that asks the server for something until the answer
    stands on the screen. Nobody thinks meanwhile.
    """

    sit_down: Callable[[], BrowserContext]
    counts: Counts = field(default_factory=Counts)
    today: str = f"{date.today():%d.%m.%Y}"
    soon: str = f"{date.today() + timedelta(days=7):%d.%m.%Y}"
    asked: int = 0
    seen: set[tuple[int, str]] = field(default_factory=set)

    def log_in(self, login: str) -> None:
        """Begin at the login page, as somebody else than before."""
        self.begin()
        with self.waiting("#email"):
            self.page.goto("/login")
        self.write("#email", f"{login}@demo.example")
        self.write("#password", PASSWORD)
        self.press("Enter", arrives=".top__user")

    def begin(self) -> None:
        """An empty page in a browser of its own."""
        self.page: Page = self.sit_down().new_page()
        self.page.on("domcontentloaded", self.notice_page)
        self.page.on("request", self.notice_request)

    def notice_page(self, _page: Page) -> None:
        """One more page."""
        self.counts.pages += 1

    def notice_request(self, _request: object) -> None:
        """The server was asked."""
        self.asked += 1

    def click(self, selector: str, arrives: str = "") -> None:
        """One click; `arrives` is what stands on the screen afterwards."""
        self.counts.clicks += 1
        with self.waiting(arrives):
            self.page.locator(selector).first.click()

    def follow(self, selector: str, arrives: str = "") -> None:
        """A link or a button; who has the focus on it presses Enter."""
        if self.page.locator(selector).first.evaluate("(one) => one === document.activeElement"):
            self.press("Enter", arrives=arrives)
        else:
            self.click(selector, arrives)

    def press(self, key: str, times: int = 1, arrives: str = "") -> None:
        """A key, so many times."""
        self.counts.keys += times
        with self.waiting(arrives):
            for _ in range(times):
                self.page.keyboard.press(key)

    def tick(self, selector: str) -> None:
        """A click on a radio button or a tick, or on the words beside it."""
        self.click(f"label:has({selector})")

    def choose(self, selector: str, option: str | int) -> None:
        """An option of a list, by its value or its place: it is opened and clicked."""
        self.counts.clicks += 2
        with self.waiting():
            which = {"index": option} if isinstance(option, int) else {"value": option}
            self.page.locator(selector).first.select_option(**which)

    def write(self, selector: str, text: str) -> None:
        """Go to the box, and type; what stood there goes."""
        self.reach(selector)
        if self.page.locator(selector).first.input_value():
            self.press("Control+a")
        self.counts.keys += len(text)
        self.page.keyboard.type(text)

    def reach(self, selector: str) -> None:
        """Bring the focus into the box."""
        box = self.page.locator(selector).first
        box.wait_for()
        steps = box.evaluate(STEPS)
        if 0 < steps <= NEAR:
            self.press("Tab", steps)
        if not box.evaluate("(one) => one === document.activeElement"):
            self.click(selector)

    def open_paper(self, selector: str) -> bytes:
        """The PDF behind a link, which the browser shows as a page of its own."""
        self.counts.clicks += 1
        self.counts.pages += 1
        began = perf_counter()
        with self.page.expect_response(is_paper) as coming:
            self.page.locator(selector).first.click()
        coming.value.finished()
        self.counts.seconds += perf_counter() - began
        return self.page.request.get(coming.value.url).body()

    @contextmanager
    def waiting(self, arrives: str = "") -> Iterator[None]:
        """The machine works until the screen is quiet again. Time counts only when the server was asked."""
        before, began = self.asked, perf_counter()
        yield
        if arrives:
            self.page.locator(arrives).first.wait_for()
        self.page.wait_for_function(QUIET)
        if self.asked > before:
            self.counts.seconds += perf_counter() - began
        self.look()

    def look(self) -> None:
        """Count the boxes that were not seen before."""
        self.seen |= {(self.counts.pages, one) for one in self.page.evaluate(FIELDS)}
        self.counts.fields = len(self.seen)


def is_paper(answer: Response) -> bool:
    """Whether the server answers with a PDF."""
    return answer.headers.get("content-type", "") == "application/pdf"
