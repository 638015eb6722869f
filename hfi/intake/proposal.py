"""Whom to propose as a family's contact persons: pure, so that the order of the reasons can be tested."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A colleague, and of how many families they are the contact person today."""

    user_id: uuid.UUID
    name: str
    department: str
    families: int


@dataclass(frozen=True)
class Wish:
    """What speaks for a colleague: whom the referrer suggested, and which departments have a case already.

    `most` is how many families a contact person has at most, `apart` whether each is of another department, `kept_out`
    whom it cannot be.
    """

    number: int
    most: int
    apart: bool
    suggested: Sequence[uuid.UUID] = ()
    departments: Collection[str] = ()
    kept_out: Collection[uuid.UUID] = ()


def propose(candidates: Sequence[Candidate], wish: Wish) -> list[uuid.UUID]:
    """The best ones: who was suggested, then of a department that knows the family, then with the fewest families."""
    chosen: list[Candidate] = []
    for one in sorted(fitting(candidates, wish), key=lambda one: rank(one, wish)):
        taken = wish.apart and one.department in {other.department for other in chosen}
        if len(chosen) < wish.number and not taken:
            chosen.append(one)
    return [one.user_id for one in chosen]


def fitting(candidates: Sequence[Candidate], wish: Wish) -> list[Candidate]:
    """Those who have room for one more family."""
    return [one for one in candidates if one.families < wish.most and one.user_id not in wish.kept_out]


def rank(one: Candidate, wish: Wish) -> tuple[bool, bool, int, str]:
    """Their place in the order."""
    return one.user_id not in wish.suggested, one.department not in wish.departments, one.families, one.name
