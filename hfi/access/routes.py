"""Log in, with a second factor where there is one; log out; choose a language."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user

from hfi.access import service, sessions
from hfi.access.devices import device
from hfi.access.forms import CodeForm, LoginForm
from hfi.access.guard import public, requires
from hfi.access.principal import Principal, principal, principal_or_none
from hfi.access.roles import Right
from hfi.logs import log
from hfi.texts import _

blueprint = Blueprint("access", __name__)
LANGUAGES = ("da", "en")
AWAITING = "awaiting"
"""Where the browser's session keeps the token of a login that awaits its code."""


@blueprint.route("/login", methods=["GET", "POST"])
@public
def log_in() -> Response | tuple[str, int]:
    """The login page, and the login."""
    form = LoginForm()
    if not form.validate_on_submit():
        return login_page(form, 422 if form.is_submitted() else 200)
    token = service.log_in(form.email.data or "", form.password.data or "", caller(), browser())
    if token is None:
        form.password.errors = [_("The e-mail and the password do not belong together. Check both and try again.")]
        return login_page(form, 422)
    session.clear()
    user = sessions.find_principal(token)
    if user is None:
        session[AWAITING] = token
        return make_response(redirect(url_for("access.enter_code", next=request.args.get("next")), 303))
    return enter(user, proof="password")


@blueprint.route("/login/code", methods=["GET", "POST"])
@public
def enter_code() -> Response | tuple[str, int]:
    """The second page of the login, for those who use one-time codes."""
    awaiting = session.get(AWAITING, "")
    if sessions.find_awaiting(awaiting) is None:
        return make_response(redirect(url_for("access.log_in", next=request.args.get("next")), 303))
    form = CodeForm()
    if not form.validate_on_submit():
        return code_page(form, 422 if form.is_submitted() else 200)
    user = service.enter_code(awaiting, form.code.data or "", caller(), browser())
    if user is None:
        form.code.errors = [_("The code is not right. A code can be used once: wait for the next one.")]
        return code_page(form, 422)
    session.clear()
    return enter(user, proof="password and code")


def enter(user: Principal, *, proof: str) -> Response:
    """Go in, to where somebody was going; the log says which login began, and how it was proved."""
    login_user(user)
    log.info("logged_in", id=g.get("request_id"), session=user.session_key, proof=proof)
    return make_response(redirect(own_path(request.args.get("next", "")), 303))


def login_page(form: LoginForm, status: int) -> tuple[str, int]:
    """The page, with what was typed; it remembers where somebody was going."""
    return render_template("access/login.html", form=form, action=request.full_path.rstrip("?")), status


def code_page(form: CodeForm, status: int) -> tuple[str, int]:
    """The page that asks for the code."""
    return render_template("access/code.html", form=form, action=request.full_path.rstrip("?")), status


def caller() -> str:
    """The network address that asks."""
    return request.remote_addr or ""


def browser() -> str:
    """What is logged in with, in a few words."""
    return device(request.user_agent.string)


@blueprint.post("/logout")
@requires(Right.ACCOUNT_USE)
def log_out() -> Response:
    """End the session, and let the browser forget the pages.

    Our own cookie goes with the emptied session. Clear-Site-Data does not name "cookies": it would take those of every
    site under the municipality's domain, and log people out of their other systems.
    """
    sessions.end_session(principal().token)
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
