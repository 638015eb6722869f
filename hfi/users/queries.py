"""Accounts, read by the system: an administrator has no family, and does not see how many a user has."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import Session, aliased

from hfi import alphabet
from hfi.access.models import LoginSession, User
from hfi.access.policy import decide
from hfi.access.principal import Principal
from hfi.access.reasons import REASONS
from hfi.access.roles import PROFESSION_TITLES, Profession, Right, Role
from hfi.access.terms import Action, Decision, Target
from hfi.extensions import system_session
from hfi.plan.department import registry
from hfi.programmes.model import main_programme, role_title
from hfi.users.models import AccountRequest
from hfi.users.views import RequestView, Rights, State, UserList, UserPage, UserRow, Wanted

PAGE = 50
MOST_HISTORY = 50


def may_manage(reader: Principal, user_id: uuid.UUID | None = None) -> Decision:
    """Whether the reader looks after accounts, and after this one: never after their own."""
    return decide(reader.reader, Action.MANAGE_USERS, Target(oneself=user_id == reader.user_id))


def may_approve(reader: Principal, user_id: uuid.UUID, asked_by: uuid.UUID) -> Decision:
    """Whether the reader may say yes to what somebody asked about an account: somebody else's, asked by another."""
    target = Target(oneself=user_id == reader.user_id, second=asked_by != reader.user_id)
    return decide(reader.reader, Action.APPROVE_ROLE, target)


def rights_in_words(role: Role, department: str, profession: Profession | None) -> Rights:
    """What decides what somebody may do, in the reader's language."""
    return Rights(role_title(role), department, str(PROFESSION_TITLES[profession]) if profession else "")


def last_login() -> sa.ScalarSelect[Any]:
    """When the user last logged in, as far back as logins are kept."""
    return sa.select(sa.func.max(LoginSession.created_at)).where(LoginSession.user_id == User.id).scalar_subquery()


def is_waiting() -> sa.ColumnElement[bool]:
    """Whether something that was asked about the user waits for an answer."""
    return sa.exists().where(AccountRequest.user_id == User.id, AccountRequest.answer.is_(None))


def load_users(reader: Principal, wanted: Wanted, after: str = "") -> UserList:
    """The users after the one with this id, from the beginning when there is none. Three queries."""
    conditions = conditions_of(wanted)
    columns = (User.id, User.name, User.email, User.department, User.role, User.active)
    more = (last_login().label("last_login"), is_waiting().label("waiting"))
    statement = sa.select(*columns, *more).where(*conditions).order_by(alphabet.in_order(User.name), User.id)
    with system_session() as session:
        rows = session.execute(statement.where(*beyond(session, after)).limit(PAGE + 1)).all()
        counts = session.execute(count_users(conditions)).one()
    shown = rows[:PAGE]
    next_page = str(shown[-1].id) if len(rows) > PAGE else ""
    lines = tuple(present_user(reader, row) for row in shown)
    return UserList(lines, counts.found, counts.everybody, counts.locked, next_page)


def count_users(conditions: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """How many the filter finds, how many there are, and how many of them are locked."""
    number = sa.func.count(User.id)
    found = number.filter(sa.and_(sa.true(), *conditions)).label("found")
    columns: list[Any] = [found, number.label("everybody"), number.filter(~User.active).label("locked")]
    return sa.select(*columns)


def conditions_of(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """The filter as conditions on User."""
    found: list[sa.ColumnElement[bool]] = []
    if wanted.text:
        found.append(sa.or_(alphabet.has_words(User.name, wanted.text), alphabet.has_words(User.email, wanted.text)))
    if wanted.department:
        found.append(User.department == wanted.department)
    if wanted.role:
        found.append(User.role == Role(wanted.role))
    if wanted.state is not State.ALL:
        found.append(User.active.is_(wanted.state is State.OPEN))
    return found


def beyond(session: Session, after: str) -> list[sa.ColumnElement[bool]]:
    """What comes after the user in the list."""
    try:
        last = uuid.UUID(after)
    except ValueError:
        return []
    name = session.scalar(sa.select(User.name).where(User.id == last))
    if name is None:
        return []
    ordered = alphabet.in_order(User.name)
    return [sa.or_(ordered > name, sa.and_(ordered == name, User.id > last))]


def present_user(reader: Principal, row: Any) -> UserRow:
    """One line."""
    return UserRow(
        id=row.id,
        name=row.name,
        email=row.email,
        department=row.department,
        mark=registry().mark_of_code(row.department, main_programme()) if row.department else None,
        role=role_title(row.role),
        last_login=row.last_login,
        active=row.active,
        waiting=row.waiting,
        may_change=bool(may_manage(reader, row.id)),
    )


def load_user(reader: Principal, user_id: uuid.UUID) -> UserPage:
    """One account with its history. 404 when there is none, 403 when the reader may not look after it."""
    columns = (User.name, User.email, User.phone, User.hours, User.role, User.department, User.profession, User.active)
    statement = sa.select(*columns, last_login().label("last_login"))
    with system_session() as session:
        row = session.execute(statement.where(User.id == user_id)).one_or_none()
        history = load_requests(session, reader, AccountRequest.user_id == user_id)
    if row is None:
        abort(404)
    if not may_manage(reader, user_id):
        abort(403)
    return UserPage(
        id=user_id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        hours=row.hours,
        role=row.role,
        department=row.department,
        profession=row.profession,
        rights=rights_in_words(row.role, row.department, row.profession),
        active=row.active,
        last_login=row.last_login,
        waiting=any(one.answer is None for one in history),
        history=history,
    )


def load_waiting(reader: Principal) -> tuple[RequestView, ...]:
    """What waits for an answer, the oldest first; of what is asked about the reader nothing is shown."""
    with system_session() as session:
        waiting = load_requests(
            session, reader, sa.and_(AccountRequest.answer.is_(None), AccountRequest.user_id != reader.user_id)
        )
    return tuple(reversed(waiting))


def load_answered(reader: Principal) -> tuple[RequestView, ...]:
    """What was answered last."""
    with system_session() as session:
        return load_requests(
            session, reader, sa.and_(AccountRequest.answer.is_not(None), AccountRequest.user_id != reader.user_id)
        )


def load_request(reader: Principal, request_id: uuid.UUID) -> RequestView:
    """One request. 404 when there is none, or it is about the reader."""
    with system_session() as session:
        own = sa.and_(AccountRequest.id == request_id, AccountRequest.user_id != reader.user_id)
        found = load_requests(session, reader, own)
    if not found:
        abort(404)
    return found[0]


def load_requests(session: Session, reader: Principal, which: sa.ColumnElement[bool]) -> tuple[RequestView, ...]:
    """These requests with everybody's names, the latest first. One query."""
    asked_by, answered_by = aliased(User), aliased(User)
    names = (User.name, User.email, asked_by.name.label("asked_by"), answered_by.name.label("answered_by"))
    statement = (
        sa.select(AccountRequest, *names)
        .join(User, User.id == AccountRequest.user_id)
        .join(asked_by, asked_by.id == AccountRequest.asked_by_id)
        .outerjoin(answered_by, answered_by.id == AccountRequest.answered_by_id)
        .where(which)
        .order_by(AccountRequest.asked_at.desc(), AccountRequest.id)
        .limit(MOST_HISTORY)
    )
    return tuple(present_request(reader, row) for row in session.execute(statement))


def present_request(reader: Principal, row: Any) -> RequestView:
    """One request as the reader may see and answer it."""
    asked: AccountRequest = row.AccountRequest
    approving = may_approve(reader, asked.user_id, asked.asked_by_id)
    waiting = asked.answer is None
    return RequestView(
        id=asked.id,
        user_id=asked.user_id,
        name=row.name,
        email=row.email,
        before=rights_before(asked),
        after=str(rights_in_words(asked.role, asked.department, asked.profession)),
        opens=not asked.was_active,
        link=asked.link_hash is not None,
        resets_code=asked.resets_code,
        reason=asked.reason,
        asked_by=row.asked_by,
        asked_at=asked.asked_at,
        answer=asked.answer,
        answered_by=row.answered_by or "",
        answered_at=asked.answered_at,
        may_approve=waiting and bool(approving),
        may_take_back=waiting and asked.asked_by_id == reader.user_id and reader.has(Right.USERS_MANAGE),
        why_not="" if approving else str(REASONS[approving.why]),
    )


def rights_before(asked: AccountRequest) -> str:
    """What the account was before; empty for somebody new."""
    if not asked.was_role:
        return ""
    profession = Profession(asked.was_profession) if asked.was_profession else None
    return str(rights_in_words(Role(asked.was_role), asked.was_department, profession))
