"""My account: my logins, my password, and one-time codes as the second factor."""

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from markupsafe import Markup
from segno import make_qr

from hfi.access import second_factor, sessions
from hfi.access.guard import requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.access.second_factor import Setup
from hfi.account import service
from hfi.account.forms import ChangePasswordForm, EndLoginsForm, RemoveForm, SetUpForm
from hfi.texts import _

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
@requires(Right.ACCOUNT_USE)
def show() -> Response:
    """Where I am logged in, and whether I use codes."""
    user = principal()
    logins, status = sessions.logins_of(user), second_factor.status(user.user_id)
    return make_response(render_template("account/page.html", logins=logins, status=status))


@blueprint.route("/logins/end", methods=["GET", "POST"])
@requires(Right.ACCOUNT_USE)
def end_logins() -> Response:
    """End my logins elsewhere, after proving once more who I am: a copied login must not put its owner out."""
    user = principal()
    others = [one for one in sessions.logins_of(user) if not one.is_this]
    if not others:
        return back()
    form = EndLoginsForm(data={"logins": [one.id for one in others]}).offer(others)
    if form.validate_on_submit() and form.confirmed(user):
        sessions.end_logins(user, form.logins.data or [])
        return back()
    page = render_template("account/end_logins.html", form=form, has_code=user.has_code)
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/code/begin")
@requires(Right.ACCOUNT_USE)
def begin_code() -> Response:
    """Make a secret for an app."""
    second_factor.begin(principal().user_id)
    return make_response(redirect(url_for("account.set_up_code"), 303))


@blueprint.route("/code", methods=["GET", "POST"])
@requires(Right.ACCOUNT_USE)
def set_up_code() -> Response:
    """Set up an app for codes; afterwards the recovery codes, this once."""
    user, form = principal(), SetUpForm()
    if user.has_code:
        return back()
    setup = second_factor.setup(user.user_id)
    if setup is None or not form.validate_on_submit() or not form.confirmed(user):
        return code_page(form, setup)
    codes = service.set_up_code(user, form.code.data or "")
    if codes is None:
        form.code.errors = [_("The code is not right. Check the telephone's clock, and write the newest code.")]
        return code_page(form, setup)
    return make_response(render_template("account/recovery_codes.html", codes=codes))


def code_page(form: SetUpForm, setup: Setup | None) -> Response:
    """How it is done, and the secret as a picture and in groups of letters once there is one."""
    page = render_template("account/code.html", form=form, setup=setup, qr=picture(setup) if setup else "")
    return make_response(page, 422 if form.errors else 200)


@blueprint.route("/code/remove", methods=["GET", "POST"])
@requires(Right.ACCOUNT_USE)
def remove_code() -> Response:
    """Use codes no more, after proving once more who one is."""
    user, form = principal(), RemoveForm()
    if not user.has_code:
        return back()
    if form.validate_on_submit() and form.confirmed(user):
        service.remove_code(user)
        return back()
    return make_response(render_template("account/remove_code.html", form=form), 422 if form.errors else 200)


@blueprint.route("/password", methods=["GET", "POST"])
@requires(Right.ACCOUNT_USE)
def change_password() -> Response:
    """Choose another password, with the one until now."""
    user, form = principal(), ChangePasswordForm()
    if form.validate_on_submit() and form.confirmed(user):
        service.change_password(user, form.chosen.data or "")
        return back()
    page = render_template("account/password.html", form=form, has_code=user.has_code)
    return make_response(page, 422 if form.errors else 200)


def back() -> Response:
    """To the account's page."""
    return make_response(redirect(url_for("account.show"), 303))


def picture(setup: Setup) -> Markup:
    """The QR code as a drawing."""
    drawing = make_qr(setup.uri, error="m").svg_inline(scale=5, border=3, omitsize=True, svgclass="qr", lineclass=None)
    # Safe: the library draws squares; nothing of the address stands in it as text.
    return Markup(drawing)  # noqa: S704
