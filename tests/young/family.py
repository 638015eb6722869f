"""Yusuf's family as one of Tæt på familien, whose pages the young people have themselves."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from msgspec.structs import replace

from hfi import clock
from hfi.families.models import Family, Person
from tests.family_page.steps import form_page
from tests.visitor import Visitor
from tests.world import World

PROGRAMME = "taet-paa-familien"
DREAM = "Jeg vil have mit eget værksted og en hund."


def give_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stories' own programme has pages of young people's own as well."""
    known = app.extensions["hfi.programmes"]
    young = known[PROGRAMME]
    both = replace(known["hfi"], young_parts=young.young_parts, target_group=young.target_group)
    monkeypatch.setitem(app.extensions, "hfi.programmes", {**known, "hfi": both})


def join(world: World, store) -> None:
    """The family moves to the young people's programme."""
    store.run(sa.update(Family).where(Family.id == world.family).values(programme=PROGRAMME))


def say(visitor: Visitor, world: World, status: int = 303, **words) -> Visitor:
    """Yusuf says something, and it is written down."""
    form = form_page(visitor, f"{world.url}/words/new")
    values = {"person_id": str(world.people["Yusuf"]), "penned": "word_for_word", **words}
    return visitor.submit(form, status, fields=values)


def support(visitor: Visitor, world: World, status: int = 303, **values) -> Visitor:
    """Somebody comes onto Yusuf's map."""
    form = form_page(visitor, f"{world.url}/supporters/new")
    given = {"person_id": str(world.people["Yusuf"]), "name": "Farfar", "ring": "near", **values}
    return visitor.submit(form, status, fields=given)


def promise(visitor: Visitor, world: World, status: int = 303, **values) -> Visitor:
    """Mette promises to be in touch with Yusuf."""
    form = form_page(visitor, f"{world.url}/promises/new")
    given = {"person_id": str(world.people["Yusuf"]), "times": "4", **values}
    return visitor.submit(form, status, fields=given)


def lina_turns_thirteen(world: World, store) -> uuid.UUID:
    """A second young person in the family."""
    born = clock.today() - timedelta(days=13 * 366)
    store.run(sa.update(Person).where(Person.id == world.people["Lina"]).values(born_on=born))
    return world.people["Lina"]
