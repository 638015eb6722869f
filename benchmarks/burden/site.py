"""The real program before a real browser, on a fresh demo database of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from time import sleep
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

TRIES, PAUSE = 200, 0.1
BIN = Path(sys.executable).parent


@contextmanager
def running(municipality: str) -> Iterator[str]:
    """The address of the program with that municipality's demo; everything is gone afterwards."""
    with TemporaryDirectory() as folder:
        port = free_port()
        more = {"HFI_MUNICIPALITY": municipality, "HFI_INSTANCE": folder, "PORT": str(port), "HFI_ENV": ""}
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | more
        quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([BIN / "flask", "hfi", "prepare"], check=True, **quiet)
        server = subprocess.Popen([BIN / "gunicorn", "-c", "gunicorn.conf.py", "app:app"], **quiet)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/login")
            yield address
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(url: str) -> None:
    """Until the server answers. Raises TimeoutError."""
    for _ in range(TRIES):
        try:
            urlopen(url).close()
            return
        except URLError:
            sleep(PAUSE)
    raise TimeoutError(url)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
