"""What somebody does who has an app for one-time codes."""

from datetime import timedelta

import pyotp

from hfi import clock
from tests.visitor import Visitor
from tests.world import PASSWORD


def code(secret, later=0):
    """What the app shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * later))


def begin(visitor):
    """Ask for the picture, and give the secret that stands below it."""
    visitor.submit(visitor.open("/account/code").find("main form"), 303)
    visitor.open("/account/code")
    return "".join(visitor.text(".secret").split())


def set_up(visitor, later=0):
    """Set up codes, and give the secret and the recovery codes."""
    secret = begin(visitor)
    visitor.submit(visitor.find("main form"), 200, code=code(secret, later), password=PASSWORD)
    return secret, [one.get_text() for one in visitor.page.select(".recovery code")]


def knock(app, world, name="mette", wanted="/login"):
    """A new browser, before the second page of the login."""
    visitor = Visitor(app.test_client(), world).open(wanted)
    visitor.submit(visitor.find("main form"), 303, email=f"{name}@demo.example", password=PASSWORD)
    return visitor.open(visitor.response.location)


def give(visitor, typed):
    """Write the code."""
    visitor.submit(visitor.find("main form"), code=typed)
    return visitor.response.status_code
