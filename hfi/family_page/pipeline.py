"""The steps of opening and saving a form, and the three answers: the form again, the conflict, the saved card."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from hfi import clock, hx
from hfi.access.principal import principal
from hfi.audit import service as audit
from hfi.drafts import service as drafts
from hfi.drafts.service import Kept
from hfi.extensions import db
from hfi.families.scope import FamilyAccess, open_family
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Conflict, ConflictError, Editor, RefusedError
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.queries import load_page, log_page, present_page
from hfi.family_page.surface import Surface
from hfi.family_page.template_functions import adding_with
from hfi.filters import clock_time, local_date, long_date
from hfi.texts import _


@dataclass(frozen=True)
class Autosave:
    """That the form keeps drafts; `kept_at` is when the one was written that it shows."""

    kept_at: datetime | None = None

    @property
    def words(self) -> str:
        """`You wrote this at 10.42 and did not save it.`"""
        assert self.kept_at is not None  # noqa: S101 - asked for only then
        time, day = clock_time(self.kept_at), local_date(self.kept_at)
        if day == clock.today():
            return _("You wrote this at %(time)s and did not save it", time=time)
        return _("You wrote this on %(day)s at %(time)s and did not save it", day=long_date(day), time=time)


@dataclass(frozen=True)
class Editing:
    """What a page shows in place of a card while it is edited."""

    anchor: str
    template: str
    form: Any
    title: Any
    submit: Any
    url: str
    cancel_url: str
    page_url: str
    section: Any
    autosave: Autosave = Autosave()
    conflict: Conflict | None = None


def edit(editor: Editor, reference: str, item: uuid.UUID | None = None) -> Response:
    """Open the form, save it, or keep or discard its draft."""
    dossier = Dossier(open_family(principal(), reference))
    row = editor.row(dossier, item)
    decision = editor.decide(dossier, row)
    if not decision:
        audit.refuse(principal(), dossier.access.id, f"form:{editor.anchor(item)}", decision.why)
    audit.because(decision.why)
    wish = request.form.get(drafts.FIELD)
    if wish == drafts.KEEP:
        return keep_draft(dossier, row)
    saves = request.method == "POST" and wish != drafts.DISCARD
    kept = None if saves else take_back(discard=wish == drafts.DISCARD)
    form = editor.open_form(dossier, row, request.form if saves else kept.typed if kept else None)
    if not saves:
        return answer_opened(editor, dossier, item, form, kept)
    db.session.commit()
    if not form.validate():
        return answer_form(editor, dossier, item, form, 422)
    return save(editor, dossier, item, form, row.id if row is not None else None)


def take_back(discard: bool) -> Kept | None:
    """The draft of this address, to show it again; none when it is to be forgotten."""
    if discard:
        drafts.drop(db.session(), principal(), request.path)
        return None
    return drafts.find(db.session(), principal(), request.path)


def keep_draft(dossier: Dossier, row: Any | None) -> Response:
    """Keep what was typed so far, and say when. A draft that comes in after its own save is none any more."""
    user, typed = principal(), request.form
    saved_meanwhile = row is not None and row.updated_by_id == user.user_id and str(row.version) != typed.get("version")
    if not saved_meanwhile:
        drafts.keep(db.session(), user, dossier.access.id, request.path, typed)
    db.session.commit()
    return make_response(render_template("drafts/kept.html", at=clock.now()))


def answer_opened(editor: Editor, dossier: Dossier, item: uuid.UUID | None, form: Any, kept: Kept | None) -> Response:
    """The form as it is stored, or with its draft; a browser that discarded one opens the address anew."""
    if request.method == "POST" and not hx.wants_fragment():
        db.session.commit()
        return make_response(redirect(request.path, 303))
    return answer_form(editor, dossier, item, form, 200, autosave=Autosave(kept.at if kept else None))


def save(editor: Editor, dossier: Dossier, item: uuid.UUID | None, form: Any, stored: uuid.UUID | None) -> Response:
    """Store what was typed; when a colleague was faster, show both texts, unless they say the same.

    `item` is what the address names, `stored` the row that is there: a form for a new one may have been sent before.
    """
    try:
        saved = editor.store(dossier, stored, form)
    except ConflictError:
        conflict = editor.conflict(dossier, stored, form)
        if conflict.differences:
            return answer_form(editor, dossier, item, form, 409, conflict=conflict)
        saved = stored or uuid.UUID(form.item.data)
    except RefusedError as refused:
        form[refused.field].errors = [refused.message]
        return answer_form(editor, dossier, item, form, 422)
    drafts.drop(db.session(), principal(), request.path)
    db.session.commit()
    return answer_saved(editor, dossier, item, saved)


def answer_form(
    editor: Editor, dossier: Dossier, item: uuid.UUID | None, form: Any, status: int, **more: Any
) -> Response:
    """The form alone for htmx, or the whole page with the form where the card stood."""
    editing = describe(editor, dossier, item, form, **more)
    what = f"form:{editing.anchor}"
    if not hx.wants_fragment():
        return make_response(surface_of(editor).show(dossier.access, editing, what), status)
    why = editor.decide(dossier, None).why
    audit.read_family(principal(), dossier.access.id, what, why, section=editor.section_id)
    db.session.commit()
    return make_response(render_template(editor.form_template, editing=editing, form=form), status)


def describe(editor: Editor, dossier: Dossier, item: uuid.UUID | None, form: Any, **more: Any) -> Editing:
    """What the templates of the form need to know."""
    reference = dossier.access.reference
    page_url = surface_of(editor).url(reference)
    anchor = editor.anchor(item)
    return Editing(
        anchor=anchor,
        template=editor.form_template,
        form=form,
        title=editor.title if item or not editor.new_title else editor.new_title,
        submit=editor.submit,
        url=editor.url(reference, item),
        cancel_url=f"{page_url}#{anchor}",
        page_url=page_url,
        section=getattr(editor, "section", None),
        **more,
    )


def answer_saved(editor: Editor, dossier: Dossier, item: uuid.UUID | None, saved: uuid.UUID) -> Response:
    """The card and whatever depends on it for htmx; a browser is sent to the card on its page."""
    access = dossier.access
    if hx.wants_fragment() and not hx.target():
        return make_response(render_template("family_page/said.html", message=editor.saved))
    if not hx.wants_fragment():
        url = surface_of(editor).url(access.reference)
        return make_response(redirect(f"{url}#{editor.anchor(saved)}", 303))
    return make_response(surface_of(editor).saved(editor, access, saved, is_new=item is None))


class FamilySurface(Surface):
    """The family page."""

    def url(self, reference: str) -> str:
        return url_for("family_page.show", ref=reference)

    def show(self, access: FamilyAccess, editing: Any, what: str) -> str:
        page = load_page(access, also=what)
        return render_template("family_page/page.html", page=page, editing=editing)

    def saved(self, editor: Editor, access: FamilyAccess, saved: uuid.UUID, is_new: bool) -> str:
        fresh = Dossier(access)
        page = present_page(fresh)
        card = editor.card(fresh, saved)
        log_page(access, f"saved:{editor.kind}", page)
        db.session.commit()
        return render_saved(editor, page, card, is_new)


FAMILY_PAGE = FamilySurface()


def surface_of(editor: Editor) -> Surface:
    """The page that the editor's forms stand on."""
    return editor.surface or FAMILY_PAGE


def render_saved(editor: Editor, page: FamilyPage, card: Any, is_new: bool) -> str:
    """The card in its saved state, the place for the next new one, and the regions that depend on it."""
    return render_template(
        "family_page/saved.html",
        page=page,
        card=card,
        card_template=editor.card_template,
        reference=page.head.reference,
        list_id=editor.list_id,
        add=adding_with(editor, page.head.reference, editor.section_id) if editor.add_label else None,
        is_new=is_new,
        section_id=editor.section_id,
        touches=editor.touches | (editor.touches_when_gone if card is None else frozenset()),
        message=editor.saved,
    )
