"""Agreements: carried over, called off with a reason, and a gentle word when there are many."""

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.plan.models import Agreement, AgreementStatus
from tests.family_page.steps import assert_as_if_reloaded, edit_link, form_page, message_at, open_form, save
from tests.visitor import token_for


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301, "a\u202eb"])
def test_nobody_calls_off_without_a_reason(visit, world, store, reason):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/agreements/{world.agreement}/drop")
    save(mette, form, False, 422, dropped_reason=reason)
    assert message_at(mette.find("form.editform"), "dropped_reason")
    assert store.get(Agreement, world.agreement).status is AgreementStatus.OPEN


def test_the_old_click_without_a_reason_is_gone(visit, world):
    mette, url = visit("Mette"), f"{world.url}/agreements/{world.agreement}/dropped"
    assert mette.client.post(url, data=token_for(mette.client, url)).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("Bo", 200), ("Mette", 200), ("Emil", 403), ("Lis", 403)])
def test_who_may_call_it_off(visit, world, name, status):
    assert visit(name).client.get(f"{world.url}/agreements/{world.agreement}/drop").status_code == status


def test_a_colleague_who_changed_it_first_is_shown(visit, world, store):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/agreements/{world.agreement}/drop")
    with store.session() as session:
        found = session.get(Agreement, world.agreement)
        found.dropped_reason, found.updated_by_id = "Andet", world.users["Bo"]
    save(mette, form, False, 409, dropped_reason="Ikke brug for det")
    assert mette.find(".conflict")


def test_what_was_carried_over_says_so(visit, world, store):
    bo = visit("Bo")
    assert not bo.open(world.url).page.select(f'[id="agreement-{world.agreement}"] .badge')
    store.run(sa.update(Agreement).values(carried=2))
    assert "2" in bo.open(world.url).text(f'[id="agreement-{world.agreement}"] .badge')


def test_more_than_eight_earn_a_gentle_word_and_are_saved_all_the_same(visit, world, store):
    base = {"family_id": world.family, "created_at": clock.now()}
    store.add(*(Agreement(**base, text=f"Aftale {n}") for n in range(7)))
    jonas = visit("Jonas").open(world.url)
    assert not jonas.text("#many-agreements")
    typed = {"text": "Den niende", "who": f"user:{world.users['Jonas']}"}
    save(jonas, open_form(jonas, edit_link(jonas, "agreement-new")), True, 200, **typed)
    assert jonas.text("#many-agreements")
    assert_as_if_reloaded(jonas)
