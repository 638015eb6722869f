"""Changing accounts. What gives rights waits for somebody else; what takes them away works at once."""

import secrets
import uuid
from datetime import timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access import second_factor
from hfi.access.models import Attachment, LoginSession, User
from hfi.access.principal import Principal
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.team.rows import end
from hfi.texts import gettext
from hfi.users.forms import ContactForm, NewUserForm, RightsForm
from hfi.users.models import AccountRequest, Answer
from hfi.users.queries import may_approve, may_manage

NO_HASH = "!"
"""No password has this hash: a new account is opened by its link alone."""


class EmailTakenError(Exception):
    """Somebody else logs in with this e-mail."""


def add_user(reader: Principal, form: NewUserForm) -> str:
    """A new account, locked until somebody else approves it; what its link ends with, to be shown once.

    Raises EmailTakenError. What two clicks send is stored once, and the second gets a link of its own: of the first
    nobody has seen the answer.
    """
    token = secrets.token_urlsafe(32)
    try:
        with system_session() as session:
            known = session.get(User, form.new_id()) is not None
            asked = just_asked(session, reader, form) if known else first_request(session, reader, form)
            asked.link_hash = link_hash(token)
            log(session, reader, "ask_role", asked.user_id, fields_of(asked))
    except IntegrityError as error:
        raise EmailTakenError from error
    return token


def just_asked(session: Session, reader: Principal, form: NewUserForm) -> AccountRequest:
    """What this form asked for when it was sent before. Raises EmailTakenError when it was somebody else's."""
    asked = waiting_request(session, form.new_id())
    if asked is None or asked.asked_by_id != reader.user_id or asked.was_role:
        raise EmailTakenError
    return asked


def first_request(session: Session, reader: Principal, form: NewUserForm) -> AccountRequest:
    """A new user who cannot log in yet, and what is asked for them."""
    contact = form.values(("name", "email", "phone", "hours"))
    rights = form.values(("role", "department", "profession"))
    refuse_taken(session, contact["email"])
    user = User(id=form.new_id(), password_hash=NO_HASH, active=False, **contact, **rights)
    session.add(user)
    session.flush()
    return new_request(session, reader, user, form)


def refuse_taken(session: Session, email: str) -> None:
    """Raise EmailTakenError when somebody has the e-mail.

    The database would refuse it too, and does when two are quicker than this; but PostgreSQL writes it into its log.
    """
    if session.scalar(sa.select(User.id).where(User.email == email)) is not None:
        raise EmailTakenError


def new_request(session: Session, reader: Principal, user: User, form: Any, *, known: bool = False) -> AccountRequest:
    """What is asked for; of a `known` account with what it is now."""
    asked = AccountRequest(
        user_id=user.id,
        **form.values(("role", "department", "profession", "reason")),
        asked_by_id=reader.user_id,
        asked_at=clock.now(),
    )
    if known:
        asked.was_role, asked.was_department = user.role.value, user.department
        asked.was_profession, asked.was_active = user.profession or "", user.active
    session.add(asked)
    session.flush()
    return asked


def link_hash(token: str) -> str:
    """What the database keeps of a link."""
    return sha256(token.encode()).hexdigest()


def waiting_request(session: Session, user_id: uuid.UUID) -> AccountRequest | None:
    """What waits for an answer about the account."""
    waiting = AccountRequest.user_id == user_id, AccountRequest.answer.is_(None)
    return session.scalar(sa.select(AccountRequest).where(*waiting))


def log(session: Session, reader: Principal, action: str, user_id: uuid.UUID, fields: str) -> None:
    """Say in the log who did what with which account: names of fields, never what stands in them."""
    audit.record(reader, action, session=session, what=f"user:{user_id}:{fields}")


def open_user(session: Session, reader: Principal, user_id: uuid.UUID) -> User:
    """The account, to be changed. 404 when there is none, 403 when the reader may not look after it."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None:
        abort(404)
    if not may_manage(reader, user_id):
        abort(403)
    return user


def fields_of(asked: AccountRequest) -> str:
    """What a request is about, for the log."""
    more = (",link" if asked.link_hash else "") + (",second_factor" if asked.resets_code else "")
    return f"role,department,profession{more}"


def change_contact(reader: Principal, user_id: uuid.UUID, form: ContactForm) -> None:
    """Other contact details, at once. Raises EmailTakenError."""
    typed = form.values(("name", "email", "phone", "hours"))
    try:
        with system_session() as session:
            user = open_user(session, reader, user_id)
            changed = [name for name, value in typed.items() if getattr(user, name) != value]
            if "email" in changed:
                refuse_taken(session, typed["email"])
            for name in changed:
                setattr(user, name, typed[name])
            log(session, reader, "edit_user", user_id, ",".join(sorted(changed)))
    except IntegrityError as error:
        raise EmailTakenError from error


def lock(reader: Principal, user_id: uuid.UUID) -> None:
    """Nobody gets in with the account from now on, and whoever is in is out. What waits about it is taken back."""
    with system_session() as session:
        user = open_user(session, reader, user_id)
        user.active = False
        end_sessions(session, user_id)
        asked = waiting_request(session, user_id)
        if asked:
            settle(asked, reader, Answer.TAKEN_BACK)
        log(session, reader, "lock_user", user_id, "active")


def end_sessions(session: Session, user_id: uuid.UUID) -> None:
    """End every login of the user."""
    running = LoginSession.user_id == user_id, LoginSession.ended_at.is_(None)
    session.execute(sa.update(LoginSession).where(*running).values(ended_at=clock.now()))


def ask(reader: Principal, user_id: uuid.UUID, form: RightsForm) -> str:
    """Ask that an account gets these rights, and is open; what its link ends with, when one was wanted.

    Nothing is asked when something waits already.
    """
    token = secrets.token_urlsafe(32) if form.new_link.data else ""
    with system_session() as session:
        user = open_user(session, reader, user_id)
        if waiting_request(session, user_id):
            return ""
        asked = new_request(session, reader, user, form, known=True)
        asked.link_hash, asked.resets_code = link_hash(token) if token else None, form.resets_code.data
        log(session, reader, "ask_role", user_id, fields_of(asked))
    return token


def settle(asked: AccountRequest, reader: Principal, answer: Answer) -> None:
    """Write down the answer, who gave it and when."""
    asked.answer, asked.answered_by_id, asked.answered_at = answer, reader.user_id, clock.now()
    asked.waiting = None


def answer(reader: Principal, request_id: uuid.UUID, given: Answer) -> None:
    """Answer what was asked; once. 404 when there is no such request, 403 when it is not the reader's to answer."""
    with system_session() as session:
        asked = session.get(AccountRequest, request_id, with_for_update=True)
        if asked is None or asked.user_id == reader.user_id:
            abort(404)
        if not may_answer(reader, asked, given):
            abort(403)
        if asked.answer is not None:
            return
        settle(asked, reader, given)
        if given is Answer.APPROVED:
            apply(session, reader, asked)
        log(session, reader, f"{given.value}_role", asked.user_id, fields_of(asked))


def may_answer(reader: Principal, asked: AccountRequest, given: Answer) -> bool:
    """Whoever asked may take it back; somebody else says yes or no."""
    if given is Answer.TAKEN_BACK:
        return asked.asked_by_id == reader.user_id and bool(may_manage(reader, asked.user_id))
    return bool(may_approve(reader, asked.user_id, asked.asked_by_id))


def apply(session: Session, reader: Principal, asked: AccountRequest) -> None:
    """Let the account be what was asked for. Every login ends; with another role or department, so does the work."""
    user = session.get_one(User, asked.user_id, with_for_update=True)
    moved = (user.role, user.department) != (asked.role, asked.department)
    user.role, user.department, user.profession = asked.role, asked.department, asked.profession
    user.active = True
    end_sessions(session, user.id)
    if asked.resets_code:
        second_factor.forget(session, user.id)
    if moved:
        end_attachments(session, reader, user.id)


def end_attachments(session: Session, reader: Principal, user_id: uuid.UUID) -> None:
    """Whoever changes office keeps no family of the old one; the managers see which these were."""
    yesterday = clock.today() - timedelta(days=1)
    running = sa.or_(Attachment.to_on.is_(None), Attachment.to_on > yesterday)
    for row in session.scalars(sa.select(Attachment).where(Attachment.user_id == user_id, running)):
        end(row, yesterday, reader.user_id, gettext("Has another role or department now"))
