"""`docs/asvs.csv`: each requirement of the OWASP ASVS 5.0 up to level 2 has its evidence, and the evidence exists.

Some rows of level 3 are there as well. `open` is a requirement that is not met, with what is missing.
"""

import ast
import csv
import re
from collections import Counter
from functools import cache

import pytest

from tests.test_docs import ROOT, WORDS

pytestmark = pytest.mark.pure

with (ROOT / "docs/asvs.csv").open(newline="") as file:
    ROWS = list(csv.DictReader(file))
KINDS = {"yes": {"test", "check", "document", "open"}, "no": {"reason"}}
# How many requirements of levels 1 and 2 each chapter of version 5.0.0 has.
CHAPTERS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9,
            15: 13, 16: 16, 17: 7}  # fmt: skip


def of_kind(kind):
    """The rows with this kind of evidence."""
    return [row for row in ROWS if row["evidence_kind"] == kind]


def name(row):
    """The requirement, as the test's name has it."""
    return row["req"]


@cache
def names_in(path):
    """The names of the tests in a file, which is read and not run."""
    tree = ast.parse((ROOT / path).read_text())
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


@cache
def headings(path):
    """The headings of a document."""
    return set(re.findall(r"^#+ (.+)$", (ROOT / path).read_text(), re.MULTILINE))


def test_every_row_is_whole():
    for row in ROWS:
        assert all(row.values()) and None not in row, row
        assert row["evidence_kind"] in KINDS[row["applicable"]], row["req"]
        assert row["level"] in ("1", "2", "3") and re.fullmatch(r"V\d+\.\d+\.\d+", row["req"]), row["req"]


def test_no_requirement_stands_twice_and_none_up_to_level_2_is_missing():
    assert [req for req, times in Counter(map(name, ROWS)).items() if times > 1] == []
    counted = Counter(int(row["req"][1:].partition(".")[0]) for row in ROWS if row["level"] != "3")
    assert counted == CHAPTERS


@pytest.mark.parametrize("row", of_kind("test"), ids=name)
def test_the_test_that_is_named_exists(row):
    for one in row["evidence"].split("; "):
        path, _, test = one.partition("::")
        assert test in names_in(path), one


@pytest.mark.parametrize("row", of_kind("document"), ids=name)
def test_the_heading_that_is_named_exists(row):
    path, _, heading = row["evidence"].partition(": ")
    assert heading in headings(path), row["evidence"]


@pytest.mark.parametrize("row", of_kind("check"), ids=name)
def test_the_check_that_is_named_is_run(row):
    """By `make lint`: the tool that is named, and of ruff a rule that is selected."""
    tool = row["evidence"].removeprefix("make lint: ").replace(",", "").split()[0]
    lint = (ROOT / "Makefile").read_text().partition("\nlint:")[2].partition("\n\n")[0]
    assert f"/{tool}" in lint
    rules = re.findall(r"\bS\d{3}\b", row["evidence"])
    settings = (ROOT / "pyproject.toml").read_text()
    assert (tool != "ruff" or rules) and '"S", ' in settings
    assert not [one for one in rules if re.search(rf'^ +"{one}"', settings, re.MULTILINE)]


@pytest.mark.parametrize("row", [*of_kind("reason"), *of_kind("open")], ids=name)
def test_a_reason_is_one_sentence(row):
    assert row["evidence"].endswith((".", ".)")) and row["evidence"][0].isupper()
    for test in re.findall(r"tests/([a-z_/]+\.py)::(\w+)", row["evidence"]):
        assert test[1] in names_in(f"tests/{test[0]}")


def test_the_documents_say_how_many_are_open():
    said = re.search(r"(\d+) requirements are open", WORDS["SECURITY.md"])
    assert said is not None and int(said[1]) == len(of_kind("open"))
    assert not [row["req"] for row in of_kind("open") if row["level"] != "3" and row["req"] not in WORDS["SECURITY.md"]]
