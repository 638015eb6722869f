"""Whom the enrolment proposes, and in which order of reasons."""

import uuid

import pytest

from hfi.intake.proposal import Candidate, Wish, propose

pytestmark = pytest.mark.pure


def candidate(number, name, department, families):
    return Candidate(uuid.UUID(int=number), name, department, families)


ADA, BO = candidate(1, "Ada", "SOF", 3), candidate(2, "Bo", "SOF", 1)
CAI, DAN = candidate(3, "Cai", "BIF", 5), candidate(4, "Dan", "SUF", 0)
EVERYBODY = (ADA, BO, CAI, DAN)


def names(**wish):
    """Who is proposed of all."""
    found = propose(EVERYBODY, Wish(**{"number": 2, "most": 8, "apart": True, **wish}))
    return [one.name for id_ in found for one in EVERYBODY if one.user_id == id_]


@pytest.mark.parametrize(
    ("wish", "proposed"),
    [
        ({}, ["Dan", "Bo"]),
        ({"departments": ("SOF", "BIF")}, ["Bo", "Cai"]),
        ({"suggested": (ADA.user_id,)}, ["Ada", "Dan"]),
        ({"suggested": (ADA.user_id, BO.user_id)}, ["Bo", "Dan"]),
        ({"apart": False, "departments": ("SOF",)}, ["Bo", "Ada"]),
        ({"most": 1}, ["Dan"]),
        ({"kept_out": (DAN.user_id, BO.user_id)}, ["Ada", "Cai"]),
        ({"number": 1}, ["Dan"]),
        ({"number": 0}, []),
    ],
)
def test_the_reasons_have_an_order(wish, proposed):
    assert names(**wish) == proposed
