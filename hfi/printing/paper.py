"""Documents drawn and laid out: the plan for the household."""

from base64 import b64encode
from datetime import date
from typing import Any

from babel.dates import format_date
from flask import render_template
from markupsafe import Markup

from hfi.figures import AREA_COLOURS, NEUTRAL, bar, person
from hfi.icons import inline_icon
from hfi.plan.department import Mark
from hfi.printing.document import lay_out
from hfi.printing.views import PrintedPlan
from hfi.texts import language

BLUE = "#0b2b4f"
WEEK_SIZES = ("wk--xl", "wk--l", "wk--m", "wk--l wk--bare", "wk--m wk--bare", "wk--s wk--bare", "wk--xs wk--bare")
"""The week sheet from 14 to 10 points, first with places, then bare: the first with which it stays on one page."""
ROOM = ("", "snug", "snug tight")
PAGES_BESIDE_WEEK = 4
"""An ordinary plan: front, goals, who does what, who may see it, and the week. A longer one is set tighter."""


def plan_pdf(plan: PrintedPlan) -> bytes:
    """The plan as PDF/UA-1. Raises PrintUnavailableError."""
    week = week_size(plan)
    for room in ROOM:
        laid = lay_out(render("print/plan.html", plan=plan, week=week, room=room))
        if laid.pages <= usual_pages(plan):
            break
    written: bytes = laid.pdf()
    return written


def usual_pages(plan: PrintedPlan) -> int:
    """How many pages such a plan may have before it is set tighter; goals of which much was said have one more."""
    told = any(one.goal.preferred_future or one.goal.signs for one in plan.goals)
    return PAGES_BESIDE_WEEK + len(plan.sheets) + len(plan.young) + told


def week_size(plan: PrintedPlan) -> str:
    """The largest letters with which every week sheet stays on its page; the smallest when none does."""
    for size in WEEK_SIZES[:-1] if plan.sheets else ():
        if lay_out(render("print/week_only.html", plan=plan, week=size)).pages <= len(plan.sheets):
            return size
    return WEEK_SIZES[-1]


def render(template: str, **values: Any) -> str:
    """The document as HTML."""
    tools = {
        "glyph": glyph,
        "line_icon": line_icon,
        "figure": figure,
        "bar": printed_bar,
        "day_and_month": day_and_month,
    }
    return render_template(template, **tools, **values)


def glyph(mark: Mark | None, other: str = "user") -> Markup:
    """A department's icon in its colour; for those of no department another icon."""
    if mark is None:
        return line_icon(other)
    return decoration("icon", inline_icon(mark.icon, AREA_COLOURS.get(mark.area, NEUTRAL)))


def line_icon(name: str) -> Markup:
    """An icon beside words."""
    return decoration("icon", inline_icon(name, BLUE))


def figure(kind: str) -> Markup:
    """A person's figure beside the name."""
    return decoration("figure", person(kind))


def printed_bar(value: float, total: float, css_class: str = "fill-primary") -> Markup:
    """A bar beside its number."""
    return decoration("bar", bar(value, total, css_class))


def decoration(class_: str, drawing: Markup) -> Markup:
    """A drawing that a screen reader passes over, since words beside it say the same.

    WeasyPrint tags every `svg` and `img` as a figure that must be read aloud; an `object` it leaves without a tag.
    """
    alone = str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    data = b64encode(alone.encode()).decode()
    return Markup('<object class="{}" type="image/svg+xml" data="data:image/svg+xml;base64,{}"></object>').format(
        class_, data
    )


def day_and_month(day: date) -> str:
    """`4. december`."""
    return format_date(day, "d. MMMM" if language() == "da" else "d MMMM", locale=language())
