"""Writing the log: readings and duties by hand; changes are noted by themselves (`changes.py`)."""

import uuid
from collections.abc import Iterable
from typing import Any, NoReturn

from flask import abort
from sqlalchemy.orm import Session

from hfi.access.principal import Principal
from hfi.audit.models import NO_FAMILY, READ, REFUSED
from hfi.audit.notes import Note, actor, because, note
from hfi.audit.writing import logged_already
from hfi.extensions import db

__all__ = ["because", "note_refusal", "read_families", "read_family", "record", "refuse"]


def read_family(
    reader: Principal, family_id: uuid.UUID, what: str, why: str, session: Session | None = None, **more: Any
) -> None:
    """Log that this request shows content of the family. Belongs in the transaction that reads it.

    `more` may name `person_id`, `section`, `level` and `reason`. `session` is the one whose transaction it is, when
    that is not the request's own.
    """
    read_families(reader, [family_id], what, why, session, **more)


def read_families(
    reader: Principal,
    family_ids: Iterable[uuid.UUID],
    what: str,
    why: str,
    session: Session | None = None,
    **more: Any,
) -> None:
    """Log, with one row each, that this request shows content of these families."""
    values = {"what": what, "why": why, **more}
    notes = [Note(one, READ, actor(reader) | values) for one in family_ids if not logged_already(one)]
    if notes:
        note(session or db.session(), *notes)


def record(
    reader: Principal | None,
    action: str,
    *,
    family_id: uuid.UUID | None = None,
    session: Session | None = None,
    **more: Any,
) -> None:
    """Log a duty that changes no row of a family: a role, a sign-off. Belongs in the transaction that does it.

    `more` may name `what`, `why`, `reason`, `person_id`, `section` and `level`. `session` is the one whose
    transaction it is, when that is not the request's own.
    """
    note(session or db.session(), Note(family_id or NO_FAMILY, action, actor(reader) | more))


def refuse(reader: Principal, family_id: uuid.UUID, what: str, why: str) -> NoReturn:
    """Answer 403, and log it: the reader may open the family, but not this of it. Ends the transaction."""
    note_refusal(reader, family_id, what, why)
    abort(403)


def note_refusal(reader: Principal, family_id: uuid.UUID, what: str, why: str) -> None:
    """Log what is not shown to this reader, and end the transaction."""
    record(reader, REFUSED, family_id=family_id, what=what, why=why)
    db.session.commit()
