"""Production does not start while somebody invented could log in."""

import pytest
import sqlalchemy as sa

from hfi.access.login import refuse_demo_users
from hfi.access.models import User
from hfi.config import UnsafeSettingsError


def test_a_demo_user_stops_production(app, world, store):
    refuse_demo_users(app)
    store.run(sa.update(User).where(User.id == world.users["Mette"]).values(demo=True))
    with pytest.raises(UnsafeSettingsError, match="demo users"):
        refuse_demo_users(app)


def test_a_demo_user_who_cannot_log_in_does_not(app, world, store):
    store.run(sa.update(User).where(User.id == world.users["Mette"]).values(demo=True, active=False))
    refuse_demo_users(app)
