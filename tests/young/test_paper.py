"""The own page on paper: on the young person's own copy all of it, on others' what they do not keep from them."""

import pytest

from tests.family_page.items import add_measure
from tests.printing.test_recipients import copy_for
from tests.young.family import DREAM, join, lina_turns_thirteen, promise, say, support

SECRET = "Jeg er bange for at komme hjem."


@pytest.fixture
def mette(visit, world, store):
    """Yusuf has said something to all, and something that Karim shall not read."""
    join(world, store)
    mette = say(visit("Mette"), world, dreams=DREAM)
    say(mette, world, challenges=SECRET, kept_from_ids=[str(world.people["Karim"])])
    support(mette, world, name="Kæresten", kept_from_ids=[str(world.people["Karim"])])
    return promise(mette, world)


@pytest.mark.parametrize(
    ("recipient", "dream", "secret"),
    [
        ("Yusuf", True, True),
        ("Karim", True, False),
        ("Amina", True, True),
        ("household", True, False),
        ("professionals", True, True),
    ],
)
def test_who_gets_what(mette, recipient, dream, secret):
    text = copy_for(mette, recipient)
    assert (DREAM in text, SECRET in text, "Kæresten" in text) == (dream, secret, secret)


def test_older_words_do_not_step_in_for_newer_ones_that_are_kept(mette, world):
    say(mette, world, dreams="Noget hemmeligt", kept_from_ids=[str(world.people["Karim"])])
    text = copy_for(mette, "Karim")
    assert DREAM not in text and "Noget hemmeligt" not in text


def test_before_printing_it_is_said_that_something_is_kept(mette, world):
    def lists(value):
        page = mette.open(f"{world.url}/print?for={value}")
        return len(page.page.select("li"))

    assert lists(world.people["Karim"]) == lists(world.people["Amina"]) + 1
    assert SECRET not in mette.response.text


def test_from_thirteen_there_is_a_copy_of_ones_own(mette, world, store):
    url = f"{world.url}/plan.pdf?for={world.people['Lina']}"
    assert mette.client.get(url).status_code == 404
    lina_turns_thirteen(world, store)
    say(mette, world, person_id=str(world.people["Lina"]), dreams="At danse på en scene")
    text = copy_for(mette, "Lina")
    assert "At danse på en scene" in text and DREAM not in text and SECRET not in text


def test_what_is_closest_to_a_child_who_does_not_answer_yet_is_not_handed_out(mette, world, store):
    lina_turns_thirteen(world, store)
    add_measure(world, store, "social/support", "Krise Lina.", "Lina", sensitive=True)
    add_measure(world, store, "social/support", "Krise Yusuf.", "Yusuf", sensitive=True)
    assert "Krise Lina." not in copy_for(mette, "Lina")
    assert "Krise Yusuf." in copy_for(mette, "Yusuf")
