"""The two planted families with everybody at their browser: ask, and say which words stand where they must not."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hfi import clock
from hfi.access.models import User
from hfi.access.principal import Principal
from hfi.access.roles import Profession, Role
from hfi.access.terms import Level
from hfi.drafts import service as drafts
from hfi.extensions import system_session
from hfi.plan.department import registry
from hfi.programmes.model import main_programme
from tests.proof.addresses import Items, addresses
from tests.proof.canaries import Aviary, Canary
from tests.proof.homes import Home, agree, build_homes, invoke_law, move_in, name_readers
from tests.proof.planting import Garden, plant
from tests.proof.planting_life import plant_life
from tests.proof.sight import Sheet, Sight, sheets
from tests.proof.states import STATES, standing
from tests.world import PASSWORD_HASH, PERSONAS, World

NOBODY = ("conflict", "review", "absence", "attachment", "request", "user", "check", "named", "consent", "ground",
          "supporter", "promise", "turnout", "parameter", "letter")  # fmt: skip
"""Kinds of things that addresses name and of which nothing was planted with an address."""
NOTHING = uuid.uuid4()
"""The id of a thing that there is not."""
NEW_SECRET = {"account.set_up_code", "account.begin_code"}


@dataclass
class Field:
    """Both families, all words, and everybody's browser."""

    app: Flask
    world: World
    aviary: Aviary
    homes: tuple[Home, ...]
    items: dict[str, dict[tuple[str, str], list[uuid.UUID]]]
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def pages(self, home: Home, turn: int = 0) -> list[str]:
        """Every address of a page; `turn` chooses which of the family's rows they are about."""
        found = addresses(self.app, self.choose(home, turn), home.reference)
        urls = [one.url for one in found if one.method == "GET" and one.endpoint not in NEW_SECRET]
        return [one for one in urls if not one.endswith(".pdf")] + self.more_pages(home)

    def more_pages(self, home: Home) -> list[str]:
        """Addresses that say more after their question mark, or name somebody at work."""
        url, somebody = f"/families/{home.reference}", next(iter(home.people.values()))
        papers = [f"{url}/print?for={one.wanted}" for one in sheets(home)]
        givers = [f"/team/handover/{self.world.users[name]}" for name in ("Mette", "Dorthe")]
        week = (clock.today() + timedelta(days=7)).strftime("%G-W%V")
        some = [f"{url}?week={week}", f"{url}/log?action=emergency", f"{url}/members/{somebody}/consents?owner=SOF"]
        return [*papers, *givers, *some]

    def choose(self, home: Home, turn: int) -> Items:
        """One of each kind that can be named in an address."""
        found = {key: ids[turn % len(ids)] for key, ids in self.items[home.key].items()}
        found = {("", kind): NOTHING for kind in NOBODY} | found
        found |= {("", kind): found["", "member"] for kind in ("people", "asked")}
        return found

    def sights(self, name: str, home: Home | None = None, state: str = "") -> dict[uuid.UUID, Sight]:
        """How somebody stands to both families while they are in this state in one of them."""
        found = {one.family: Sight(name, one) for one in self.homes}
        if home:
            found[home.family] = Sight(name, home, STATES[state], all_protected=state == "protected")
        return found

    @contextmanager
    def standing(self, name: str, home: Home, state: str) -> Iterator[dict[uuid.UUID, Sight]]:
        """Make the state for this one in this family."""
        with standing(replace(self.world, family=home.family), name, STATES[state]):
            yield self.sights(name, home, state)

    def leaks(
        self,
        response: TestResponse,
        sights: dict[uuid.UUID, Sight],
        asked: uuid.UUID | None = None,
        sheet: Sheet | None = None,
    ) -> list[str]:
        """What the answer shows though the rule does not let it; what it may show counts as seen."""
        found = self.aviary.find(response)
        self.seen |= {one.word for one in found}
        return [one.where for one in found if not allowed(sights[one.family], one, asked, sheet)]


def allowed(sight: Sight, one: Canary, asked: uuid.UUID | None, sheet: Sheet | None) -> bool:
    """Whether the word may stand there."""
    return sight.prints(one, sheet) if sheet else sight.reads(one, asked)


def plant_field(app: Flask, world: World) -> Field:
    """The two families, with a word in every text."""
    aviary, homes = Aviary(), build_homes(world)
    hire(world)
    items = {}
    for home in homes:
        with system_session() as session:
            move_in(session, world, home)
            agree(session, world, home)
            invoke_law(session, world, home, aviary)
            name_readers(session, world, home)
            session.flush()
            garden = Garden(session, world, home, aviary, main_programme())
            plant(garden)
            plant_life(garden)
        items[home.key] = garden.items
    field = Field(app, world, aviary, homes, items)
    keep_draft(field)
    return field


def hire(world: World) -> None:
    """Vera, who once worked with both families and opens one in an emergency, and Tim, who lives next door to them."""
    with system_session() as session:
        for name in ("Vera", "Tim"):
            world.users[name] = uuid.uuid4()
            session.add(
                User(
                    id=world.users[name],
                    email=f"{name.lower()}@demo.example",
                    name=f"{name} Prøvesen",
                    password_hash=PASSWORD_HASH,
                    role=Role.PROFESSIONAL,
                    department="SOF",
                    profession=Profession.SOCIAL_CASEWORKER,
                )
            )


def keep_draft(field: Field) -> None:
    """Mette has begun to write in her department's section, and has not saved it."""
    home, world = field.homes[0], field.world
    section = registry().by_id["social/support"]
    facts: dict[str, Any] = {"level": Level.DEPARTMENT, "owner": "SOF", "section": section, "draft": True}
    word = field.aviary.word("draft", home.family, people=home.everybody, readers=frozenset({"Mette"}), **facts)
    mette = Principal("", "", world.users["Mette"], "Mette", *PERSONAS["Mette"], "da", None)
    address = f"/families/{home.reference}/social/support/edit"
    with system_session() as session:
        drafts.keep(session, mette, home.family, address, typed({"assessment": word, "version": "1"}))


def typed(values: dict[str, str]) -> Any:
    """The form as a browser sends it."""
    return MultiDict(values)
