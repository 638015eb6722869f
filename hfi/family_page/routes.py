"""The addresses of the family page, and of every piece of it that can be edited."""

import re
import uuid
from collections.abc import Callable
from datetime import date

from flask import Blueprint, Flask, Response, make_response, redirect, render_template, request, url_for

from hfi import hx
from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.audit import service as audit
from hfi.drafts.rescue import keeps_drafts
from hfi.families.scope import open_family
from hfi.family_page import service
from hfi.family_page.agreement_drop import AgreementDropEditor
from hfi.family_page.confidence_editor import ConfidenceEditor
from hfi.family_page.consent_editors import CONSENT, GROUND
from hfi.family_page.contact_editors import LIFE_EDITORS
from hfi.family_page.department_goal_editor import SECTION_EDITORS
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Editor
from hfi.family_page.editors import PLAN_EDITORS, AgreementEditor
from hfi.family_page.family_editors import FACTS, STORY
from hfi.family_page.identity import answer_identity
from hfi.family_page.lists import load_contacts, load_deadlines
from hfi.family_page.measure_status import MeasureStatusEditor
from hfi.family_page.pipeline import answer_saved, edit
from hfi.family_page.queries import load_page, load_week
from hfi.family_page.section_editors import SectionEditor
from hfi.family_page.sections import answer_confirmed, answer_section
from hfi.family_page.sharing import (
    answer_all_withdrawn,
    answer_consents,
    answer_ground_ended,
    answer_way_withdrawn,
)
from hfi.family_page.young_editors import PROMISE, SUPPORTER, WORDS
from hfi.plan.department import Department
from hfi.plan.models import AgreementStatus
from hfi.plan.section import Section

blueprint = Blueprint("family_page", __name__)
FAMILY = "/families/<reference:ref>"
BOTH = ["GET", "POST"]


@blueprint.get(FAMILY)
@requires(Right.FAMILY_READ)
def show(ref: str) -> Response:
    """The family page."""
    access = open_family(principal(), ref)
    if not access.has_plan:
        return make_response(redirect(url_for("intake.show_referral", ref=ref), 303))
    page = load_page(access, asked_monday())
    return make_response(render_template("family_page/page.html", page=page, editing=None))


@blueprint.get(f"{FAMILY}/week")
@requires(Right.FAMILY_READ)
def show_week(ref: str) -> Response:
    """Another week, alone for htmx."""
    access = open_family(principal(), ref)
    if not hx.wants_fragment():
        asked = request.args.get("week", "")
        return make_response(redirect(url_for("family_page.show", ref=ref, week=asked, _anchor="week"), 303))
    week = load_week(access, asked_monday())
    return make_response(render_template("family_page/_week_grid.html", week=week, reference=ref))


@blueprint.get(f"{FAMILY}/deadlines")
@requires(Right.FAMILY_READ)
def show_deadlines(ref: str) -> Response:
    """All deadlines of all departments in one list."""
    page = load_deadlines(open_family(principal(), ref))
    return make_response(render_template("family_page/deadlines.html", page=page))


@blueprint.get(f"{FAMILY}/contacts")
@requires(Right.FAMILY_READ)
def show_contacts(ref: str) -> Response:
    """All contacts with the family, and how its appointments went."""
    page = load_contacts(open_family(principal(), ref))
    return make_response(render_template("family_page/contacts.html", page=page))


@blueprint.post(f"{FAMILY}/agreements/<uuid:item>/<any(done,open):status>")
@requires(Right.FAMILY_WRITE)
def set_agreement_status(ref: str, item: uuid.UUID, status: str) -> Response:
    """Mark an agreement as done, or open it again."""
    editor = AgreementEditor()
    dossier = Dossier(open_family(principal(), ref))
    decision = editor.decide(dossier, editor.row(dossier, item))
    if not decision:
        audit.refuse(principal(), dossier.access.id, f"form:{editor.anchor(item)}", decision.why)
    audit.because(decision.why)
    service.set_agreement_status(dossier, item, AgreementStatus(status))
    return answer_saved(editor, dossier, item, item)


@blueprint.post(f"{FAMILY}/people/<uuid:item>/identity")
@requires(Right.IDENTITY_READ)
def show_identity(ref: str, item: uuid.UUID) -> Response:
    """Who and where somebody is: once, for somebody who is named, and logged. A POST: nothing of it is ever kept."""
    return answer_identity(ref, item)


@blueprint.get(f"{FAMILY}/members/<uuid:item>/consents")
@requires(Right.FAMILY_READ)
def show_consents(ref: str, item: uuid.UUID) -> Response:
    """What one person lets whom see, and how that came about."""
    return answer_consents(ref, item)


@blueprint.post(f"{FAMILY}/members/<uuid:item>/consents/withdraw")
@requires(Right.SHARING_WRITE)
def withdraw_all(ref: str, item: uuid.UUID) -> Response:
    """Take back everything that one person said yes to."""
    return answer_all_withdrawn(ref, item)


@blueprint.post(f"{FAMILY}/consents/<uuid:item>/withdraw")
@requires(Right.SHARING_WRITE)
def withdraw_way(ref: str, item: uuid.UUID) -> Response:
    """Take back one yes."""
    return answer_way_withdrawn(ref, item)


@blueprint.post(f"{FAMILY}/grounds/<uuid:item>/end")
@requires(Right.SHARING_WRITE)
def end_ground(ref: str, item: uuid.UUID) -> Response:
    """Share no longer by law."""
    return answer_ground_ended(ref, item)


def asked_monday() -> date | None:
    """The Monday of the week in the address (`2026-W48`); None when there is none, or it is no week of this century."""
    found = re.fullmatch(r"(20\d{2})-W(\d{2})", request.args.get("week", ""), re.ASCII)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def edit_view(editor: Editor, right: Right = Right.FAMILY_WRITE) -> Callable[..., Response]:
    """The view that gives and takes the editor's form."""

    def edit_item(ref: str, item: uuid.UUID | None = None) -> Response:
        return edit(editor, ref, item)

    return keeps_drafts(requires(right)(edit_item))


for one in (*PLAN_EDITORS, *LIFE_EDITORS, ConfidenceEditor(), SUPPORTER, PROMISE):
    blueprint.add_url_rule(f"{FAMILY}/{one.kind}s/new", f"{one.kind}_new", edit_view(one), methods=BOTH)
    blueprint.add_url_rule(f"{FAMILY}/{one.kind}s/<uuid:item>/edit", f"{one.kind}_edit", edit_view(one), methods=BOTH)
blueprint.add_url_rule(f"{FAMILY}/words/new", "word_new", edit_view(WORDS), methods=BOTH)
blueprint.add_url_rule(
    f"{FAMILY}/agreements/<uuid:item>/drop", "agreement_drop", edit_view(AgreementDropEditor()), methods=BOTH
)
for one in (STORY, FACTS):
    blueprint.add_url_rule(f"{FAMILY}/{one.kind}/edit", f"{one.kind}_edit", edit_view(one), methods=BOTH)
share = Right.SHARING_WRITE
person = f"{FAMILY}/members/<uuid:item>"
blueprint.add_url_rule(f"{person}/consents/edit", "consent_edit", edit_view(CONSENT, share), methods=BOTH)
blueprint.add_url_rule(f"{FAMILY}/grounds/new", "ground_new", edit_view(GROUND, share), methods=BOTH)


def mount(app: Flask, department: Department) -> None:
    """Give every section of the department its addresses in this app."""
    for section in department.sections:
        mount_section(app, section)


def mount_section(app: Flask, section: Section) -> None:
    """The addresses of one section, of its measures and of its own plans."""
    path = f"{FAMILY}/{section.area}/{section.key}"

    def add(rest: str, name: str, view: Callable[..., Response], methods: list[str]) -> None:
        app.add_url_rule(path + rest, f"{section.area}.{section.key}{name}", view, methods=methods)

    add("", "", section_view(answer_section, section, Right.FAMILY_READ), ["GET"])
    add("/edit", "_edit", edit_view(SectionEditor(section)), BOTH)
    add("/confirm", "_confirm", section_view(answer_confirmed, section, Right.FAMILY_WRITE), ["POST"])
    for editor in (kind(section) for kind in SECTION_EDITORS.values()):
        add(f"/{editor.kind}s/new", f"_{editor.kind}_new", edit_view(editor), BOTH)
        add(f"/{editor.kind}s/<uuid:item>/edit", f"_{editor.kind}_edit", edit_view(editor), BOTH)
    add("/measures/<uuid:item>/status", "_measure_status", edit_view(MeasureStatusEditor(section)), BOTH)


def section_view(answer: Callable[[str, Section], Response], section: Section, right: Right) -> Callable[..., Response]:
    """A view of one section."""

    def answer_for(ref: str) -> Response:
        return answer(ref, section)

    return requires(right)(answer_for)
