"""To prove once more who one is: for what must not be done from a screen that somebody left unlocked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_login import login_user

from hfi import clock
from hfi.access import sessions, step_up
from hfi.access.models import FailedLogin, LoginSession
from hfi.access.principal import principal
from hfi.access.throttle import TooManyAttemptsError
from tests.access.codes import code, set_up
from tests.world import PASSWORD


@pytest.fixture
def mette(app, world):
    """Mette, logged in to the request that is being answered."""
    with app.test_request_context("/account"):
        login = sessions.start_session(world.users["Mette"], "Chrome, Windows")
        login_user(login)
        yield login


def test_the_password_proves_it(mette):
    assert step_up.confirm(mette, PASSWORD, "")
    assert not step_up.confirm(mette, "forkert", "")
    assert not step_up.confirm(mette, "", "")


def test_who_uses_codes_gives_one_as_well_and_it_is_spent(app, world, visit):
    secret, _ = set_up(visit("Mette"))
    with app.test_request_context("/account"):
        mette = sessions.start_session(world.users["Mette"])
        assert not step_up.confirm(mette, PASSWORD, "")
        assert not step_up.confirm(mette, "forkert", code(secret, 1))
        assert step_up.confirm(mette, PASSWORD, code(secret, 1))
        assert not step_up.confirm(mette, PASSWORD, code(secret, 1))


def test_guessing_is_stopped_and_counts_for_the_login_too(mette, store):
    for _ in range(5):
        assert not step_up.confirm(mette, "forkert", "")
    with pytest.raises(TooManyAttemptsError) as stopped:
        step_up.confirm(mette, PASSWORD, "")
    assert stopped.value.code == 429 and store.count(FailedLogin) == 5


def test_the_login_goes_on_under_a_new_id_and_the_old_one_is_dead(mette):
    fresh = step_up.renew(mette)
    assert fresh.token != mette.token and fresh.user_id == mette.user_id and principal() == fresh
    assert fresh.stepped_up_at and fresh.stepped_up_at > clock.now() - timedelta(seconds=30)
    assert sessions.find_principal(mette.token) is None and sessions.find_principal(fresh.token) == fresh


def test_stepping_up_makes_no_login_live_longer(app, mette, store):
    began = clock.now() - app.config["SESSION_ABSOLUTE"] + timedelta(minutes=1)
    store.run(sa.update(LoginSession).values(created_at=began))
    fresh = step_up.renew(mette)
    assert store.list(sa.select(LoginSession.created_at)) == [began, began]
    store.run(sa.update(LoginSession).values(created_at=began - timedelta(minutes=2)))
    assert sessions.find_principal(fresh.token) is None


def test_a_login_that_is_over_is_not_brought_back(mette):
    sessions.end_session(mette.token)
    assert sessions.find_principal(step_up.renew(mette).token) is None
