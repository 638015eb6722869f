"""Nothing is reachable that declares no right; what is public is few and known."""

import pytest
from flask import Blueprint
from flask.testing import FlaskClient

import hfi
from hfi.access.guard import PUBLIC, UndeclaredRouteError, needed_right, public, requires
from hfi.access.rights_table import rights_table
from hfi.access.roles import ROLE_RIGHTS, Right, Role
from tests.conftest import SETTINGS

OPEN_TO_ALL = {
    "static",
    "access.log_in",
    "access.enter_code",
    "access.choose_language",
    "users.choose_password",
    "watch.healthz",
    "watch.readyz",
}

READING = {Right.ACCOUNT_USE, Right.OVERVIEW_READ, Right.FAMILY_READ, Right.FAMILY_PRINT, Right.LOG_READ}


def view(**_values):
    return "reached"


def app_with(monkeypatch, rule, answer):
    """An app with one more address."""
    extra = Blueprint("extra", __name__)
    extra.add_url_rule(rule, "view", answer)
    monkeypatch.setattr(hfi, "FEATURES", (*hfi.FEATURES, extra))
    return hfi.create_app(SETTINGS)


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ("/nobody-said", view),
        ("/untyped/<name>", requires(Right.FAMILY_READ)(lambda **_values: "")),
        ("/half/<uuid:one>/<two>", public(lambda **_values: "")),
    ],
)
def test_the_app_refuses_to_start_on_an_undeclared_address(monkeypatch, rule, answer):
    with pytest.raises(UndeclaredRouteError, match=rule.split("<")[0]):
        app_with(monkeypatch, rule, answer)


def test_a_declared_address_is_let_in(monkeypatch):
    client = app_with(monkeypatch, "/declared/<uuid:one>", public(view)).test_client()
    assert client.get("/declared/6f4922f4-5568-4a8c-8cdd-e7d1e5a1a3a4").text == "reached"


def test_only_these_addresses_are_public(app):
    rules = [rule.endpoint for rule in app.url_map.iter_rules()]
    assert {name for name in rules if needed_right(app, name) == PUBLIC} == OPEN_TO_ALL


def test_every_other_address_names_a_right_that_some_role_carries(app):
    for rule in app.url_map.iter_rules():
        needed = needed_right(app, rule.endpoint)
        assert needed == PUBLIC or any(needed in rights for rights in ROLE_RIGHTS.values()), rule.rule
        assert rule.endpoint == "static" or all(":" in one for one in rule.rule.split("<")[1:]), rule.rule


def test_what_changes_a_family_needs_the_right_to_write(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/families/<"):
            assert ("POST" in rule.methods) <= (needed_right(app, rule.endpoint) not in READING), rule.rule


def test_managers_and_roles_without_families_carry_no_right_to_write_or_print():
    for role in set(Role) - {Role.PROFESSIONAL, Role.COORDINATOR}:
        assert not ROLE_RIGHTS[role] & {Right.FAMILY_WRITE, Right.FAMILY_PRINT}
    for role in set(Role) - {Role.PROFESSIONAL, Role.COORDINATOR, Role.MANAGER}:
        assert Right.FAMILY_READ not in ROLE_RIGHTS[role]


def test_a_stranger_is_sent_to_log_in_and_comes_back_where_he_was_going(stranger: FlaskClient):
    answer = stranger.get("/families/HFI-2026-014?week=2026-W48")
    assert answer.status_code == 303
    assert answer.location == "/login?next=%2Ffamilies%2FHFI-2026-014%3Fweek%3D2026-W48"


def test_a_fragment_is_refused_beside_the_form_so_that_the_text_stays(stranger: FlaskClient):
    answer = stranger.get("/families/HFI-2026-014", headers={"HX-Request": "true"})
    assert answer.status_code == 401 and "<html" not in answer.text and "alert" in answer.text


def test_the_table_of_rights_has_every_address(app):
    table = rights_table(app)
    assert len(table) == len(list(app.url_map.iter_rules()))
    assert any("/families/<reference:ref>/plan.pdf" in line and "family:print" in line for line in table)
