"""Who may say who stands in, and how attachments lie in time: the pure rules."""

import uuid
from datetime import date
from itertools import product

import pytest

from hfi.access.models import AttachmentKind
from hfi.access.policy import decide
from hfi.access.roles import Role
from hfi.access.terms import Action, Reader, Relation, Target, Why
from hfi.team.rules import Tie

pytestmark = pytest.mark.pure

READERS = [Reader(*one, None) for one in product(Role, ("SOF", "BIF", ""))]
TARGETS = [
    Target(relation=relation, owner=owner, contribution=own, oneself=oneself, closed=closed, blocked=blocked)
    for relation, owner, own, oneself, closed, blocked in product(Relation, ("SOF", ""), *[(False, True)] * 4)
]


def allowed():
    """The cases in which somebody may say who stands in."""
    return [(one, target) for one, target in product(READERS, TARGETS) if decide(one, Action.SUBSTITUTE, target)]


def test_nobody_stands_in_by_their_own_word_nor_near_a_conflict_nor_in_a_closed_family():
    assert not [target for _, target in allowed() if target.oneself or target.blocked or target.closed]


def test_of_oneself_whoever_works_with_the_family_says_it():
    own = [(one, target) for one, target in allowed() if target.contribution]
    assert {one.role for one, _ in own} == {Role.PROFESSIONAL, Role.COORDINATOR}
    assert Relation.NONE not in {target.relation for _, target in own}


def test_of_others_their_manager_says_it_or_the_programmes():
    others = [(one, target) for one, target in allowed() if not target.contribution]
    assert {(one.role, target.relation) for one, target in others} == {(Role.MANAGER, Relation.MANAGER)}
    assert {(one.department, target.owner) for one, target in others} == {("SOF", "SOF"), ("", "SOF"), ("", "")}


def test_a_refusal_says_why():
    manager, target = Reader(Role.MANAGER, "SOF", None), Target(relation=Relation.MANAGER, owner="BIF")
    assert decide(manager, Action.SUBSTITUTE, target).why is Why.NOT_THE_OFFICE


@pytest.mark.parametrize(("first", "last", "meets"), [
    (1, 4, False), (1, 5, True), (5, 5, True), (9, 20, True), (10, 20, False)
])  # fmt: skip
def test_an_attachment_meets_the_days_that_it_shares(first, last, meets):
    assert tie(5, 9).meets(date(2026, 1, first), date(2026, 1, last)) is meets


def test_one_that_was_called_off_meets_nothing_and_one_without_an_end_everything_after():
    assert not tie(5, 4).meets(date(2026, 1, 1), date(2026, 1, 31))
    assert tie(5, None).meets(date(2030, 1, 1), date.max)


def tie(first, last):
    """An attachment on these days of January."""
    days = date(2026, 1, first), last and date(2026, 1, last)
    return Tie(uuid.uuid4(), uuid.uuid4(), "SOF", AttachmentKind.TEAM, *days)
