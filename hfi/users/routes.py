"""Addresses of accounts: the list, one account, what was asked about accounts, and the link for somebody new."""

import uuid
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from hfi.access.guard import public, requires
from hfi.access.principal import principal
from hfi.access.roles import Right
from hfi.texts import gettext
from hfi.users import queries, service, welcome
from hfi.users.deeds import table
from hfi.users.forms import (
    ROLE_HINTS,
    AnswerForm,
    ContactForm,
    LockForm,
    NewUserForm,
    PasswordForm,
    RightsForm,
    UsersFilter,
)
from hfi.users.models import Answer
from hfi.users.service import EmailTakenError

blueprint = Blueprint("users", __name__)
BOTH = ["GET", "POST"]
USER = "/users/<uuid:item>"


@blueprint.get("/users")
@requires(Right.USERS_MANAGE)
def show() -> Response:
    """The users, and what each role may do."""
    return list_page(NewUserForm(data={"item": str(uuid.uuid4())}))


@blueprint.post("/users")
@requires(Right.USERS_MANAGE)
def add() -> Response:
    """Somebody new: the link is shown once, and works when somebody else has approved it."""
    form = NewUserForm()
    form.offer()
    if form.validate():
        try:
            return link_page(form.new_id(), form.name.data or "", service.add_user(principal(), form))
        except EmailTakenError:
            form.email.errors = [gettext("Somebody has this e-mail already")]
    return list_page(form)


def list_page(new: NewUserForm) -> Response:
    """The list with the form for somebody new."""
    new.offer()
    asked = UsersFilter(request.args)
    after = request.args.get("after", "")
    users = queries.load_users(principal(), asked.wanted(), after)
    waiting = queries.load_waiting(principal())
    page = render_template(
        "users/page.html",
        form=asked,
        new=new,
        users=users,
        paged=bool(after),
        waiting=waiting,
        table=table(),
        role_hints=ROLE_HINTS,
    )
    return make_response(page, 422 if new.errors else 200)


def link_page(item: uuid.UUID, name: str, token: str) -> Response:
    """The link, to be handed over in person or by phone; it is never shown again."""
    link = url_for("users.choose_password", token=token, _external=True)
    return make_response(render_template("users/link.html", item=item, name=name, link=link))


@blueprint.get(USER)
@requires(Right.USERS_MANAGE)
def show_user(item: uuid.UUID) -> Response:
    """One account and its history."""
    return make_response(render_template("users/user.html", user=queries.load_user(principal(), item)))


@blueprint.route(f"{USER}/edit", methods=BOTH)
@requires(Right.USERS_MANAGE)
def edit(item: uuid.UUID) -> Response:
    """Name, e-mail, phone and hours."""
    user = queries.load_user(principal(), item)
    form = ContactForm(obj=user)
    if form.validate_on_submit():
        try:
            service.change_contact(principal(), item, form)
            return to_user(item)
        except EmailTakenError:
            form.email.errors = [gettext("Somebody has this e-mail already")]
    return form_page("users/edit.html", form, user=user)


@blueprint.route(f"{USER}/rights", methods=BOTH)
@requires(Right.USERS_MANAGE)
def ask(item: uuid.UUID) -> Response:
    """Ask for other rights, an open account, or a new password."""
    user = queries.load_user(principal(), item)
    form = RightsForm(obj=user)
    form.offer()
    if user.waiting:
        return to_user(item)
    if form.validate_on_submit():
        token = service.ask(principal(), item, form)
        return link_page(item, user.name, token) if token else to_user(item)
    return form_page("users/rights.html", form, user=user, role_hints=ROLE_HINTS)


@blueprint.route(f"{USER}/lock", methods=BOTH)
@requires(Right.USERS_MANAGE)
def lock(item: uuid.UUID) -> Response:
    """Lock the account, at once."""
    user = queries.load_user(principal(), item)
    form = LockForm()
    if form.validate_on_submit():
        service.lock(principal(), item)
        return to_user(item)
    return form_page("users/lock.html", form, user=user)


def to_user(item: uuid.UUID) -> Response:
    """Back to the account."""
    return make_response(redirect(url_for("users.show_user", item=item), 303))


def form_page(template: str, form: Any, **values: Any) -> Response:
    """A page with a form; with what was typed, when something is wrong."""
    return make_response(render_template(template, form=form, **values), 422 if form.errors else 200)


@blueprint.get("/requests")
@requires(Right.USERS_APPROVE)
def waiting() -> Response:
    """What waits for an answer, and what was answered."""
    requests = queries.load_waiting(principal()), queries.load_answered(principal())
    return make_response(render_template("users/requests.html", waiting=requests[0], answered=requests[1]))


@blueprint.route("/requests/<uuid:item>", methods=BOTH)
@requires(Right.USERS_APPROVE)
def answer(item: uuid.UUID) -> Response:
    """Say yes or no to a request."""
    asked = queries.load_request(principal(), item)
    form = AnswerForm()
    if not form.validate_on_submit():
        return form_page("users/request.html", form, asked=asked)
    given = request.form.get("answer", "")
    if given not in set(Answer):
        abort(400)
    service.answer(principal(), item, Answer(given))
    return make_response(redirect(url_for("users.waiting"), 303))


@blueprint.route("/welcome/<string:token>", methods=BOTH)
@public
def choose_password(token: str) -> Response:
    """Whoever has the link chooses a password."""
    form = PasswordForm()
    if form.validate_on_submit():
        done = welcome.choose_password(token, form.password.data or "")
        return make_response(
            render_template("users/welcome.html", form=form, works=done, done=done), 200 if done else 404
        )
    works = welcome.find_welcome(token) is not None
    status = (422 if form.errors else 200) if works else 404
    return make_response(render_template("users/welcome.html", form=form, works=works, done=False), status)
