"""What people do at a screen, and what they find there afterwards."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SERIOUS = ("serious", "critical")
axe = Axe()


def edit(page: Page, anchor: str) -> Locator:
    """Open the form of the card with this id, and give the form."""
    page.locator(f"#{anchor} a[hx-get$='/edit'], #{anchor} a[hx-get$='/new']").first.click()
    form = page.locator(f"#{anchor} form.editform")
    expect(form).to_be_visible()
    # Until then the new form may still be given the focus: faster than anybody types, but not than a machine does.
    expect(page.locator(".htmx-settling")).to_have_count(0)
    return form


def save(form: Locator) -> None:
    """Press the form's button."""
    form.locator("button[type=submit]").click()


def box(form: Locator, name: str) -> Locator:
    """The box of a field."""
    return form.locator(f"[name='{name}']").first


def focused(page: Page) -> str:
    """The tag, id and name of what has the focus: `input#goal-1-title[title]`."""
    return str(
        page.evaluate(
            "(({tagName, id, name}) => `${tagName.toLowerCase()}#${id}[${name ?? ''}]`)(document.activeElement)"
        )
    )


def expect_focus_inside(page: Page, selector: str) -> None:
    """The focus comes to the element that the selector names, or into it."""
    page.wait_for_function("(selector) => document.activeElement.closest(selector)", arg=selector, timeout=3000)


def announced(page: Page) -> None:
    """The page told screen readers what happened."""
    expect(page.locator("#status")).not_to_be_empty()


def sideways(page: Page) -> list[str]:
    """What sticks out of the page to the right; nothing when nothing scrolls sideways."""
    if page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
        return []
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map((one) => `${one.tagName}.${one.className}`.slice(0, 80)).slice(0, 12)"""
        )
    )


def obstacles(screen: Page) -> list[tuple[str, list[str]]]:
    """What keeps somebody from using the page, and where it is."""
    found = axe.run(screen).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:5]) for one in found if one["impact"] in SERIOUS]
