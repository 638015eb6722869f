"""The steps of the referral's form: opened, added to, kept as a draft, sent. It works the same without a script."""

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from hfi import clock, hx
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.drafts import service as drafts
from hfi.drafts.service import Kept
from hfi.extensions import system_session
from hfi.families.models import PersonKind
from hfi.intake import service
from hfi.intake.forms import MOST_PEOPLE, ReferralForm
from hfi.intake.target import present_target
from hfi.plan.department import registry
from hfi.programmes.model import Programme, main_programme, programmes
from hfi.team.staff import Colleague, load_staff

ACT = "act"
"""The name of the buttons that add somebody, or take somebody away (`remove-3`)."""


def refer(reader: Principal) -> Response:
    """Open the form, take what was typed, or send it."""
    wish = request.form.get(drafts.FIELD)
    if wish == drafts.KEEP:
        return keep_draft(reader)
    if wish == drafts.DISCARD:
        with system_session() as session:
            drafts.drop(session, reader, request.path)
        return make_response(redirect(request.path, 303))
    return send(reader) if request.method == "POST" else answer_opened(reader)


def keep_draft(reader: Principal) -> Response:
    """Keep what was typed so far, say when, and bring the box beside it up to date."""
    with system_session() as session:
        drafts.keep(session, reader, None, request.path, request.form)
    if not hx.wants_fragment():
        return make_response(redirect(request.path, 303))
    programme = programme_named(request.form.get("programme"))
    target = present_target(programme, open_form(programme, request.form, []))
    return make_response(render_template("intake/kept.html", at=clock.now(), target=target))


def send(reader: Principal) -> Response:
    """Send the referral, or show the form again: with more or fewer people, or with what is wrong."""
    programme, staff = programme_named(request.form.get("programme")), load_contacts(reader)
    act = request.form.get(ACT, "")
    form = open_form(programme, without_person(request.form, act), staff)
    if act:
        if act == "add" and len(form.people.entries) < MOST_PEOPLE:
            form.people.append_entry({"kind": PersonKind.CHILD})
        return answer_form(programme, form, 200)
    if not form.validate():
        return answer_form(programme, form, 422)
    service.send(reader, programme, form, request.path)
    return make_response(redirect(url_for("intake.show"), 303))


def answer_opened(reader: Principal) -> Response:
    """The form with the draft that was kept, or an empty one."""
    with system_session() as session:
        kept = drafts.find(session, reader, request.path)
    typed = kept.typed if kept else None
    programme = programme_named(request.args.get("programme") or (typed.get("programme") if typed else ""))
    return answer_form(programme, open_form(programme, typed, load_contacts(reader)), 200, kept)


def programme_named(key: str | None) -> Programme:
    """The programme with this key; the first one when there is none."""
    return programmes().get(key or "") or main_programme()


def load_contacts(reader: Principal) -> list[Colleague]:
    """Who can be suggested as a contact person."""
    return [one for one in load_staff(reader) if one.role is Role.PROFESSIONAL]


def without_person(typed: MultiDict[str, str], act: str) -> MultiDict[str, str]:
    """What was typed, without the person who is taken away."""
    if not act.startswith("remove-"):
        return typed
    gone = f"people-{act.removeprefix('remove-')}-"
    return MultiDict((name, text) for name, text in typed.items(multi=True) if not name.startswith(gone))


def open_form(programme: Programme, typed: MultiDict[str, str] | None, staff: list[Colleague]) -> ReferralForm:
    """The form, filled from what was typed; a new one with a line for a grown-up and one for a child."""
    first = [{"kind": PersonKind.ADULT}, {"kind": PersonKind.CHILD}]
    new: dict[str, Any] = {"item": str(uuid.uuid4()), "people": first}
    form = ReferralForm(typed, data=new)
    form.programme.data = programme.key
    form.offer(programme, staff)
    return form


def answer_form(programme: Programme, form: ReferralForm, status: int, kept: Kept | None = None) -> Response:
    """The page, or for htmx the people alone."""
    target = present_target(programme, form)
    page = render_template(
        "intake/people.html" if hx.wants_fragment() and request.form.get(ACT) else "intake/refer.html",
        form=form,
        target=target,
        programme=programme,
        others=tuple(one for one in programmes().values() if one is not programme),
        marks={one.code: registry().mark_of_code(one.code, programme) for one in programme.departments},
        kept_at=kept.at if kept else None,
        most_people=MOST_PEOPLE,
    )
    return make_response(page, status)
