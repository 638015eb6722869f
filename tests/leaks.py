"""What no log may hold: who the families are, what is written of them, what was asked for, and what proves who asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.world import PASSWORD

LONGEST_SHOWN = 160
CPR = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}"
ALONE = r"(?<![\w.-])%s(?!\.?[\w-])"
NAMES = ("Solsikke", "Birkeløv", "Prøvesen", "Prøvevej", "Bispeparken", "Eksempelhuset", "Eksempelskolen")
WORDS = ("Rolige morgener", "ro om morgenen", "fast plads i klassen", "Familiebehandling", "Korte møder")
CANARIES = ("kanarie", "<script", "onerror", "hx-post", "hx-swap-oob")
PATTERNS = {
    "a CPR number": ALONE % CPR,
    "a case reference": r"HFI-\d{4}-\d{3}",
    "a name or an address of the stories": "|".join(NAMES),
    "a family's words": "|".join(WORDS),
    "a canary": "|".join(CANARIES),
    "somebody's e-mail": r"[\w.+-]+@[\w-]+\.(?:example|dk)\b",
    "a query string": r"/[\w./%-]*\?[\w.%-]+=",
    "a password": f"{re.escape(PASSWORD)}|\\$argon2|password['\"]?[=:]\\s*['\"]?\\w",
    "a cookie": r"(?:Set-)?Cookie:|\b(?:__Host-)?hfi=\S|_user_id|csrf_token['\"]?[=:]",
    # What `secrets.token_urlsafe(32)` and a signature look like: 43 letters of both sizes, and digits.
    "a token": ALONE % r"(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{43}",
    "a key": r"development-[0-9a-f]{16}|\b[0-9a-f]{64}\b",
}
FORBIDDEN = {name: re.compile(pattern, re.I if name == "a canary" else 0) for name, pattern in PATTERNS.items()}


@dataclass(frozen=True)
class Leak:
    """One line of a log that says too much."""

    log: str
    number: int
    what: str
    line: str

    def __str__(self) -> str:
        return f"{self.log}:{self.number}: {self.what}: {self.line[:LONGEST_SHOWN]}"


def find_leaks(log: str, text: str) -> Iterator[Leak]:
    """The lines of the log that hold what none may."""
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in FORBIDDEN.items():
            if pattern.search(line):
                yield Leak(log, number, what, line)


def search(paths: list[Path]) -> list[Leak]:
    """The leaks in these files."""
    texts = ((path.name, path.read_text("utf-8", "backslashreplace")) for path in paths)
    return [leak for name, text in texts for leak in find_leaks(name, text)]
