"""Naming somebody, and ending it."""

import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.exc import IntegrityError

from hfi.access.models import Naming
from hfi.access.terms import Level
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import new_id
from hfi.naming.queries import IDENTITY, may_name, offered, what_of


def name_somebody(dossier: Dossier, form: Any) -> None:
    """Store the naming; the same form twice makes one. 403 for what the reader may not name this person for."""
    what, user_id = form.what.data, form.user_id.data
    decision = may_name(dossier, what, user_id)
    if not decision:
        audit.refuse(dossier.access.reader, dossier.access.id, "named", decision.why)
    audit.because(decision.why)
    identity = what == IDENTITY
    naming = Naming(
        id=new_id(form.item.data),
        family_id=dossier.access.id,
        level=Level.IDENTITY if identity else Level.SENSITIVE,
        section_id="" if identity else what,
        named_by_id=dossier.access.reader.user_id,
        **form.values(("user_id", "person_id", "reason", "from_on", "to_on")),
    )
    try:
        db.session.add(naming)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def end_naming(dossier: Dossier, item: uuid.UUID) -> None:
    """Let it hold no longer, from the next click on. 404 when the reader's list has none such, 403 for one's own."""
    naming = db.session.scalar(sa.select(Naming).where(Naming.id == item, Naming.family_id == dossier.access.id))
    if naming is None or what_of(naming) not in dict(offered(dossier)):
        db.session.rollback()
        abort(404)
    decision = may_name(dossier, what_of(naming), naming.user_id)
    if not decision:
        audit.refuse(dossier.access.reader, dossier.access.id, "named", decision.why)
    audit.because(decision.why)
    yesterday = dossier.today - timedelta(days=1)
    if naming.to_on is None or naming.to_on > yesterday:
        naming.to_on = yesterday
    db.session.commit()
