"""What an address names inside of a family must belong to that family, also for somebody who works with both."""

import uuid

import pytest
import sqlalchemy as sa

from hfi.access.guard import needed_right
from hfi.access.models import Attachment, AttachmentKind
from hfi.access.roles import ROLE_RIGHTS, Role
from hfi.clock import now, today
from hfi.connections import family_mappers
from hfi.families.models import Family
from hfi.plan.department import registry
from hfi.plan.models import Agreement, Measure, SectorPlan
from tests.visitor import Visitor, token_for
from tests.world import REFERENCE, World


def nested_rules(app):
    """The rules with something inside of the family."""
    return [rule for rule in app.url_map.iter_rules() if len(rule.arguments) > 1 and "ref" in rule.arguments]


def addresses(app, rule, item):
    """The rule's addresses in Familien Solsikke, with this row in every other place."""
    choices = {"ref": REFERENCE}
    for name, converter in rule._converters.items():
        if name != "ref":
            choices[name] = sorted(converter.items)[0] if hasattr(converter, "items") else item
    with app.test_request_context():
        return rule.build(choices)[1]


def rows_of(store, family, rule):
    """The ids of the family's rows; of those that belong to a section, of the rule's own."""
    found = []
    for model in (one.class_ for one in family_mappers() if "id" in one.columns and one.class_ is not Family):
        section = getattr(model, "section_id", sa.null())
        rows = store.all(sa.select(model.id, section).where(model.family_id == family).limit(30))
        anywhere = rule.endpoint.startswith("family_page.")
        own = [row[0] for row in rows if anywhere or row[1] is None or row[1] in rule.rule]
        found += [one for one in own if isinstance(one, uuid.UUID)][:2]
    return found


def statuses(visitor, rule, address):
    """What the address answers to each of its methods."""
    token = token_for(visitor.client, address)
    asks = {
        "GET": lambda: visitor.client.get(address),
        "POST": lambda: visitor.client.post(address, data=token),
    }
    return {method: asks[method]().status_code for method in sorted(rule.methods & asks.keys())}


@pytest.fixture
def sanne_works_with_both(app, store, world: World, theirs):
    """And both families have one of everything that an address can name."""
    tie = {"kind": AttachmentKind.COORDINATOR, "from_on": today(), "family_id": theirs.family}
    store.add(
        Attachment(user_id=world.users["Sanne"], **tie), Agreement(text="x", created_at=now(), family_id=theirs.family)
    )
    with app.app_context():
        sections = [one.id for one in registry().sections]
    for family in (world.family, theirs.family):
        common = {"family_id": family, "created_at": now()}
        store.add(*(SectorPlan(section_id=one, kind="plan", **common) for one in sections))
        store.add(*(Measure(section_id=one, type_key="x", title="x", **common) for one in sections))


def test_another_familys_rows_are_not_there(app, visit, world, store, sanne_works_with_both):
    sanne: Visitor = visit("Sanne").open("/")
    rules = [one for one in nested_rules(app) if needed_right(app, one.endpoint) in ROLE_RIGHTS[Role.COORDINATOR]]
    assert len(rules) > 10
    for rule in rules:
        foreign = rows_of(store, world.other_family, rule)
        assert len(foreign) > 3
        for item in foreign:
            found = statuses(sanne, rule, addresses(app, rule, item))
            assert set(found.values()) == {404}, (rule.rule, found)


@pytest.mark.parametrize("kind", ["goals", "agreements", "measures", "plans", "appointments"])
def test_the_familys_own_rows_are_there(app, visit, world, store, sanne_works_with_both, kind):
    sanne = visit("Sanne").open("/")
    for rule in (one for one in nested_rules(app) if f"/{kind}/<uuid:item>/edit" in one.rule):
        own = rows_of(store, world.family, rule)
        assert any(statuses(sanne, rule, addresses(app, rule, item))["GET"] != 404 for item in own), rule.rule
