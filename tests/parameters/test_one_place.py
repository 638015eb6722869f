"""What the lists hold is asked of hfi/parameters/current.py and of nothing else."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

HFI = Path(__file__).parent.parent.parent / "hfi"
OF_FILES = {"housing_areas", "measure_types", "scales"}
KNOW_THE_FILES = ("parameters", "programmes", "plan", "demo")
"""Where the files are read, merged with rows, or, for the demo, written from."""


def places():
    """File and line of every place that reads a list as it came with the program."""
    for path in sorted(HFI.rglob("*.py")):
        if path.relative_to(HFI).parts[0] not in KNOW_THE_FILES:
            yield from (f"{path.relative_to(HFI)}:{line}" for line in lines(ast.parse(path.read_text())))


def lines(tree):
    """The lines that ask a programme or a section itself."""
    asked = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in OF_FILES)
    return [node.lineno for node in asked if not (isinstance(node.value, ast.Name) and node.value.id == "parameters")]


def test_nobody_asks_the_files():
    assert list(places()) == [], "ask hfi.parameters.current: it knows what administrators added and closed"
