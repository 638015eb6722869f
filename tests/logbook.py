"""Every log that the suite produces is kept until it ends, and searched then; what is found fails the suite.

Each process that runs tests writes two files: what the program logged, and what was printed while a test ran, also by
other programs that it started. PostgreSQL's own log is searched as well, where `.ci/with-postgres` started the server.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import pytest
import structlog

from tests.leaks import Leak, search

FOLDER, SERVER_LOG = "HFI_TEST_LOGS", "HFI_TEST_POSTGRES_LOG"
"""Environment: where this run keeps its logs, and where the PostgreSQL server writes its own."""
SHOWN = 30


def open_logbook(config: pytest.Config) -> None:
    """Keep logs in this process; the process that the others were started by searches them at the end."""
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    if not worker:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="hfi-logs-")
        config.pluginmanager.register(Search(), "hfi-search-of-logs")
    config.pluginmanager.register(Logbook(Path(os.environ[FOLDER]), worker or "alone"), "hfi-logbook")


class Logbook:
    """The two files of one process."""

    def __init__(self, folder: Path, name: str) -> None:
        self.logged = open_file(folder / f"{name}-logged.txt")
        self.printed = open_file(folder / f"{name}-printed.txt")
        logging.getLogger().addHandler(logging.StreamHandler(self.logged))
        structlog.PrintLoggerFactory = kept(structlog.PrintLoggerFactory, self.logged)  # type: ignore[misc,assignment]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The last report of a test has everything that was printed until then."""
        if report.when == "teardown":
            self.printed.write(report.capstdout + report.capstderr)
            self.printed.flush()

    def pytest_sessionfinish(self) -> None:
        """Nothing waits to be written."""
        self.logged.flush()


def open_file(path: Path) -> TextIO:
    """A log file that takes any text."""
    return path.open("w", encoding="utf-8", errors="backslashreplace")


class Both:
    """A log's stream whose lines are kept; only a test that gave it a stream of its own reads them there."""

    def __init__(self, kept: TextIO, own: TextIO | None) -> None:
        self.streams = [kept] if own is None or own.isatty() or hasattr(own, "buffer") else [kept, own]

    def write(self, text: str) -> None:
        """To each."""
        for one in self.streams:
            one.write(text)

    def flush(self) -> None:
        """Each."""
        for one in self.streams:
            one.flush()


def kept(factory: Any, logged: TextIO) -> Callable[..., Any]:
    """The factory of the program's loggers, with their lines kept."""
    return lambda file=None: factory(Both(logged, file))


class Search:
    """What the process that began the run does at its end."""

    def __init__(self) -> None:
        self.leaks: list[Leak] = []
        self.words = ""

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run when a log says too much; the files stay only then."""
        found = logs()
        self.leaks = search(found)
        size = sum(path.stat().st_size for path in found) / 1e6
        self.words = f"searched {len(found)} logs, {size:.1f} MB"
        if self.leaks:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        else:
            shutil.rmtree(os.environ[FOLDER])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was searched, and what was found where."""
        terminalreporter.write_line(self.words)
        if self.leaks:
            terminalreporter.section(
                f"{len(self.leaks)} lines of logs say too much; see {os.environ[FOLDER]}", red=True
            )
            for one in self.leaks[:SHOWN]:
                terminalreporter.write_line(str(one))


def logs() -> list[Path]:
    """The files of this run, and the server's."""
    server = os.environ.get(SERVER_LOG)
    return [*sorted(Path(os.environ[FOLDER]).glob("*.txt")), *([Path(server)] if server else [])]
