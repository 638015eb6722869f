"""CPR numbers: read, found and masked; shown whole only where the rule lets somebody who is named see it.

Since 2007 a valid number need not pass the modulus-11 check, so it is never refused for that. A date in the future is
let through: the demo's people have such numbers, so that they belong to nobody.
"""

from datetime import date

import sqlalchemy as sa
from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

from hfi import vault
from hfi.extensions import db
from hfi.families.models import Person

MASK = "••••"


class NotACprNumberError(ValueError):
    """The text is not ten digits that begin with a date."""


def compact(text: str) -> str:
    """The ten digits. Raises NotACprNumberError."""
    digits: str = stdnum_cpr.compact(text)
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        raise NotACprNumberError
    try:
        stdnum_cpr.get_birth_date(digits)
    except ValidationError as error:
        raise NotACprNumberError from error
    return digits


def looks_like_cpr(text: str) -> bool:
    """Whether somebody typed a whole CPR number."""
    try:
        compact(text)
    except NotACprNumberError:
        return False
    return True


def birthday(text: str) -> date:
    """The day that the number begins with; it may lie in the future. Raises NotACprNumberError."""
    found: date = stdnum_cpr.get_birth_date(compact(text))
    return found


def set_cpr(person: Person, text: str) -> None:
    """Give the person the number, and make it findable. Raises NotACprNumberError."""
    person.cpr = compact(text)
    person.cpr_index = index(person.cpr)


def is_anothers(person: Person, text: str) -> bool:
    """Whether somebody else in the same family has this number already. Raises NotACprNumberError.

    Other families are not asked: the answer would tell that somebody stands in one of them.
    """
    same = sa.and_(Person.family_id == person.family_id, Person.cpr_index == index(compact(text)))
    return db.session.scalar(sa.select(Person.id).where(same, Person.id != person.id)) is not None


def index(digits: str) -> bytes:
    """The keyed index of ten digits."""
    return vault.blind_index("cpr|" + digits)


def masked(number: str) -> str:
    """`010190-••••`; what is no number stays as it is: nothing, or that it was erased."""
    return f"{number[:6]}-{MASK}" if number.isdigit() else number


def whole(number: str) -> str:
    """`010190-1234`; what is no number stays as it is: nothing, or that it was erased."""
    return f"{number[:6]}-{number[6:]}" if number.isdigit() else number


def age(born_on: date | None, on: date) -> int | None:
    """Whole years on that day."""
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
