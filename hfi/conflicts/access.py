"""The way into a family for a duty of an office."""

from typing import Any

from flask import abort

from hfi.access.principal import Principal
from hfi.access.terms import Action, Decision
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.scope import FamilyAccess, open_family


def enter(reader: Principal, reference: str, action: Action, **more: Any) -> tuple[FamilyAccess, Decision]:
    """The family, and the ground: 404 for a stranger, 403 for whom the rule refuses. No transaction stays."""
    access = open_family(reader, reference)
    db.session.commit()
    decision = access.decide(action, **more)
    if not decision:
        abort(403)
    audit.because(decision.why)
    return access, decision
