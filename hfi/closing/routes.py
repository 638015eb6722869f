"""Addresses of the way out."""

import uuid

from flask import Blueprint, Response, make_response, render_template

from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.closing import afterwards, ending, letters, moving, pausing
from hfi.closing.farewell import farewell_pdf, load_farewell
from hfi.closing.queries import load_page
from hfi.drafts.rescue import keeps_drafts
from hfi.families.scope import open_family
from hfi.family_page.dossier import Dossier
from hfi.printing.routes import pdf_response
from hfi.texts import force_locale

blueprint = Blueprint("closing", __name__)
FAMILY = "/families/<reference:ref>"
BOTH = ["GET", "POST"]


@blueprint.get(f"{FAMILY}/phase")
@requires(Right.FAMILY_READ)
def show(ref: str) -> Response:
    """Where the family's way stands: pauses, moves, its closing, how long it is kept."""
    page = load_page(Dossier(open_family(principal(), ref)))
    return make_response(render_template("closing/show.html", page=page))


@blueprint.route(f"{FAMILY}/pause", methods=BOTH)
@requires(Right.TEAM_WRITE)
def pause(ref: str) -> Response:
    """The work rests."""
    return pausing.pause(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/resume", methods=BOTH)
@requires(Right.TEAM_WRITE)
def resume(ref: str) -> Response:
    """The work goes on."""
    return pausing.resume(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/move/<string:programme>", methods=BOTH)
@requires(Right.TEAM_WRITE)
def move(ref: str, programme: str) -> Response:
    """The family goes on in another programme of the municipality."""
    return moving.move(open_family(principal(), ref), programme)


@blueprint.route(f"{FAMILY}/close", methods=BOTH)
@keeps_drafts
@requires(Right.TEAM_WRITE)
def close(ref: str) -> Response:
    """The work ends."""
    return ending.close(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/call", methods=BOTH)
@requires(Right.TEAM_WRITE)
def call(ref: str) -> Response:
    """The follow-up call after the closing."""
    return afterwards.note_call(open_family(principal(), ref))


@blueprint.route(f"{FAMILY}/reopen", methods=BOTH)
@requires(Right.TEAM_WRITE)
def reopen(ref: str) -> Response:
    """A closed family gets a plan again."""
    return afterwards.reopen(open_family(principal(), ref))


@blueprint.get(f"{FAMILY}/farewell.pdf")
@requires(Right.FAMILY_PRINT)
def farewell(ref: str) -> Response:
    """The paper for a family whose work has ended, in Danish whatever language its reader works in."""
    access = open_family(principal(), ref)
    with force_locale("da"):
        document = farewell_pdf(load_farewell(access))
    return pdf_response(document, f"{access.reference}-farewell.pdf")


@blueprint.route(f"{FAMILY}/attachments/<uuid:item>/letter", methods=BOTH)
@requires(Right.FAMILY_WRITE)
def write_letter(ref: str, item: uuid.UUID) -> Response:
    """A word to the family that somebody leaves."""
    return letters.write(open_family(principal(), ref), item)


@blueprint.get(f"{FAMILY}/letters/<uuid:item>.pdf")
@requires(Right.FAMILY_PRINT)
def print_letter(ref: str, item: uuid.UUID) -> Response:
    """The letter, in Danish whatever language its reader works in."""
    access = open_family(principal(), ref)
    with force_locale("da"):
        document = letters.letter_pdf(letters.load_paper(access, item))
    return pdf_response(document, f"{access.reference}-letter.pdf")
