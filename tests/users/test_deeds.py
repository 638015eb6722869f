"""The table "who may do what" says what the rule says."""

import pytest

from hfi.access.roles import Role
from hfi.access.terms import Action
from hfi.users.deeds import DEEDS

pytestmark = pytest.mark.pure
BY_ACTION = {
    Action.MANAGE_USERS: {Role.ADMINISTRATOR},
    Action.APPROVE_ROLE: {Role.ADMINISTRATOR, Role.MANAGER},
    Action.ATTACH: {Role.COORDINATOR, Role.MANAGER},
    Action.SUBSTITUTE: {Role.PROFESSIONAL, Role.COORDINATOR, Role.MANAGER},
    Action.BREAK_GLASS: {Role.PROFESSIONAL, Role.MANAGER},
    Action.REVIEW: {Role.DPO},
    Action.EXPORT: {Role.EVALUATOR},
    Action.SHARE: {Role.PROFESSIONAL, Role.COORDINATOR},
    Action.READ_FIGURES: {Role.MANAGER, Role.STEERING_GROUP},
}


def may(deed):
    """The roles of which the table says yes."""
    return {role for role in Role if deed.may(role)}


@pytest.mark.parametrize("action", BY_ACTION)
def test_what_an_office_may(action):
    found = [may(one) for one in DEEDS if one.action is action]
    assert set.union(*found) == BY_ACTION[action]


def test_an_administrator_reads_and_writes_nothing_of_a_family():
    content = [one for one in DEEDS if one.action in (Action.READ, Action.WRITE, Action.PRINT)]
    assert len(content) > 4 and not any(one.may(Role.ADMINISTRATOR) for one in content)


def test_managers_write_nothing():
    assert not any(one.may(Role.MANAGER) for one in DEEDS if one.action in (Action.WRITE, Action.PRINT))
