"""What the stories of consents do again and again: write down an answer, take one back, see what opens and locks."""

import re
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.consent.models import Consent
from hfi.consent.rules import rules
from hfi.families.models import Person
from tests.family_page.steps import HTMX, form_page, open_form, save
from tests.store import Store
from tests.visitor import Visitor
from tests.world import World


def consent_url(world: World, name: str) -> str:
    """The address of one person's consents."""
    return f"{world.url}/members/{world.people[name]}/consents"


def write_down(visitor: Visitor, name: str, htmx: bool = True, status: int = 0, **typed: Any) -> Visitor:
    """The form of one person is opened, filled in and saved; everything for everybody when nothing else is said."""
    if htmx:
        form = open_form(visitor.open(visitor.world.url), form_link(visitor, name))
    else:
        form = form_page(visitor, f"{consent_url(visitor.world, name)}/edit")
    wanted = status or (200 if htmx else 303)
    return save(visitor, form, htmx, wanted, **({"explained": "y", "everything": "everything"} | typed))


def form_link(visitor: Visitor, name: str) -> Any:
    """The link on the matrix that opens the person's form."""
    return visitor.find(f'#consent-matrix a[hx-get="{consent_url(visitor.world, name)}/edit"]')


def cell(visitor: Visitor, name: str, owner: str) -> str:
    """How the cell of the matrix stands, by its class."""
    link = visitor.find(f'#consent-matrix a[href="{consent_url(visitor.world, name)}?owner={owner}"]')
    return re.findall(r"consent--(\w+)", " ".join(link["class"]))[0]


def nothing_said(store: Store) -> None:
    """The family was never asked."""
    store.run(sa.delete(Consent))


def take_back_everything(visitor: Visitor, name: str, status: int = 200) -> Visitor:
    """One click on the person's answers."""
    url = consent_url(visitor.world, name)
    visitor.open(url)
    visitor.swap(visitor.find(f'form[action="{url}/withdraw"]'), status)
    return visitor


def is_open(visitor: Visitor, section: str) -> bool:
    """Whether the section's own card answers this reader."""
    return visitor.client.get(f"{visitor.world.url}/{section}", headers=HTMX).status_code == 200


def born(world: World, store: Store, name: str, birthday: date) -> None:
    """Give the person a birthday on which they become old enough to answer alone."""
    years = rules(birthday).own_answer_from_years
    store.run(
        sa.update(Person)
        .where(Person.id == world.people[name])
        .values(born_on=clock.months_after(birthday, -12 * years))
    )


def days(number: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=number)
