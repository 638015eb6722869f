"""Log in, log out, choose a language."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user

from hfi.access import service
from hfi.access.forms import LoginForm
from hfi.access.guard import public, requires
from hfi.access.principal import principal, principal_or_none
from hfi.access.roles import Right
from hfi.access.service import TooManyAttemptsError
from hfi.texts import _

blueprint = Blueprint("access", __name__)
LANGUAGES = ("da", "en")


@blueprint.route("/login", methods=["GET", "POST"])
@public
def log_in() -> Response | tuple[str, int]:
    """The login page, and the login."""
    form = LoginForm()
    if not form.validate_on_submit():
        return login_page(form, 422 if form.is_submitted() else 200)
    try:
        user = service.log_in(form.email.data or "", form.password.data or "", request.remote_addr or "")
    except TooManyAttemptsError:
        abort(429)
    if user is None:
        form.password.errors = [_("The e-mail and the password do not belong together. Check both and try again.")]
        return login_page(form, 422)
    session.clear()
    login_user(user)
    return make_response(redirect(own_path(request.args.get("next", "")), 303))


def login_page(form: LoginForm, status: int) -> tuple[str, int]:
    """The page, with what was typed; it remembers where somebody was going."""
    return render_template("access/login.html", form=form, action=request.full_path.rstrip("?")), status


@blueprint.post("/logout")
@requires(Right.ACCOUNT_USE)
def log_out() -> Response:
    """End the session, and let the browser forget the pages."""
    service.log_out(principal().token)
    logout_user()
    session.clear()
    response = make_response(redirect(url_for("access.log_in"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.post("/language")
@public
def choose_language() -> Response:
    """Show everything in this language from now on."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    session["language"] = language
    user = principal_or_none()
    if user:
        service.set_language(user.user_id, language)
    return make_response(redirect(own_path(request.form.get("next", "")), 303))


def own_path(path: str) -> str:
    """The path, when it is one of this site's; else the overview: never a way to another site."""
    parts = urlsplit(path)
    local = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return path if local else url_for("overview.show")
