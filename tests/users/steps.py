"""What the stories about accounts do again and again."""

import sqlalchemy as sa

from hfi.access.models import User
from hfi.access.roles import Profession, Role
from hfi.users.models import AccountRequest
from tests.team.steps import add_user

KARLA = {
    "name": "Karla Formular", "email": "Karla@Demo.Example", "role": "professional", "department": "BIF",
    "profession": "employment_caseworker", "reason": "Ny i afdelingen",
}  # fmt: skip


def add_second_administrator(store, world):
    """Alma looks after users as Ada does."""
    add_user(store, world, "Alma", Role.ADMINISTRATOR)


def create(visitor, status=200, **more):
    """Fill in the form for somebody new. The page shows the link."""
    visitor.open("/users")
    return visitor.submit(visitor.find("#new-user form"), status, **{**KARLA, **more})


def link_on(visitor):
    """The path of the link that the page shows."""
    return "/welcome/" + visitor.find("#link")["value"].rpartition("/")[2]


def ask(visitor, world, name, status=303, **more):
    """Ask for other rights; at first the form shows those that there are."""
    visitor.open(f"/users/{world.users[name]}/rights")
    return visitor.submit(visitor.find("main form"), status, **{"reason": "Skifter opgave", **more})


def waiting(store):
    """The one request that waits for an answer."""
    return store.only(AccountRequest, AccountRequest.answer.is_(None))


def give(visitor, store, answer, status=303, request=None):
    """Answer the request that waits."""
    url = f"/requests/{(request or waiting(store)).id}"
    visitor.open(url)
    return visitor.submit(visitor.find("main form"), status, answer=answer)


def rights_of(store, email):
    """Role, department, profession and whether the account is open."""
    columns = User.role, User.department, User.profession, User.active
    return tuple(store.all(sa.select(*columns).where(User.email == email))[0])


EMPLOYED = (Role.PROFESSIONAL, "BIF", Profession.EMPLOYMENT_CASEWORKER)
