"""The steps of opening and saving a form, and the three answers: the form again, the conflict, the saved card."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, url_for

from hfi import hx
from hfi.access.principal import principal
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.scope import open_family
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Conflict, ConflictError, Editor, RefusedError
from hfi.family_page.page_view import FamilyPage
from hfi.family_page.queries import load_page, log_page, present_page
from hfi.family_page.template_functions import adding_with


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
    conflict: Conflict | None = None


def edit(editor: Editor, reference: str, item: uuid.UUID | None = None) -> Response:
    """Open the form, or save it."""
    dossier = Dossier(open_family(principal(), reference))
    row = editor.row(dossier, item)
    decision = editor.decide(dossier, row)
    if not decision:
        db.session.commit()
        abort(403)
    form = editor.open_form(dossier, row)
    audit.read_family(principal(), dossier.access.id, f"form:{editor.anchor(item)}", decision.why)
    db.session.commit()
    if not form.is_submitted():
        return answer_form(editor, dossier, item, form, 200)
    if not form.validate():
        return answer_form(editor, dossier, item, form, 422)
    return save(editor, dossier, item, form, row.id if row is not None else None)


def save(editor: Editor, dossier: Dossier, item: uuid.UUID | None, form: Any, stored: uuid.UUID | None) -> Response:
    """Store what was typed; when a colleague was faster, show both texts, unless they say the same.

    `item` is what the address names, `stored` the row that is there: a form for a new one may have been sent before.
    """
    try:
        saved = editor.store(dossier, stored, form)
    except ConflictError:
        conflict = editor.conflict(dossier, stored, form)
        if conflict.differences:
            return answer_form(editor, dossier, item, form, 409, conflict)
        saved = stored or uuid.UUID(form.item.data)
    except RefusedError as refused:
        form[refused.field].errors = [refused.message]
        return answer_form(editor, dossier, item, form, 422)
    return answer_saved(editor, dossier, item, saved)


def answer_form(
    editor: Editor, dossier: Dossier, item: uuid.UUID | None, form: Any, status: int, conflict: Conflict | None = None
) -> Response:
    """The form alone for htmx, or the whole page with the form where the card stood."""
    editing = describe(editor, dossier, item, form, conflict)
    if hx.wants_fragment():
        return make_response(render_template(editor.form_template, editing=editing, form=form), status)
    return make_response(
        render_template("family_page/page.html", page=load_page(dossier.access), editing=editing), status
    )


def describe(
    editor: Editor, dossier: Dossier, item: uuid.UUID | None, form: Any, conflict: Conflict | None = None
) -> Editing:
    """What the templates of the form need to know."""
    reference = dossier.access.reference
    page_url = url_for("family_page.show", ref=reference)
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
        conflict=conflict,
    )


def answer_saved(editor: Editor, dossier: Dossier, item: uuid.UUID | None, saved: uuid.UUID) -> Response:
    """The card and whatever depends on it for htmx; a browser is sent to the card on its page."""
    access = dossier.access
    if hx.wants_fragment() and not hx.target():
        return make_response(render_template("family_page/said.html", message=editor.saved))
    if not hx.wants_fragment():
        return make_response(
            redirect(f"{url_for('family_page.show', ref=access.reference)}#{editor.anchor(saved)}", 303)
        )
    fresh = Dossier(access)
    page = present_page(fresh)
    card = editor.card(fresh, saved)
    log_page(access, f"saved:{editor.kind}", page)
    db.session.commit()
    return make_response(render_saved(editor, page, card, is_new=item is None))


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
