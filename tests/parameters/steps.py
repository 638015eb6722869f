"""What the stories about lists do again and again."""

import sqlalchemy as sa

from hfi.parameters.models import Parameter, ParameterChange
from tests.team.steps import day, typed

SOCIAL, EMPLOYMENT = "social/support", "employment/work"
FILLED = {
    "measures": {"words": "Familiekunst", "words_en": "Family art"},
    "deadlines": {
        "words": "Hjemgivelsen skal være forberedt", "from_field": "aware_on", "done_field": "returns_on",
        "months": "3", "warn_days": "14",
    },
    "areas": {"words": "Æblegården", "district": "Nørrebro"},
    "scales": {"words": "Hvor trygt er der?", "low": "1", "low_means": "slet ikke", "high": "5", "high_means": "helt"},
}  # fmt: skip
OWNERS = {"measures": SOCIAL, "deadlines": SOCIAL, "areas": "hfi", "scales": "hfi"}


def add(visitor, kind="measures", status=303, owner="", start=0, **more):
    """Fill in the form of a new entry, valid from so many days on."""
    visitor.open(f"/parameters/{kind}/{owner or OWNERS[kind]}/new")
    values = {**FILLED[kind], "valid_from": typed(day(start)), "source": "Udvalget, 3. november 2026", **more}
    return visitor.submit(visitor.find("main form"), status, **values)


def row(visitor, words, kind="measures"):
    """The line of the list that begins with these words: its cells and where it leads."""
    visitor.open(f"/parameters/{kind}")
    found = next(one for one in visitor.page.select("main tbody tr") if one.find("th").find(string=True) == words)
    return [one.get_text(" ", strip=True) for one in found("td")], found.select_one("a")["href"]


def act(visitor, url, deed, status=303, **values):
    """Close an entry, open it again, or change it."""
    visitor.open(f"{url}/{deed}")
    return visitor.submit(visitor.find("main form"), status, **values)


def close(visitor, url, distance=0, status=303, **more):
    """Its last day is so many days from now."""
    return act(visitor, url, "close", status, valid_until=typed(day(distance)), reason="L 66", **more)


def changes(store):
    """What was written down, the first thing first."""
    return store.list(sa.select(ParameterChange).order_by(ParameterChange.at))


def stored(store):
    """The one row there is."""
    return store.only(Parameter)


def offered(visitor, url, name):
    """What a form lets choose: value → words."""
    visitor.open(url)
    return {one["value"]: one.get_text(strip=True) for one in visitor.find(f"main [name={name}]").select("option")}
