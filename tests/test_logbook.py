"""The search of the suite's logs finds what must not be there, and lets through what must."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.leaks import find_leaks
from tests.logbook import FOLDER, SERVER_LOG

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "q7Zr-kT_" + "aB3" * 11 + "xY"
PLANTED = [
    "born 140190-1234",
    "born 1401901234.",
    "DETAIL:  Key (cpr)=(010165 1234) already exists.",
    "opened HFI-2026-014",
    "wrote Familien Solsikke",
    "Vi vil have ro om morgenen.",
    "a KANARIEFUGL sang",
    "<script>alert(1)</script>",
    "DETAIL:  Key (email)=(mette@demo.example) already exists.",
    "GET /search?q=x HTTP/1.1",
    "password=sommer",
    "sol-og-regn",
    "Cookie: hfi=x",
    f"session {TOKEN} ended",
    "development-0123456789abcdef0123",
]
HARMLESS = [
    '{"id": "140190123456", "method": "GET", "rule": "/families/<reference:ref>", "status": 200, "ms": 12}',
    '{"id": "ab0101901234", "rule": "/search", "status": 422, "ms": 3, "timestamp": "2026-11-22T03:25:32.606555Z"}',
    "2026-11-22 03:25:57.585 UTC [24686] postgres@hfi_gw1 ERROR:  permission denied for table goals",
    "STATEMENT:  SELECT families.id FROM families WHERE families.reference = $1",
    "row 3f2b1c7e-1401-4abc-8def-0123456789ab is gone; is it?",
]


@pytest.mark.parametrize("line", PLANTED)
def test_what_was_planted_is_found(line):
    (leak, *_more) = find_leaks("server.log", f"all is well\n{line}\n")
    assert leak.number == 2 and leak.line == line and "server.log:2" in str(leak)


@pytest.mark.parametrize("line", HARMLESS)
def test_what_belongs_in_a_log_is_let_through(line):
    assert list(find_leaks("server.log", line)) == []


STORY = {
    "printed": "def test(): print('Familien ' + 'Sol' 'sikke')",
    "logged": "import logging\ndef test(): logging.getLogger('weasyprint').warning('Familien %s', 'Sol' 'sikke')",
    "by another program": "import os\ndef test(): os.system('echo Familien Sol\"\"sikke >&2')",
    "nothing": "def test(): print('all is well')",
}


@pytest.mark.parametrize(("name", "workers"), [*zip(STORY, "0111", strict=True)])
def test_a_run_whose_tests_pass_fails_for_what_is_in_its_logs(tmp_path, name, workers):
    ended = run(tmp_path, STORY[name], workers)
    assert "1 passed" in ended.stdout
    assert (ended.returncode, "say too much" in ended.stdout) == ((0, False) if name == "nothing" else (1, True))


def test_the_servers_log_is_searched_too(tmp_path):
    server = tmp_path / "server.log"
    server.write_text("DETAIL:  Failing row contains (1401901234, Amina).\n")
    ended = run(tmp_path, STORY["nothing"], "0", **{SERVER_LOG: str(server)})
    assert ended.returncode == 1 and "server.log:1: a CPR number" in ended.stdout


def run(folder, story, workers, **more):
    """A suite of one test, with the same plugin."""
    (folder / "conftest.py").write_text(
        "from tests.logbook import open_logbook\n\n\ndef pytest_configure(config):\n    open_logbook(config)\n"
    )
    (folder / "test_story.py").write_text(story)
    known = {name: value for name, value in os.environ.items() if not name.startswith((FOLDER, SERVER_LOG, "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "-p", "no:cacheprovider", str(folder)]
    environment = {**known, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
