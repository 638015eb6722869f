"""The scene of the forms, and a way to open any of them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.access.codes import begin, knock, set_up
from tests.hostile.places import Place
from tests.hostile.scene import scene
from tests.hostile.walk import Walk
from tests.store import Store
from tests.visitor import Visitor
from tests.world import World
from tests.young.family import give_pages


@pytest.fixture(autouse=True)
def young_parts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The family's young people have pages of their own, whose forms are walked too."""
    give_pages(app, monkeypatch)


@pytest.fixture
def walk(app: Flask, world: World, store: Store, visit: Callable[[str], Visitor]) -> Callable[[Place], Walk]:
    """`walk(place)`: its form, open before somebody who may fill it in."""
    ids: dict[str, Any] = {}

    def open_place(place: Place) -> Walk:
        visitor = enter(app, world, visit, place)
        ids.update({} if ids else scene(app, world, store))
        return Walk(visitor, place, ids)

    return open_place


def enter(app: Flask, world: World, visit: Callable[[str], Visitor], place: Place) -> Visitor:
    """The visitor, with whatever the form needs done before."""
    if place.endpoint == "access.enter_code":
        set_up(visit("Mette"))
        return knock(app, world)
    if place.endpoint == "account.end_logins":
        visit("Mette")
    visitor = visit(place.who) if place.who else Visitor(app.test_client(), world)
    if place.endpoint == "account.set_up_code":
        begin(visitor)
    if place.endpoint == "account.remove_code":
        set_up(visitor)
    return visitor
