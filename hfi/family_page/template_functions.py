"""What the page's templates may call: addresses of forms, spans for the drawings, and a period in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask, url_for

from hfi import clock
from hfi.consent.rules import Words, consent_text
from hfi.family_page.confidence_editor import ConfidenceEditor
from hfi.family_page.consent_editors import GROUND
from hfi.family_page.contact_editors import LIFE_EDITORS
from hfi.family_page.department_goal_editor import SECTION_EDITORS
from hfi.family_page.editing import Editor, section_url
from hfi.family_page.editors import PLAN_EDITORS
from hfi.family_page.week_views import Day, minute
from hfi.filters import short_date
from hfi.plan.department import registry
from hfi.texts import _, language


@dataclass(frozen=True)
class Adding:
    """The place where a new one is written."""

    anchor: str
    url: str
    label: str
    about: str


def adding(kind: str, reference: str, section_id: str = "") -> Adding:
    """Where and how one more goal, agreement, measure … is added."""
    return adding_with(editor_of(kind, section_id), reference, section_id)


def adding_with(editor: Editor, reference: str, section_id: str = "") -> Adding:
    """The same, for an editor that is at hand."""
    about = str(registry().by_id[section_id].title) if section_id else ""
    return Adding(editor.anchor(None), editor.url(reference, None), str(editor.add_label), about)


def editor_of(kind: str, section_id: str) -> Editor:
    """The editor of one kind of thing."""
    if section_id:
        return SECTION_EDITORS[kind](registry().by_id[section_id])
    return next(one for one in (*PLAN_EDITORS, *LIFE_EDITORS, GROUND, ConfidenceEditor()) if one.kind == kind)


def week_links(reference: str, monday: date) -> list[tuple[str, str, str]]:
    """Address, words and place of the weeks before and after, and of the present one."""
    steps = ((monday - timedelta(7), "before"), (monday + timedelta(7), "after"))
    return [
        (week_url(reference, day), _("Week %(number)d", number=day.isocalendar().week), name) for day, name in steps
    ]


def week_url(reference: str, monday: date) -> str:
    """The address of one week."""
    return url_for("family_page.show_week", ref=reference, week=f"{monday:%G-W%V}")


def day_spans(day: Day) -> list[tuple[int, int, str | None]]:
    """The day's appointments for the strip: minutes since midnight, and the area."""
    return [(minute(one.starts), minute(one.ends), one.mark.area if one.mark else None) for one in day.spots]


def day_clashes(day: Day) -> Sequence[tuple[int, int]]:
    """The day's clashes for the strip."""
    return [(minute(one.starts), minute(one.ends)) for one in day.clashes]


def period(start: date | None, end: date | None) -> str:
    """`1. okt. 2026 – 31. mar. 2027`, `From …` or `Until …`."""
    if start and end:
        return f"{short_date(start, year=True)} – {short_date(end, year=True)}"
    if start:
        return _("From %(day)s", day=short_date(start, year=True))
    return _("Until %(day)s", day=short_date(end, year=True)) if end else "–"


def way_words(way: Sequence[tuple[date, int]]) -> str:
    """A goal's way on its scale: `2 (1. mar. 2026), 4 (29. okt. 2026)`."""
    places = ", ".join(f"{value} ({short_date(day, year=True)})" for day, value in way)
    return _("The goal's way on the scale: %(places)s", places=places)


def consent_words() -> Words:
    """What people are told before they answer, in the language of whoever reads it to them."""
    return consent_text(clock.today()).words[language()]


def init_app(app: Flask) -> None:
    """Make the functions known to the templates."""
    for function in (adding, section_url, week_links, day_spans, day_clashes, period, way_words, consent_words):
        app.add_template_global(function)
