"""What the documents say of the code is true, and none of them is longer than somebody will read."""

import re
from pathlib import Path

import pytest

from hfi.access.rights_table import rights_page
from hfi.cli import group
from hfi.demo.people import logins
from hfi.demo.town import town

LOGINS = logins(town("koebenhavn"))

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parent.parent
LONGEST = {
    "ARCHITECTURE.md": 100,
    "GLOSSARY.md": 180,
    "OPERATIONS.md": 140,
    "README.md": 120,
    "SECURITY.md": 120,
    "STYLE.md": 60,
}
DOCUMENTS = sorted(ROOT.glob("*.md"))
WORDS = {path.name: path.read_text() for path in DOCUMENTS}
EVERYTHING = "\n".join(WORDS.values())


def source(*patterns: str) -> str:
    """The text of the project's files that the patterns name."""
    return "\n".join(path.read_text() for pattern in patterns for path in ROOT.glob(pattern))


@pytest.mark.parametrize("name", LONGEST)
def test_it_is_short(name):
    assert len(WORDS[name].splitlines()) <= LONGEST[name]


def test_the_settings_are_those_that_are_read():
    read = set(re.findall(r"environ\.get\([\"']([A-Z_]+)", source("hfi/config.py", "gunicorn.conf.py")))
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", WORDS["README.md"], re.MULTILINE))
    offered = set(re.findall(r"^([A-Z_]+)=", source(".env.example"), re.MULTILINE))
    assert listed == offered == read


def test_every_make_target_exists():
    targets = set(re.findall(r"^([a-z-]+(?: [a-z-]+)*):", source("Makefile"), re.MULTILINE))
    known = {one for line in targets for one in line.split()}
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", EVERYTHING, re.MULTILINE)) <= known


def test_every_command_exists():
    assert set(re.findall(r"flask hfi ([a-z-]+)", EVERYTHING)) <= set(group.commands)


def test_the_architecture_names_every_folder():
    folders = {path.name for path in (ROOT / "hfi").iterdir() if path.is_dir() and path.name != "__pycache__"}
    areas = {path.name for path in (ROOT / "hfi/blueprints").iterdir() if (path / "__init__.py").exists()}
    named = set(re.findall(r"`([a-z_]+)/?`", WORDS["ARCHITECTURE.md"]))
    assert folders | areas <= named


def test_the_table_of_rights_is_the_programs(app):
    written = (ROOT / "docs/rights.md").read_text()
    assert written == rights_page(app), "run make docs, and look at what changed"


def test_every_link_leads_somewhere():
    for document, words in WORDS.items():
        for target in re.findall(r"\]\(([^)]+)\)", words):
            assert target.startswith("https://") or (ROOT / target).exists(), f"{document}: {target}"


def test_every_proof_is_a_test():
    table = WORDS["SECURITY.md"].partition("| proved in")[2]
    proofs = re.findall(r"`([a-z_/]+\.py)`", table)
    assert proofs and all((ROOT / "tests" / proof).exists() for proof in proofs)


def test_the_glossarys_names_are_in_the_code():
    code = source("hfi/**/*.py")
    third = [line.split("|")[3] for line in WORDS["GLOSSARY.md"].splitlines() if line.count("|") == 5]
    for name in re.findall(r"`([A-Za-z_.]+)", "".join(third)):
        is_there = (ROOT / "hfi" / name).exists() or list((ROOT / "hfi").glob(f"*/{name}")) or "*" in name
        assert is_there or re.search(rf"\b{re.escape(name.rpartition('.')[2])}\b", code), name


def test_everybody_in_the_demo_is_in_the_readme():
    assert not [email for email, *_rest in LOGINS if f"{email.partition('@')[0]}@" not in WORDS["README.md"]]
