"""What the stories about the way in do again and again."""

from hfi import clock
from hfi.families.models import Family
from hfi.intake.models import Referral
from tests.team.steps import day, typed

NEW = "/referrals/new"
WHY = "Selma går fem steder hen. To møder lå samtidig."
SELMA, SON = "2206881234", "1001141234"


def filled(**more):
    """What somebody types who refers Familien Pilfinger."""
    values = {
        "name": "Familien Pilfinger", "housing_area": "Lundtoftegade", "interpreter_language": "tyrkisk",
        "people-0-name": "Selma Pilfinger", "people-0-relation": "mor", "people-0-kind": "adult",
        "people-0-cpr": SELMA, "people-0-born_on": "",
        "people-1-name": "Emre Pilfinger", "people-1-relation": "søn", "people-1-kind": "child",
        "people-1-cpr": "", "people-1-born_on": typed(day(-9 * 366)),
        "departments": ["SOF", "BIF"], "difficulties": ["absence", "work", "demands"], "why": WHY,
        "manner": "written", "consented_on": typed(clock.today()), "source": "school", "source_name": "Eksempelskolen",
        "contact_1": "", "contact_2": "",
    }  # fmt: skip
    return {**values, **more}


def refer(visitor, status=303, **more):
    """Fill in the referral, and send it."""
    visitor.open(NEW)
    return visitor.submit(visitor.find("#referral"), status, filled(**more))


def referral(store):
    """The one referral there is."""
    return store.only(Referral)


def referred(store):
    """The family that was referred."""
    return store.only(Family, Family.id == referral(store).family_id)


def url_of(store, rest="referral"):
    """An address of the family that was referred."""
    return f"/families/{referred(store).reference}/{rest}"


def families(store):
    """How many there are."""
    return store.count(Family)


def user_id(world, name):
    """A persona's id, as forms have it."""
    return str(world.users[name])
