"""What the program does not do at all: patterns made of typed text, files from users, calls to other machines."""

import ast
import re
from re import _constants as kinds
from re import _parser as patterns

import pytest

from tests.test_docs import ROOT, source

pytestmark = pytest.mark.pure

CODE = {path: ast.parse(path.read_text()) for path in (ROOT / "hfi").rglob("*.py")}
OUTWARD = {"ftplib", "http", "httpx", "pickle", "requests", "shelve", "smtplib", "socket", "subprocess", "xml", "yaml"}
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)


def calls_of_re():
    """Every use of a regular expression: its file, and what stands where the pattern belongs."""
    for path, tree in CODE.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                yield path, node.args[0]


def literal_patterns():
    """The patterns that stand in the code."""
    return [node.value for _path, node in calls_of_re() if isinstance(node, ast.Constant)]


def endless_inside_endless(parsed, inside=False):
    """Whether something that repeats without end holds another such: there a text can make it run for ever."""
    for kind, value in parsed:
        endless = kind in REPEATS and value[1] is kinds.MAXREPEAT
        parts = value if isinstance(value, tuple | list) else (value,)
        pieces = [one for part in parts for one in (part if isinstance(part, list) else [part])]
        inner = [one for one in pieces if isinstance(one, patterns.SubPattern)]
        if (endless and inside) or any(endless_inside_endless(one, inside or endless) for one in inner):
            return True
    return False


def test_no_pattern_is_made_of_what_somebody_typed():
    """Besides those that are written out there are two made of the names of weekdays, and the references' own."""
    others = {(path.name, ast.unparse(node).split("(")[0]) for path, node in calls_of_re()
              if not isinstance(node, ast.Constant)}  # fmt: skip
    assert {name for name, _what in others} == {"when.py", "lists.py", "reference.py"}
    assert {what for name, what in others if name != "when.py"} == {"ReferenceConverter.regex"}


def test_no_pattern_runs_away():
    found = literal_patterns()
    assert len(found) > 8 and not [one for one in found if endless_inside_endless(patterns.parse(one))]


def test_a_pattern_that_runs_away_would_be_found():
    assert endless_inside_endless(patterns.parse("(a+)+$")) and endless_inside_endless(patterns.parse("(x|(a*b)*)+"))
    assert not endless_inside_endless(patterns.parse(r"(a{1,3}\.)+b*"))


def test_no_form_takes_a_file():
    templates = source("hfi/**/*.html")
    assert "multipart" not in templates and not re.search(r"type=.file", templates)
    assert "FileField" not in source("hfi/**/*.py") and "request.files" not in source("hfi/**/*.py")


def test_nothing_calls_other_machines_or_programs():
    """The database's driver does, and WeasyPrint would: `printing/test_document.py` holds it to our own files."""
    for path, tree in CODE.items():
        names = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
        names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name.partition(".")[0] for name in names} & OUTWARD, path
        assert "urllib.request" not in names, path


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt", "requirements-assets.txt"])
def test_every_package_is_locked_by_its_hash(lock):
    packages = re.split(r"\n(?=[a-zA-Z])", (ROOT / lock).read_text())
    named = [one for one in packages if re.match(r"[a-zA-Z]", one)]
    assert named and all("==" in one and "--hash=sha256:" in one for one in named)
    assert (ROOT / "Makefile").read_text().count("--require-hashes") >= 3
