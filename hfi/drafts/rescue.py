"""What somebody sends when their login has just run out is kept for them, and waits behind the login page.

Only a login that time ended counts: one that was logged out, or that somebody ended, keeps nothing. The request has
passed the check of its token, so it comes from a form that this browser was given. It changes nothing but the draft of
that very user, who sees it only if they may edit the same thing after logging in.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app, request, session
from flask_login import user_logged_in

from hfi.access import sessions
from hfi.access.guard import needed_right
from hfi.access.principal import Principal, principal_or_none
from hfi.access.roles import Right
from hfi.drafts import service
from hfi.extensions import system_session
from hfi.families.models import Family
from hfi.families.scope import visible_families


def init_app(app: Flask) -> None:
    """Look at every request before the guard does, and tidy up at every login."""
    app.before_request(rescue)
    user_logged_in.connect(forget, app)


def keeps_drafts(view: Callable[..., Any]) -> Callable[..., Any]:
    """Declare that the view's form keeps drafts under its own address."""
    view.keeps_drafts = True  # type: ignore[attr-defined]
    return view


def rescue() -> None:
    """Keep the form that comes too late."""
    if request.method != "POST" or not has_drafts() or principal_or_none() is not None:
        return
    user = sessions.find_lapsed(str(session.get("_user_id", "")))
    if user is not None and may_ask(user) and request.form.get(service.FIELD) != service.DISCARD:
        keep_for(user, (request.view_args or {}).get("ref"))


def may_ask(user: Principal) -> bool:
    """Whether the user's role carries the right that the form needs."""
    needed = needed_right(current_app, request.endpoint or "")
    return isinstance(needed, Right) and user.has(needed)


def has_drafts() -> bool:
    """Whether a form with drafts is at this address."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "keeps_drafts", False))


def keep_for(user: Principal, reference: str | None) -> None:
    """Keep it, if the family is still one of the user's, or if it is of no family yet."""
    theirs = sa.select(Family.id).where(Family.reference == reference, visible_families(user))
    with system_session() as own:
        family_id = own.scalar(theirs) if reference else None
        if family_id is not None or reference is None:
            service.keep(own, user, family_id, request.path, request.form)


def forget(_app: Flask, user: Principal) -> None:
    """At a login: drafts that are too old, and the user's own about families that are theirs no more."""
    with system_session() as own:
        service.forget_old(own)
        service.forget_lost(own, user)
