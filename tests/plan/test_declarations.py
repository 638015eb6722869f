"""A department that breaks the contract stops the start, with one clear sentence that says which, and how."""

import pytest

from hfi import create_app, discover
from hfi.plan.department import ContractError, Registry
from tests.conftest import SETTINGS
from tests.plan import sixth


@pytest.fixture
def start(tmp_path, monkeypatch):
    """`start(declaration, card)` starts an app with this sixth department."""
    monkeypatch.setenv("HFI_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'never.sqlite'}")
    sixth.drop_in(monkeypatch, tmp_path)

    def begin(declaration=sixth.DECLARATION, card=sixth.CARD, without=()):
        package = sixth.write(tmp_path, declaration, card)
        for name in without:
            (package / "templates" / "housing" / name).unlink()
        return create_app(SETTINGS)

    yield begin
    sixth.forget()


def refusal(start, **more):
    """What the start says, as one sentence on one line."""
    with pytest.raises(ContractError) as error:
        start(**more)
    sentence = str(error.value)
    assert sentence.endswith(".") and "\n" not in sentence, sentence
    return sentence


def test_a_declaration_that_is_right_starts(start):
    assert "housing.home" in start().view_functions


def test_two_sections_of_one_name(start):
    twice = sixth.DECLARATION.replace("department.add_section(", "for _twice in range(2):\n  department.add_section(")
    assert refusal(start, declaration=twice).startswith("The section housing/home is declared twice")


def test_two_departments_of_one_key(app):
    departments = discover()
    with app.app_context(), pytest.raises(ContractError, match="The department social is declared twice"):
        Registry([*departments, next(one for one in departments if one.key == "social")])


@pytest.mark.parametrize("name", ["home.html", "home_print.html"])
def test_a_template_that_is_missing(start, name):
    assert refusal(start, without=[name]) == f"housing/home: the template housing/{name} does not exist."


@pytest.mark.parametrize("block", ["card", "form"])
def test_a_block_that_is_missing(start, block):
    card = sixth.CARD.replace(f"block {block} ", "block other ")
    assert refusal(start, card=card) == f"housing/home: housing/home.html has no block {block}."


@pytest.mark.parametrize(
    ("example", "told"),
    [
        ('{"assessment": "x" * 5000}', "assessment"),
        ('{"assessment": "Godt.", "colour": "red"}', "colour"),
    ],
)
def test_an_example_that_its_own_form_refuses(start, example, told):
    declaration = sixth.DECLARATION.replace('{"assessment": "I bor godt, og huslejen er betalt."}', example)
    sentence = refusal(start, declaration=declaration)
    assert sentence.startswith("housing/home: the example") and told in sentence
